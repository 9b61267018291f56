import Foundation
import Glibc
import Testing

@testable import Templates

/// Whether accounts can be changed and files be given away.
let isRoot = geteuid() == 0

/// A directory in which rendered scripts run: the places they write to are moved into it.
final class ServiceSandbox {
  let root: String
  let files = FileManager.default

  init() throws {
    root = NSTemporaryDirectory() + "service-" + UUID().uuidString
    for directory in ["run", "etc/default", "bin"] {
      try files.createDirectory(
        atPath: "\(root)/\(directory)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }
    // The directory itself got its mode from the process's umask, but the service's user has to enter it.
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root)
  }

  deinit { try? files.removeItem(atPath: root) }

  func write(_ path: String, _ text: String, mode: Int = 0o755) throws {
    let whole = "\(root)/\(path)"
    try files.createDirectory(
      atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755])
    _ = files.createFile(atPath: whole, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
  }

  func read(_ path: String) -> String {
    String(decoding: files.contents(atPath: "\(root)/\(path)") ?? Data(), as: UTF8.self)
  }

  /// Renders a template for a service run by nobody, with its directories inside the sandbox.
  func render(_ template: Template, _ values: TemplateValues, as path: String) throws {
    var values = values
    values["name"] = "svc"
    for variable in template.variables {
      switch variable.name {
      case "program": values["program"] = "\(root)/bin/svc"
      case "user": values["user"] = "nobody"
      case "group": values["group"] = "nogroup"
      case "home": values["home"] = "\(root)/var/lib/svc"
      case "log-directory": values["log-directory"] = "\(root)/var/log/svc"
      default: break
      }
    }
    let text = try template.render(values).replacingOccurrences(of: "/etc/default/", with: "\(root)/etc/default/")
      .replacingOccurrences(of: "/run/svc", with: "\(root)/run/svc")
    try write(path, text, mode: Int(template.mode))
  }

  /// Runs a program with the environment a service script has at boot.
  @discardableResult
  func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TERM": "dumb"]
    // A service that outlives the script would hold a pipe open.
    let output = "\(root)/output"
    _ = files.createFile(atPath: output, contents: nil)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, read("output"))
  }

  /// Whether a process runs.
  func isAlive(_ pid: Int32?) -> Bool {
    guard let pid, pid > 1 else { return false }
    return kill(pid, 0) == 0
  }

  /// The process a file names.
  func pid(in path: String) -> Int32? {
    Int32(read(path).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Waits for something that another process brings about.
  func eventually(_ condition: () -> Bool) -> Bool {
    for _ in 0..<500 {
      if condition() { return true }
      usleep(20_000)
    }
    return false
  }
}
