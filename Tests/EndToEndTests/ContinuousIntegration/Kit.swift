import Foundation
import ProjectConfiguration

/// The files for continuous integration systems, and the tools that judge them.
enum Kit {
  /// The top of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where Scripts/install-requirements puts the judges from PyPI.
  static let tools = root.appendingPathComponent(".build/python/bin")

  static func has(_ tool: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: tools.appendingPathComponent(tool).path)
  }

  /// Reads one of the files, which are YAML like the configuration.
  static func read(_ name: String) throws -> ConfigurationNode {
    let text = try Data(contentsOf: root.appendingPathComponent(name))
    return try ConfigurationDocument(reading: [UInt8](text), file: name).root
  }

  /// A new directory that is removed afterwards.
  static func inDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kit-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Writes a file below a directory.
  static func write(_ text: String, to name: String, in folder: URL) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// A folder in which the built program lies under its name, for the path.
  static func program(in folder: URL) throws -> URL {
    let bin = folder.appendingPathComponent("program")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: bin.appendingPathComponent("pkgwright"), withDestinationURL: BuiltProgram.url)
    return bin
  }

  /// Runs a program and gives its status and everything that it writes.
  static func run(
    _ program: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let log = folder.appendingPathComponent(".log-" + UUID().uuidString)
    try Data().write(to: log)
    defer { try? FileManager.default.removeItem(at: log) }
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
  }

  /// The search path with a folder in front.
  static func path(_ first: URL?) -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return first.map { "\($0.path):\(path)" } ?? path
  }
}

extension ConfigurationNode {
  subscript(key: String) -> ConfigurationNode? {
    guard case .section(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  var entries: [Entry] { if case .section(let entries) = content { entries } else { [] } }

  var items: [ConfigurationNode] { if case .list(let items) = content { items } else { [] } }

  var text: String? { if case .text(let text) = content { text } else { nil } }
}
