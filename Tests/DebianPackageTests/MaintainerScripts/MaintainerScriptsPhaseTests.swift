import Foundation
import Testing

@testable import DebianPackage

@Suite("Hooks by phase")
struct MaintainerScriptsPhaseTests {
  static func hook(_ name: String) -> HookScript {
    HookScript("#!/bin/sh\necho \"hook \(name) $*\"\n", fileName: name)
  }

  static let all = Hooks(
    beforeInstall: hook("before-install"), afterInstall: hook("after-install"), beforeRemove: hook("before-remove"),
    afterRemove: hook("after-remove"), beforeUpgrade: hook("before-upgrade"), afterUpgrade: hook("after-upgrade"),
    afterPurge: hook("after-purge"))

  /// What every call of dpkg's leads to; calls that are not listed lead to nothing.
  static let expected: [String: String] = [
    "preinst install": "before-install install",
    "preinst install 1.0": "before-upgrade 1.0",
    "preinst install 1.0 2.0": "before-upgrade 1.0",
    "preinst upgrade 1.0": "before-upgrade 1.0",
    "preinst upgrade 1.0 2.0": "before-upgrade 1.0",
    "postinst configure": "after-install configure",
    "postinst configure ": "after-install configure ",
    "postinst configure 1.0": "after-upgrade 1.0",
    "postinst abort-remove": "after-install abort-remove",
    "postinst abort-remove in-favour other 3": "after-install abort-remove in-favour other 3",
    "prerm remove": "before-remove remove",
    "prerm remove in-favour other 3": "before-remove remove in-favour other 3",
    "postrm remove": "after-remove remove",
    "postrm abort-install": "after-remove abort-install",
    "postrm abort-install 1.0 2.0": "after-remove abort-install 1.0 2.0",
    "postrm purge": "after-purge purge",
  ]

  @Test("Each call runs the hook it is named for; calls that undo an upgrade succeed", arguments: ["dash", "bash"])
  func matrix(shell: String) throws {
    let sandbox = try ScriptSandbox()
    try MaintainerScripts.assemble(plan: ServicePlan(), hooks: Self.all).install(into: "ours", of: sandbox)
    let log = try sandbox.run(ScriptCall.all, from: "ours", shell: shell)
    let expected = ScriptCall.all.map { call in
      "# \(call.testDescription)\n" + (Self.expected[call.testDescription].map { "hook \($0)\n" } ?? "") + "status 0\n"
    }
    #expect(log == expected.joined())
    #expect(sandbox.read("stderr") == "")
  }

  @Test("An upgrade hook alone leaves the other phases alone")
  func single() throws {
    for hooks in [Hooks(beforeUpgrade: Self.hook("before-upgrade")), Hooks(afterUpgrade: Self.hook("after-upgrade"))] {
      let sandbox = try ScriptSandbox()
      let scripts = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: hooks)
      #expect(MaintainerScript.allCases.filter { scripts[$0] != nil }.count == 1)
      try scripts.install(into: "ours", of: sandbox)
      let log = try sandbox.run(ScriptCall.all, from: "ours")
      let lines = log.split(separator: "\n").filter { $0.hasPrefix("hook") }
      #expect(lines.count == (hooks.beforeUpgrade == nil ? 1 : 4))
      #expect(lines.allSatisfy { $0.hasSuffix("-upgrade 1.0") })
    }
  }

  @Test("By phase on request, the install hook does not run on upgrades")
  func requested() throws {
    let sandbox = try ScriptSandbox()
    var policy = HookPolicy.fpm
    policy.calls = .byPhase
    try MaintainerScripts.assemble(
      plan: ServicePlan(), hooks: Hooks(afterInstall: Self.hook("after-install")), policy: policy
    ).install(into: "ours", of: sandbox)
    let log = try sandbox.run(
      [ScriptCall(.postinst, "configure", "1.0"), ScriptCall(.postinst, "configure", "")], from: "ours")
    #expect(
      log
        == "# postinst configure 1.0\nstatus 0\n# postinst configure \nhook after-install configure \nstatus 0\n")
  }

  @Test("A purge hook runs on purge, after the hook for every removal")
  func purge() throws {
    let sandbox = try ScriptSandbox()
    try MaintainerScripts.assemble(
      plan: ServicePlan(purgeDirectories: ["/var/lib/app"]),
      hooks: Hooks(afterRemove: Self.hook("after-remove"), afterPurge: Self.hook("after-purge"))
    ).install(into: "ours", of: sandbox)
    let log = try sandbox.run([ScriptCall(.postrm, "remove"), ScriptCall(.postrm, "purge")], from: "ours")
    #expect(
      log == """
        # postrm remove
        hook after-remove remove
        status 0
        # postrm purge
        hook after-remove purge
        hook after-purge purge
        status 0

        """)
  }
}
