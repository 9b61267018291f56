import Foundation
import Testing

@testable import DebianPackage

/// A package as debhelper is told about it and the plan that is to behave alike.
struct DebhelperCase: Sendable, CustomTestStringConvertible {
  let name: String
  var initScript = false
  var units: [String] = []
  var options: [String] = []
  var plan: ServicePlan
  /// The order of the calls matters.
  var ordered = true
  /// Other files below debian/.
  var files: [String: String] = [:]

  var testDescription: String { name }

  static func unit(_ name: String, installable: Bool = true) -> String {
    let type = name.split(separator: ".").last ?? ""
    let body = type == "socket" ? "[Socket]\nListenStream=1\n" : "[Service]\nExecStart=/usr/bin/app\n"
    return "[Unit]\nDescription=app\n" + body + (installable ? "[Install]\nWantedBy=multi-user.target\n" : "")
  }

  static let all: [DebhelperCase] = [
    .init(name: "init script", initScript: true, plan: ServicePlan(initScripts: [InitScript(name: "app")])),
    .init(name: "unit", units: ["app.service"], plan: ServicePlan(units: [SystemdUnit(name: "app.service")])),
    .init(
      name: "init script and unit", initScript: true, units: ["app.service"],
      plan: ServicePlan(initScripts: [InitScript(name: "app")], units: [SystemdUnit(name: "app.service")])),
    .init(
      name: "service and socket", units: ["app.service", "app.socket"],
      plan: ServicePlan(units: [SystemdUnit(name: "app.socket"), SystemdUnit(name: "app.service")])),
    .init(
      name: "template", units: ["app@.service"], plan: ServicePlan(units: [SystemdUnit(name: "app@.service")])),
    .init(
      name: "not enabled", initScript: true, units: ["app.service"], options: ["--no-enable"],
      plan: ServicePlan(
        initScripts: [InitScript(name: "app", enable: false)],
        units: [SystemdUnit(name: "app.service", enable: false)])),
    .init(
      name: "not started", initScript: true, units: ["app.service"], options: ["--no-start", "--no-stop-on-upgrade"],
      plan: ServicePlan(
        initScripts: [InitScript(name: "app", start: false, stopOnRemove: false)],
        units: [SystemdUnit(name: "app.service", start: false, onUpgrade: .keepRunning, stopOnRemove: false)])),
    .init(
      name: "not started but refreshed", units: ["app.service"], options: ["--no-start", "--restart-after-upgrade"],
      plan: ServicePlan(units: [SystemdUnit(name: "app.service", start: false, stopOnRemove: false)])),
    .init(
      name: "stopped during the upgrade", initScript: true, units: ["app.service"],
      options: ["--no-restart-after-upgrade"],
      plan: ServicePlan(
        initScripts: [InitScript(name: "app", onUpgrade: .stopThenStart)],
        units: [SystemdUnit(name: "app.service", onUpgrade: .stopThenStart)])),
    .init(
      name: "left running", initScript: true, units: ["app.service"], options: ["--no-stop-on-upgrade"],
      plan: ServicePlan(
        initScripts: [InitScript(name: "app", onUpgrade: .keepRunning)],
        units: [SystemdUnit(name: "app.service", onUpgrade: .keepRunning)])),
    .init(
      name: "temporary files, renamed configuration and an alternative", initScript: true,
      plan: ServicePlan(
        initScripts: [InitScript(name: "app")], tmpfiles: ["app.conf"],
        alternatives: [
          Alternative(
            link: "/usr/bin/editor", name: "editor", path: "/usr/bin/app", priority: 30,
            dependents: [
              .init(link: "/usr/share/man/man1/editor.1.gz", name: "editor.1.gz", path: "/usr/share/man/man1/app.1.gz")
            ])
        ],
        maintscriptHelperCalls: [
          .init(.removeConffile, ["/etc/app/old.conf", "1.0~"]),
          .init(.moveConffile, ["/etc/app/b", "/etc/app/c", "1.0~", "app"]),
        ]),
      ordered: false,
      files: [
        "app.tmpfiles": "d /run/app 0755 root root -\n",
        "app.maintscript": "rm_conffile /etc/app/old.conf 1.0~\nmv_conffile /etc/app/b /etc/app/c 1.0~ app\n",
        "app.alternatives": """
        Name: editor
        Link: /usr/bin/editor
        Alternative: /usr/bin/app
        Priority: 30
        Dependents:
          /usr/share/man/man1/editor.1.gz editor.1.gz /usr/share/man/man1/app.1.gz

        """,
      ]),
  ]

  /// Lets debhelper write the scripts.
  func build(in sandbox: ScriptSandbox) throws {
    let control = """
      Source: app
      Maintainer: A B <a@example.org>
      Build-Depends: debhelper-compat (= 13)

      Package: app
      Architecture: all
      Description: test

      """
    try sandbox.write("source/debian/control", control)
    try sandbox.write(
      "source/debian/changelog",
      "app (1.0) unstable; urgency=low\n\n  * x\n\n -- A B <a@example.org>  Thu, 01 Jan 2015 00:00:00 +0000\n")
    if initScript { try sandbox.write("source/debian/app.init", "#!/bin/sh\n") }
    for unit in units {
      try sandbox.write("source/debian/app/lib/systemd/system/\(unit)", Self.unit(unit))
    }
    for (name, text) in files { try sandbox.write("source/debian/\(name)", text, mode: 0o644) }
    try sandbox.write("source/debian/app/usr/bin/app", "#!/bin/sh\n")
    for tool in [
      "dh_installtmpfiles", "dh_installalternatives", "dh_installinit", "dh_installsystemd", "dh_installdeb",
    ] {
      let takesOptions = tool == "dh_installinit" || tool == "dh_installsystemd"
      let result = try SystemTool.run(
        "/usr/bin/" + tool, takesOptions ? options : [], directory: sandbox.root + "/source")
      try #require(result.status == 0, "\(tool): \(result.output)")
    }
    for script in MaintainerScript.allCases {
      if let bytes = sandbox.files.contents(atPath: "\(sandbox.root)/source/debian/app/DEBIAN/\(script)") {
        try sandbox.install(Array(bytes), as: "debhelper/\(script)")
      }
    }
  }

  /// `--skip-systemd-native` changes nothing for a script that has no unit, where debhelper passes it all the same.
  func normalized(_ log: String) -> String {
    units.isEmpty ? log.replacingOccurrences(of: "--skip-systemd-native ", with: "") : log
  }
}

@Suite("Maintainer scripts behave like debhelper's", .enabled(if: SystemTool.exists("/usr/bin/dh_installsystemd")))
struct MaintainerScriptsDebhelperTests {
  static let machines: [(String, ScriptSandbox.Machine)] = [
    ("systemd", .init()),
    ("sysvinit", .init(systemdRuns: false)),
    ("init script switched off", .init(initScriptIsExecutable: false)),
    ("unit disabled by the administrator", .init(wasEnabled: false)),
  ]

  /// What each call leads to: dpkg calls an absent script as little as one that does nothing.
  static func effects(_ log: String, ordered: Bool = true) -> [String: [String]] {
    var effects: [String: [String]] = [:]
    var call = ""
    for line in log.split(separator: "\n").map(String.init) {
      if line.hasPrefix("# ") { call = line } else if line != "status 0" { effects[call, default: []].append(line) }
    }
    return ordered ? effects : effects.mapValues { $0.sorted() }
  }

  /// The calls whose effects differ.
  static func differences(_ found: [String: [String]], _ expected: [String: [String]]) -> [String] {
    Set(found.keys).union(expected.keys).sorted().filter { found[$0] != expected[$0] }.map { call in
      "\(call): \(found[call] ?? []) instead of \(expected[call] ?? [])"
    }
  }

  @Test(arguments: DebhelperCase.all)
  func sameCalls(_ example: DebhelperCase) throws {
    let sandbox = try ScriptSandbox()
    try example.build(in: sandbox)
    try MaintainerScripts.assemble(plan: example.plan).install(into: "ours", of: sandbox)
    for (name, machine) in Self.machines {
      let log = try sandbox.run(ScriptCall.all, from: "debhelper", machine: machine)
      let expected = Self.effects(example.normalized(log), ordered: example.ordered)
      #expect(!expected.isEmpty || example.name == "template")
      for shell in ["dash", "bash"] {
        let log = try sandbox.run(ScriptCall.all, from: "ours", shell: shell, machine: machine)
        let found = Self.effects(example.normalized(log), ordered: example.ordered)
        #expect(Self.differences(found, expected) == [], "\(name), \(shell)")
      }
    }
  }

  @Test("A failing invoke-rc.d fails the script, a failing systemctl does not", arguments: ScriptSandbox.tools)
  func failures(of tool: String) throws {
    let example = try #require(DebhelperCase.all.first { $0.name == "init script and unit" })
    let sandbox = try ScriptSandbox()
    try example.build(in: sandbox)
    try MaintainerScripts.assemble(plan: example.plan).install(into: "ours", of: sandbox)
    let machine = ScriptSandbox.Machine(failing: [tool])
    let expected = Self.effects(try sandbox.run(ScriptCall.all, from: "debhelper", machine: machine))
    let found = Self.effects(try sandbox.run(ScriptCall.all, from: "ours", machine: machine))
    #expect(Self.differences(found, expected) == [])
  }
}
