import Foundation

/// One run of the program in a new directory with some files.
struct LintRun {
  /// A manifest that nothing is wrong with.
  static let clean = """
    set name=pkg.fmri value=pkg://test/demo@1.0
    set name=pkg.summary value="A demo"
    set name=info.classification value=org.opensolaris.category.2008:System/Core
    set name=org.opensolaris.consolidation value=demo

    """

  let status: Int32
  let output: String
  let complaints: String

  /// - Parameters:
  ///   - files: texts by name; a name that ends in `/` makes a directory.
  ///   - directory: where the program is started, below the new directory.
  ///   - input: what stands on standard input.
  ///   - keep: what to do with the directory before it is removed.
  init(
    _ arguments: [String], _ files: [String: String] = [:], in directory: String = "",
    input: String? = nil, keep: ((URL) throws -> Void)? = nil
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lint-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: name.hasSuffix("/") ? file : file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !name.hasSuffix("/") { try Data(text.utf8).write(to: file) }
    }
    let process = Process()
    process.executableURL = BuiltProgram.url
    process.arguments = arguments
    process.currentDirectoryURL = directory.isEmpty ? folder : folder.appendingPathComponent(directory)
    process.standardInput = FileHandle.nullDevice
    if let input {
      try Data(input.utf8).write(to: folder.appendingPathComponent(".in"))
      process.standardInput = try FileHandle(forReadingFrom: folder.appendingPathComponent(".in"))
    }
    let streams = ["out", "err"].map { folder.appendingPathComponent("." + $0) }
    for stream in streams { try Data().write(to: stream) }
    process.standardOutput = try FileHandle(forWritingTo: streams[0])
    process.standardError = try FileHandle(forWritingTo: streams[1])
    try process.run()
    process.waitUntilExit()
    try keep?(folder)
    status = process.terminationStatus
    output = try String(contentsOf: streams[0], encoding: .utf8)
    complaints = try String(contentsOf: streams[1], encoding: .utf8)
  }
}
