import Foundation

/// A program that did not end as it should have.
package struct ToolFailure: Error, CustomStringConvertible {
  package var description: String
}

/// Runs a program and gives its standard output.
///
/// - Parameter expectingFailure: whether the program has to fail.
@discardableResult
package func run(
  _ program: String, _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:],
  expectingFailure: Bool = false
) throws -> [UInt8] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let output = Pipe()
  process.standardOutput = output
  // A file, because two pipes that are read one after the other may block the program.
  let complaints = FileManager.default.temporaryDirectory.appendingPathComponent("pkgwright-" + UUID().uuidString)
  _ = FileManager.default.createFile(atPath: complaints.path, contents: nil)
  defer { try? FileManager.default.removeItem(at: complaints) }
  process.standardError = try FileHandle(forWritingTo: complaints)
  try process.run()
  let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
  process.waitUntilExit()
  if (process.terminationStatus == 0) == expectingFailure {
    let words = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
    throw ToolFailure(description: "\(program) \(arguments) ended with \(process.terminationStatus): \(words)")
  }
  return bytes
}
