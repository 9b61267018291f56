import Foundation
import Testing

@testable import DebianPackage

@Suite("Lintian has nothing to say about generated scripts", .enabled(if: SystemTool.exists("/usr/bin/lintian")))
struct MaintainerScriptsLintianTests {
  /// Everything a plan can hold.
  static let everything = ServicePlan(
    initScripts: [InitScript(name: "app"), InitScript(name: "app-helper", enable: false, onUpgrade: .stopThenStart)],
    units: [
      SystemdUnit(name: "app.service"), SystemdUnit(name: "app-helper.service", onUpgrade: .stopThenStart),
      SystemdUnit(name: "app-session.service", scope: .user),
    ], groups: [SystemGroup(name: "_media")],
    users: [
      SystemUser(
        name: "_app", home: "/var/lib/app", comment: "app's daemon", supplementaryGroups: ["_media"],
        ownedDirectories: [.init(path: "/var/lib/app")], removeOnPurge: true),
      SystemUser(name: "_early", creation: .beforeUnpacking),
    ], sysusers: ["app.conf"], tmpfiles: ["app.conf"],
    alternatives: [Alternative(link: "/usr/bin/apps", name: "apps", path: "/usr/bin/app", priority: 10)],
    maintscriptHelperCalls: [.init(.removeConffile, ["/etc/app/old.conf", "1.0~"])],
    purgeDirectories: ["/var/lib/app", "/var/log/app"], purgeFiles: ["/var/cache/app.db"], debconf: true,
    refreshesLinkerCache: true)

  static let initScript = """
    #!/bin/sh
    ### BEGIN INIT INFO
    # Provides:          NAME
    # Required-Start:    $remote_fs
    # Required-Stop:     $remote_fs
    # Default-Start:     2 3 4 5
    # Default-Stop:      0 1 6
    # Short-Description: test
    ### END INIT INFO
    . /lib/lsb/init-functions
    case "$1" in start|stop|restart|force-reload|status) ;; esac

    """

  /// Tags of a package that holds nothing but scripts.
  static let expected: Set<String> = [
    "no-changelog", "no-copyright-file", "recommended-field", "package-supports-alternative-init-but-no-init.d-script",
    "extended-description-is-empty", "no-md5sums-control-file",
  ]

  private func tags(_ scripts: MaintainerScripts) throws -> [String] {
    let sandbox = try ScriptSandbox()
    let tree = "tree"
    try sandbox.files.createDirectory(atPath: "\(sandbox.root)/\(tree)/DEBIAN", withIntermediateDirectories: true)
    var control = "Package: app\nVersion: 1.0\nArchitecture: all\nMaintainer: A B <a@example.org>\n"
    control += "Depends: \(scripts.depends.joined(separator: ", "))\n"
    if !scripts.preDepends.isEmpty { control += "Pre-Depends: \(scripts.preDepends.joined(separator: ", "))\n" }
    try sandbox.write("\(tree)/DEBIAN/control", control + "Description: some words\n", mode: 0o644)
    try sandbox.write("\(tree)/DEBIAN/conffiles", "/etc/init.d/app\n/etc/init.d/app-helper\n", mode: 0o644)
    for script in MaintainerScript.allCases {
      if let bytes = scripts[script] { try sandbox.write("\(tree)/DEBIAN/\(script)", bytes) }
    }
    for name in ["app", "app-helper"] {
      try sandbox.write("\(tree)/etc/init.d/\(name)", Self.initScript.replacingOccurrences(of: "NAME", with: name))
      let unit =
        "[Unit]\nDocumentation=man:app(8)\n[Service]\nExecStart=/x\nPrivateTmp=yes\n[Install]\nWantedBy=multi-user.target\n"
      try sandbox.write("\(tree)/usr/lib/systemd/system/\(name).service", unit, mode: 0o644)
    }
    let deb = "\(sandbox.root)/app_1.0_all.deb"
    let built = try SystemTool.run("/usr/bin/dpkg-deb", ["--root-owner-group", "-b", "\(sandbox.root)/\(tree)", deb])
    try #require(built.status == 0, "\(built.output)")
    let result = try SystemTool.run(
      "/usr/bin/lintian", ["--allow-root", "--no-tag-display-limit", "-EvIL", "+pedantic", deb])
    return result.output.split(separator: "\n").map(String.init).filter { line in
      let words = line.split(separator: " ")
      guard words.count > 2, words[0].hasSuffix(":"), !line.hasPrefix("N:") else { return false }
      return !Self.expected.contains(String(words[2]))
    }
  }

  @Test("Generated parts alone")
  func generated() throws {
    let found = try tags(MaintainerScripts.assemble(plan: Self.everything))
    #expect(found == [])
  }

  @Test("With hooks by phase and with a hook on every call")
  func hooks() throws {
    let adduser = "adduser --system --home /var/lib/app --no-create-home app"
    let hook = HookScript("#!/bin/sh\nset -e\nif [ \"$1\" = configure ]; then\n\t\(adduser)\nfi\n")
    let perl = HookScript("#!/usr/bin/perl\nuse strict;\nexit 0;\n")
    let everyCall = Hooks(beforeInstall: perl, afterInstall: hook, afterRemove: perl)
    let byPhase = Hooks(beforeInstall: hook, beforeRemove: perl, afterUpgrade: hook, afterPurge: perl)
    for hooks in [everyCall, byPhase] {
      let found = try tags(MaintainerScripts.assemble(plan: Self.everything, hooks: hooks))
      #expect(found == [])
    }
  }
}
