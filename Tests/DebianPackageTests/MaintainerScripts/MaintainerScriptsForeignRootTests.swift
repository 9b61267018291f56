import Foundation
import Glibc
import Testing

@testable import DebianPackage

/// dpkg itself fills another root, running the scripts outside of it (dpkg(1), `--force-script-chrootless`).
@Suite(
  "Maintainer scripts of a package that dpkg installs into another root",
  .enabled(if: geteuid() == 0 && SystemTool.exists("/usr/bin/deb-systemd-helper")))
struct MaintainerScriptsForeignRootTests {
  static let name = "pkgwright-test-\(getpid())"

  static let plan = ServicePlan(
    initScripts: [InitScript(name: "app")], units: [SystemdUnit(name: "app.service")],
    users: [
      SystemUser(name: name, home: "/var/lib/app", ownedDirectories: [.init(path: "/var/lib/app")])
    ], purgeDirectories: ["/var/lib/app"])

  private func package(_ version: String, in sandbox: ScriptSandbox) throws -> String {
    let scripts = try MaintainerScripts.assemble(
      plan: Self.plan,
      hooks: Hooks(
        afterInstall: HookScript("#!/bin/sh\necho \"after-install $*\" >>\"$DPKG_ROOT/log\"\n"),
        beforeRemove: HookScript("#!/bin/sh\necho \"before-remove $*\" >>\"$DPKG_ROOT/log\"\n"),
        beforeUpgrade: HookScript("#!/bin/sh\necho \"before-upgrade $*\" >>\"$DPKG_ROOT/log\"\n"),
        afterUpgrade: HookScript("#!/bin/sh\necho \"after-upgrade $*\" >>\"$DPKG_ROOT/log\"\n"),
        afterPurge: HookScript("#!/bin/sh\necho \"after-purge $*\" >>\"$DPKG_ROOT/log\"\n")))
    let tree = "tree-\(version)"
    let control = "Package: app\nVersion: \(version)\nArchitecture: all\nMaintainer: A B <a@example.org>\n"
    try sandbox.write("\(tree)/DEBIAN/control", control + "Description: some words\n", mode: 0o644)
    try sandbox.write("\(tree)/DEBIAN/conffiles", "/etc/init.d/app\n", mode: 0o644)
    for script in MaintainerScript.allCases {
      if let bytes = scripts[script] { try sandbox.write("\(tree)/DEBIAN/\(script)", bytes) }
    }
    try sandbox.write("\(tree)/etc/init.d/app", "#!/bin/sh\n")
    try sandbox.write(
      "\(tree)/lib/systemd/system/app.service", DebhelperCase.unit("app.service"), mode: 0o644)
    let deb = "\(sandbox.root)/app_\(version).deb"
    let built = try SystemTool.run("/usr/bin/dpkg-deb", ["--root-owner-group", "-b", "\(sandbox.root)/\(tree)", deb])
    try #require(built.status == 0, "\(built.output)")
    return deb
  }

  private func dpkg(_ arguments: [String], _ sandbox: ScriptSandbox) throws {
    let result = try SystemTool.run(
      "/usr/bin/dpkg",
      ["--root=\(sandbox.root)/root", "--force-script-chrootless", "--log=\(sandbox.root)/dpkg.log"] + arguments)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test("Installed, upgraded, removed and purged")
  func life() throws {
    let sandbox = try ScriptSandbox()
    for directory in ["info", "updates", "triggers"] {
      try sandbox.files.createDirectory(
        atPath: "\(sandbox.root)/root/var/lib/dpkg/\(directory)", withIntermediateDirectories: true)
    }
    try sandbox.write("root/var/lib/dpkg/status", "", mode: 0o644)
    try sandbox.write("root/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n", mode: 0o644)
    try sandbox.write("root/etc/group", "root:x:0:\n", mode: 0o644)
    let link = "\(sandbox.root)/root/etc/systemd/system/multi-user.target.wants/app.service"
    let isThere = { (path: String) in (try? sandbox.files.attributesOfItem(atPath: path)) != nil }

    try dpkg(["-i", package("1.0", in: sandbox)], sandbox)
    #expect(isThere(link))
    let entry = try #require(sandbox.read("root/etc/passwd").split(separator: "\n").last).split(separator: ":")
    #expect(entry.first.map(String.init) == Self.name)
    let data = try sandbox.files.attributesOfItem(atPath: "\(sandbox.root)/root/var/lib/app")
    #expect((data[.ownerAccountID] as? Int).map(String.init) == String(entry[2]))

    try dpkg(["-i", package("2.0", in: sandbox)], sandbox)
    try dpkg(["-r", "app"], sandbox)
    #expect(isThere("\(sandbox.root)/root/etc/init.d/app"))
    #expect(
      try sandbox.files.attributesOfItem(atPath: "\(sandbox.root)/root/etc/init.d/app")[.posixPermissions] as? Int
        == 0o644)
    try dpkg(["-i", package("2.0", in: sandbox)], sandbox)
    #expect(
      try sandbox.files.attributesOfItem(atPath: "\(sandbox.root)/root/etc/init.d/app")[.posixPermissions] as? Int
        == 0o755)
    try dpkg(["-P", "app"], sandbox)
    #expect(!isThere(link) && !isThere("\(sandbox.root)/root/etc/init.d/app"))
    #expect(!isThere("\(sandbox.root)/root/var/lib/app"))
    #expect(
      sandbox.read("root/log") == """
        after-install configure 
        before-upgrade 1.0
        after-upgrade 1.0
        before-remove remove
        before-upgrade 2.0
        after-upgrade 2.0
        before-remove remove
        after-purge purge

        """)
    #expect(getpwnam(Self.name) == nil)
  }
}
