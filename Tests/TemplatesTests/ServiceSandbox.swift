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
  ///
  /// Its output goes to a file and it is waited for by its own id, since a service outlives the script that
  /// started it and may keep whatever it inherited open.
  @discardableResult
  func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let pid = try Self.spawn(path, arguments, output: "\(root)/output")
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    let isExit = status & 0x7F == 0
    return (isExit ? status >> 8 & 0xFF : 128 + status & 0x7F, read("output"))
  }

  /// Starts a program.
  static func spawn(_ path: String, _ arguments: [String], output: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // The threads that run tests block signals, and a service must not inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let copied = { (texts: [String]) in texts.map { (text: String) in strdup(text) } + [nil] }
    let words = copied([path] + arguments)
    let environment = copied(["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=dumb", "HOME=/"])
    defer { (words + environment).forEach { free($0) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, path, &actions, &attributes, words, environment)
    try #require(failure == 0, "\(path): \(String(cString: strerror(failure)))")
    return pid
  }

  /// Whether a process runs; one that ended may wait for a while until somebody asks for its status.
  func isAlive(_ pid: Int32?) -> Bool {
    guard let pid, pid > 1, kill(pid, 0) == 0 else { return false }
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    return !status.contains("State:\tZ")
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
