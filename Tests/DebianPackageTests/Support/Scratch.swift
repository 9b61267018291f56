import Foundation
import PackageModel
import Payload
import Testing

/// A directory for one test, removed with its last holder.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/pkgwright-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    _ = try? run("chmod", ["-R", "u+rwX", path])
    _ = try? run("rm", ["-rf", path])
  }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  func name(_ name: String) -> ByteString { ByteString(self(name)) }

  func bytes(_ name: String) throws -> [UInt8] { try FileBytes.read(self.name(name)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
  }
}

struct ToolFailure: Error {
  var text: String
}

/// Runs a program and gives its standard output.
@discardableResult
func run(
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
  let errors = Pipe()
  process.standardError = errors
  try process.run()
  let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
  let complaint = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  if (process.terminationStatus == 0) == expectingFailure {
    throw ToolFailure(text: "\(program) \(arguments): \(String(decoding: complaint, as: UTF8.self))")
  }
  return bytes
}
