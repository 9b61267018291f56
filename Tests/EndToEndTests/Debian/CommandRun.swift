import Foundation

/// Runs the built program and the tools around it, as a user would.
struct CommandRun {
  var status: Int32
  var output: String
  var complaints: String

  /// Runs a shell script in a folder with the program and its drop-ins first on the search path.
  static func shell(
    _ script: String, in folder: URL, environment: [String: String] = [:]
  ) throws -> CommandRun {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    let folders = [BuiltProgram.commands.path, BuiltProgram.url.deletingLastPathComponent().path]
    process.environment = [
      "PATH": (folders + ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]).joined(separator: ":"), "LC_ALL": "C.UTF-8",
      "TZ": "UTC", "HOME": folder.path,
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = folder.appendingPathComponent(".stdout")
    let complaints = folder.appendingPathComponent(".stderr")
    for file in [output, complaints] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    process.waitUntilExit()
    defer { for file in [output, complaints] { try? FileManager.default.removeItem(at: file) } }
    return CommandRun(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      complaints: String(decoding: try Data(contentsOf: complaints), as: UTF8.self))
  }

  /// Calls a function with a fresh folder that is removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pkgwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
