import Foundation
import IPSRepository
import PackageModel
import TestSupport

/// A depot that runs as a program of its own, on a port that was free.
final class RunningDepot: @unchecked Sendable {
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("pkgwright-depot").path

  let port: UInt16
  private let process: Process

  /// Starts a depot and waits until it accepts connections.
  ///
  /// - Parameters:
  ///   - prefix: a command in front of the program.
  ///   - environment: further variables.
  init(
    _ repository: String, _ options: [String] = ["--writable"], prefix: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    let words =
      prefix + [
        Self.program, "depot", "serve", "--repository", repository, "--listen", "127.0.0.1:0", "--audit-log", "none",
      ] + options
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var line: [UInt8] = []
    while line.last != ASCII.newline {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      line += piece
    }
    let text = String(decoding: line, as: UTF8.self)
    guard text.hasPrefix("ready http"), let mark = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: mark)...].prefix { $0.isNumber })
    else {
      process.terminate()
      process.waitUntilExit()
      throw DepotTestFailure("the depot did not start: \(text)")
    }
    self.port = port
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  var processIdentifier: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// Tells the depot to end, and waits.
  ///
  /// - Returns: the exit status.
  @discardableResult
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Waits for the depot to be killed by itself.
  ///
  /// - Returns: the signal.
  func waitForDeath() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Resident memory in kilobytes.
  func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
  }

  func connect() throws -> RawConnection { try RawConnection(port: port) }

  /// Sends one request on a connection of its own.
  func request(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: [UInt8] = []
  ) throws -> RawResponse {
    let connection = try connect()
    var headers = headers
    headers["Connection"] = "close"
    return try connection.request(method, path, headers, body: body)
  }

  func get(_ path: String, _ headers: [String: String] = [:]) throws -> RawResponse {
    try request("GET", path, headers)
  }
}
