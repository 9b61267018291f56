import Foundation
import Glibc

/// A program that serves until the test ends it.
final class ServerProcess {
  private let process: Process
  let output: Pipe

  init(_ program: String, _ arguments: [String]) throws {
    process = Process()
    output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { stop() }

  /// Ends the program. It may have inherited that signals are blocked, so it is not asked.
  func stop() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The first line of what the program prints.
  func firstLine() -> String {
    var line: [UInt8] = []
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Starts a depot that may be written to, and gives its port.
  static func depot(_ repository: String) throws -> (process: ServerProcess, port: Int) {
    let process = try ServerProcess(
      BuiltProgram.url.path,
      ["depot", "serve", "--repository", repository, "--writable", "--listen", "127.0.0.1:0"])
    let line = process.firstLine()
    let port = line.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) }
    guard let port else { throw StartFailure(description: "the depot says '\(line)'") }
    return (process, port)
  }

  /// Starts nginx with a configuration for `http { }`, in a folder of its own.
  static func nginx(_ site: String, in folder: URL, port: Int) throws -> ServerProcess {
    let prefix = folder.appendingPathComponent("nginx")
    try FileManager.default.createDirectory(at: prefix, withIntermediateDirectories: true)
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(prefix.path)/\($0);"
    }
    // As root the worker would otherwise be a user who cannot read the folder.
    let user = getuid() == 0 ? "user root;" : ""
    let configuration = """
      \(user) pid \(prefix.path)/pid; daemon off; master_process off; worker_processes 1;
      events { }
      http { access_log off; \(places.joined(separator: " "))
      \(site)
      }
      """
    let file = prefix.appendingPathComponent("nginx.conf")
    try Data(configuration.utf8).write(to: file)
    let process = try ServerProcess(
      "/usr/sbin/nginx", ["-p", prefix.path, "-c", file.path, "-e", prefix.path + "/error.log"])
    for _ in 0..<200 {
      if isListening(port) { return process }
      usleep(50_000)
    }
    let log = (try? String(contentsOf: prefix.appendingPathComponent("error.log"), encoding: .utf8)) ?? ""
    throw StartFailure(description: "nginx does not listen: \(log)")
  }

  /// A port that nobody listens on.
  static func freePort() -> Int {
    withSocket { descriptor, address in
      var address = address
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      return withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
          guard bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0 else { return 0 }
          return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            Int(UInt16(bigEndian: $0.pointee.sin_port))
          }
        }
      }
    }
  }

  private static func isListening(_ port: Int) -> Bool {
    withSocket { descriptor, address in
      var address = address
      address.sin_port = UInt16(port).bigEndian
      return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
    }
  }

  private static func withSocket<Result>(_ body: (Int32, sockaddr_in) -> Result) -> Result {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return body(descriptor, address)
  }
}

/// A server that did not start.
struct StartFailure: Error, CustomStringConvertible {
  var description: String
}
