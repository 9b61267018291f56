import Foundation
import PackageModel
import Testing

@testable import DebianPackage

/// A call of a maintainer script as dpkg makes it.
struct ScriptCall: Sendable, CustomTestStringConvertible {
  let script: MaintainerScript
  let arguments: [String]

  init(_ script: MaintainerScript, _ arguments: String...) {
    self.script = script
    self.arguments = arguments
  }

  var testDescription: String { ([script.rawValue] + arguments).joined(separator: " ") }

  /// Every way in which dpkg calls maintainer scripts (Debian Policy 6.5 and 6.6).
  static let all: [ScriptCall] = [
    ScriptCall(.preinst, "install"), ScriptCall(.preinst, "install", "1.0"),
    ScriptCall(.preinst, "install", "1.0", "2.0"),
    ScriptCall(.preinst, "upgrade", "1.0"), ScriptCall(.preinst, "upgrade", "1.0", "2.0"),
    ScriptCall(.preinst, "abort-upgrade", "2.0"),
    ScriptCall(.postinst, "configure"), ScriptCall(.postinst, "configure", ""),
    ScriptCall(.postinst, "configure", "1.0"),
    ScriptCall(.postinst, "abort-upgrade", "2.0"), ScriptCall(.postinst, "abort-remove"),
    ScriptCall(.postinst, "abort-remove", "in-favour", "other", "3"),
    ScriptCall(.postinst, "abort-deconfigure", "in-favour", "other", "3"),
    ScriptCall(.postinst, "abort-deconfigure", "in-favour", "other", "3", "removing", "third", "4"),
    ScriptCall(.postinst, "triggered", "/usr/lib /usr/share"),
    ScriptCall(.prerm, "remove"), ScriptCall(.prerm, "remove", "in-favour", "other", "3"),
    ScriptCall(.prerm, "upgrade", "2.0"),
    ScriptCall(.prerm, "failed-upgrade", "1.0", "2.0"), ScriptCall(.prerm, "deconfigure", "in-favour", "other", "3"),
    ScriptCall(.prerm, "deconfigure", "in-favour", "other", "3", "removing", "third", "4"),
    ScriptCall(.postrm, "remove"), ScriptCall(.postrm, "purge"), ScriptCall(.postrm, "upgrade", "2.0"),
    ScriptCall(.postrm, "disappear", "other", "3"), ScriptCall(.postrm, "failed-upgrade", "1.0", "2.0"),
    ScriptCall(.postrm, "abort-install"), ScriptCall(.postrm, "abort-install", "1.0", "2.0"),
    ScriptCall(.postrm, "abort-upgrade", "1.0", "2.0"),
  ]
}

/// A directory in which maintainer scripts run against tools that only log how they were called.
final class ScriptSandbox {
  /// What the machine looks like to the scripts.
  struct Machine {
    var systemdRuns = true
    var initScriptIsExecutable = true
    var wasEnabled = true
    var otherRoot = false
    var lacksTools = false
    var accountsExist = false
    var failing: Set<String> = []
  }

  static let tools = [
    "update-rc.d", "invoke-rc.d", "deb-systemd-helper", "deb-systemd-invoke", "systemctl", "systemd-tmpfiles",
    "systemd-sysusers", "adduser", "addgroup", "deluser", "delgroup", "useradd", "groupadd", "usermod",
    "update-alternatives", "dpkg-maintscript-helper", "chown", "getent", "dpkg-statoverride",
  ]

  /// What every Debian system has, so that other tools can be missing.
  static let essential = [
    "sh", "dash", "bash", "cat", "rm", "mkdir", "chmod", "mktemp", "base64", "sed", "basename", "env", "ls", "id",
    "true",
    "false", "printf", "grep",
  ]

  let root: String
  let files = FileManager.default

  init() throws {
    let template = NSTemporaryDirectory() + "maintainer-scripts-" + UUID().uuidString
    try files.createDirectory(atPath: template, withIntermediateDirectories: true)
    root = template
    for directory in ["bin", "essential", "tmp", "etc/init.d", "debconf"] {
      try files.createDirectory(atPath: "\(root)/\(directory)", withIntermediateDirectories: true)
    }
    for tool in Self.essential {
      let places = ["/bin/", "/usr/bin/"].filter { files.isExecutableFile(atPath: $0 + tool) }
      guard let place = places.first else { continue }
      try files.createSymbolicLink(atPath: "\(root)/essential/\(tool)", withDestinationPath: place + tool)
    }
    let confmodule = "echo confmodule >>\"$LOG\"\ndb_stop() { echo db_stop >>\"$LOG\"; }\n"
    try write("debconf/confmodule", confmodule + "db_purge() { echo db_purge >>\"$LOG\"; }\n", mode: 0o644)
  }

  deinit { try? files.removeItem(atPath: root) }

  func write(_ path: String, _ text: String, mode: Int = 0o755) throws {
    try write(path, Array(text.utf8), mode: mode)
  }

  func write(_ path: String, _ bytes: [UInt8], mode: Int = 0o755) throws {
    let whole = "\(root)/\(path)"
    try files.createDirectory(
      atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    _ = files.createFile(atPath: whole, contents: Data(bytes), attributes: [.posixPermissions: mode])
  }

  func read(_ path: String) -> String {
    String(decoding: files.contents(atPath: "\(root)/\(path)") ?? Data(), as: UTF8.self)
  }

  /// Puts a script where it can run: the absolute paths it looks at lie inside the sandbox.
  func install(_ bytes: [UInt8], as name: String) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    if !Array(text.utf8).elementsEqual(bytes) {
      return try write(name, bytes)
    }
    let moved =
      text.replacingOccurrences(of: "/etc/init.d/", with: "\(root)/etc/init.d/")
      .replacingOccurrences(of: "/run/systemd/system", with: "\(root)/run/systemd/system")
      .replacingOccurrences(of: "/usr/bin/deb-systemd-helper", with: "\(root)/bin/deb-systemd-helper")
      .replacingOccurrences(of: "/usr/share/debconf", with: "\(root)/debconf")
    try write(name, moved)
  }

  /// Runs calls one after the other.
  ///
  /// - Returns: for each call its name, the tools it called and its exit status, without the sandbox's path.
  func run(
    _ calls: [ScriptCall], from directory: String, shell: String = "dash", machine: Machine = Machine(),
    initScripts: [String] = ["app"]
  ) throws -> String {
    try prepare(machine, initScripts: initScripts)
    let environment = [
      "LOG": "\(root)/log", "TMPDIR": "\(root)/tmp", "DPKG_ROOT": machine.otherRoot ? "\(root)/other" : "",
      "WAS_ENABLED": machine.wasEnabled ? "0" : "1", "ACCOUNTS": machine.accountsExist ? "0" : "2",
      "PATH": machine.lacksTools ? "\(root)/essential" : "\(root)/bin:\(root)/essential",
    ]
    var driver = ""
    for call in calls where files.fileExists(atPath: "\(root)/\(directory)/\(call.script)") {
      let words = call.arguments.map(ShellWord.quoted).joined(separator: " ")
      driver += "echo '# \(call.testDescription)' >>\"$LOG\"\n"
      driver +=
        "DPKG_MAINTSCRIPT_NAME=\(call.script) \(shell) '\(root)/\(directory)/\(call.script)' \(words) >>\"$LOG\" 2>>'\(root)/stderr'\n"
      driver += "echo \"status $?\" >>\"$LOG\"\n"
    }
    try write("driver", driver)
    try write("log", "", mode: 0o644)
    try write("stderr", "", mode: 0o644)
    _ = try SystemTool.run("/bin/sh", ["\(root)/driver"], environment: environment)
    return read("log").replacingOccurrences(of: root, with: "")
  }

  private func prepare(_ machine: Machine, initScripts: [String]) throws {
    try? files.removeItem(atPath: "\(root)/run")
    if machine.systemdRuns {
      try files.createDirectory(atPath: "\(root)/run/systemd/system", withIntermediateDirectories: true)
    }
    let other = machine.otherRoot ? "other/\(root)" : ""
    for name in initScripts {
      let mode = machine.initScriptIsExecutable ? 0o755 : 0o644
      for place in Set(["", other]) { try write("\(place)/etc/init.d/\(name)", "#!/bin/sh\n", mode: mode) }
    }
    for tool in Self.tools {
      var text = "#!/bin/sh\necho \"\(tool) $*\" >>\"$LOG\"\n"
      switch tool {
      case "deb-systemd-helper":
        text += "case \"$*\" in *was-enabled*|*debian-installed*) exit $WAS_ENABLED ;; esac\n"
      case "getent": text += "exit $ACCOUNTS\n"
      case "dpkg-statoverride": text += "exit 1\n"
      default: break
      }
      try write("bin/\(tool)", text + (machine.failing.contains(tool) ? "exit 7\n" : "exit 0\n"))
    }
  }
}

/// Runs a program of the system.
enum SystemTool {
  struct Result {
    let status: Int32
    let output: String
  }

  static func exists(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

  static func run(
    _ path: String, _ arguments: [String], environment: [String: String]? = nil, directory: String? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let environment { process.environment = environment }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
}

extension MaintainerScripts {
  /// Puts all scripts into a directory of a sandbox.
  func install(into directory: String, of sandbox: ScriptSandbox) throws {
    for script in MaintainerScript.allCases {
      if let bytes = self[script] { try sandbox.install(bytes, as: "\(directory)/\(script)") }
    }
  }
}

extension HookScript {
  init(_ text: String, fileName: String = "hook") { self.init(fileName: fileName, bytes: Array(text.utf8)) }
}
