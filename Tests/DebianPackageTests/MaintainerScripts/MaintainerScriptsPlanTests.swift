import Foundation
import Testing

@testable import DebianPackage

@Suite("Plans of services, accounts and data")
struct MaintainerScriptsPlanTests {
  static let account = ServicePlan(
    groups: [SystemGroup(name: "media", gid: 300)],
    users: [
      SystemUser(
        name: "_app", home: "/var/lib/app", comment: "app daemon", supplementaryGroups: ["media"],
        ownedDirectories: [.init(path: "/var/lib/app"), .init(path: "/var/log/app", mode: 0o2755)], removeOnPurge: true)
    ])

  /// Runs with directories inside the sandbox, whose path is taken out of the log again.
  private func run(
    _ plan: ServicePlan, _ calls: [ScriptCall], machine: ScriptSandbox.Machine = .init(), shell: String = "dash",
    hooks: Hooks = Hooks(), prepare: (ScriptSandbox) throws -> Void = { _ in }
  ) throws -> (log: String, sandbox: ScriptSandbox) {
    let sandbox = try ScriptSandbox()
    var scripts = try MaintainerScripts.assemble(plan: plan, hooks: hooks)
    for script in MaintainerScript.allCases {
      guard let bytes = scripts[script] else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      scripts[script] = Array(text.replacingOccurrences(of: "\"/var/", with: "\"\(sandbox.root)/var/").utf8)
    }
    try scripts.install(into: "ours", of: sandbox)
    try prepare(sandbox)
    let log = try sandbox.run(calls, from: "ours", shell: shell, machine: machine)
    return (log, sandbox)
  }

  @Test("Accounts are created once and their directories handed over", arguments: ["dash", "bash"])
  func accounts(shell: String) throws {
    let (log, sandbox) = try run(Self.account, [ScriptCall(.postinst, "configure")], shell: shell)
    #expect(
      log == """
        # postinst configure
        getent group media
        addgroup --system --quiet --gid 300 media
        getent group _app
        addgroup --system --quiet _app
        getent passwd _app
        adduser --system --quiet --ingroup _app --home /var/lib/app --no-create-home --shell /usr/sbin/nologin --gecos app daemon _app
        adduser --quiet _app media
        dpkg-statoverride --list /var/lib/app
        chown --no-dereference _app:_app /var/lib/app
        dpkg-statoverride --list /var/log/app
        chown --no-dereference _app:_app /var/log/app
        status 0

        """)
    let mode = { (path: String) in
      try sandbox.files.attributesOfItem(atPath: sandbox.root + path)[.posixPermissions] as? Int
    }
    #expect(try mode("/var/lib/app") == 0o750)
    #expect(try mode("/var/log/app") == 0o2755)
  }

  @Test("Existing accounts are left as they are")
  func existingAccounts() throws {
    let (log, _) = try run(
      Self.account, [ScriptCall(.postinst, "configure", "1.0")], machine: .init(accountsExist: true))
    #expect(!log.contains("addgroup") && !log.contains("adduser --system"))
    #expect(log.hasSuffix("status 0\n"))
  }

  @Test("A link in the place of a directory is not followed")
  func link() throws {
    let (log, sandbox) = try run(Self.account, [ScriptCall(.postinst, "configure")]) { sandbox in
      try sandbox.files.createDirectory(atPath: sandbox.root + "/var/lib", withIntermediateDirectories: true)
      try sandbox.files.createDirectory(atPath: sandbox.root + "/elsewhere", withIntermediateDirectories: true)
      try sandbox.files.createSymbolicLink(
        atPath: sandbox.root + "/var/lib/app", withDestinationPath: sandbox.root + "/elsewhere")
    }
    #expect(!log.contains("chown --no-dereference _app:_app /var/lib/app"))
    let mode = try sandbox.files.attributesOfItem(atPath: sandbox.root + "/elsewhere")[.posixPermissions] as? Int
    #expect(mode == 0o755)
  }

  @Test("In another root its own files are changed, and no service is touched")
  func otherRoot() throws {
    var plan = Self.account
    plan.initScripts = [InitScript(name: "app")]
    plan.units = [SystemdUnit(name: "app.service")]
    plan.tmpfiles = ["app.conf"]
    plan.sysusers = ["app.conf"]
    let (log, _) = try run(
      plan, ScriptCall.all.filter { $0.script != .preinst }, machine: .init(otherRoot: true)
    ) { sandbox in
      try sandbox.write("other/etc/passwd", "root:x:0:0::/:/bin/sh\n_app:x:101:102::/:/bin/sh\n")
      try sandbox.write("other/etc/group", "root:x:0:\n_app:x:102:\n")
    }
    let calls = log.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("status") }
    #expect(
      calls.contains(
        "useradd --prefix /other --system --gid _app --home-dir /var/lib/app --no-create-home --shell /usr/sbin/nologin --comment app daemon _app"
      ))
    #expect(calls.contains("groupadd --prefix /other --system --force --gid 300 media"))
    #expect(calls.contains("usermod --prefix /other --append --groups media _app"))
    #expect(calls.contains("systemd-sysusers --root=/other app.conf"))
    #expect(calls.contains("systemd-tmpfiles --root=/other --create app.conf"))
    #expect(calls.contains { $0.hasPrefix("chown --no-dereference 101:102 /other") })
    let forbidden = ["invoke-rc.d", "deb-systemd-invoke", "systemctl", "adduser", "addgroup", "deluser", "update-rc.d"]
    #expect(!calls.contains { call in forbidden.contains { call.hasPrefix($0) } })
    #expect(!log.contains("status 1"))
  }

  @Test("A purge removes data and then the account; a removal keeps both")
  func purge() throws {
    var plan = Self.account
    plan.purgeDirectories = ["/var/lib/app"]
    plan.purgeFiles = ["/var/log/app.log"]
    for call in [ScriptCall(.postrm, "remove"), ScriptCall(.postrm, "upgrade", "2"), ScriptCall(.postrm, "purge")] {
      let (log, sandbox) = try run(plan, [call]) { sandbox in
        try sandbox.write("var/lib/app/data", "")
        try sandbox.write("var/log/app.log", "")
      }
      let purges = call.arguments == ["purge"]
      #expect(sandbox.files.fileExists(atPath: sandbox.root + "/var/lib/app") != purges)
      #expect(sandbox.files.fileExists(atPath: sandbox.root + "/var/log/app.log") != purges)
      #expect(log.contains("deluser --system --quiet _app\ndelgroup --system --quiet --only-if-empty _app") == purges)
    }
  }

  @Test("A purge works when only essential packages are left")
  func purgeWithoutTools() throws {
    var plan = Self.account
    plan.units = [SystemdUnit(name: "app.service")]
    plan.purgeDirectories = ["/var/lib/app"]
    plan.debconf = true
    let (log, sandbox) = try run(
      plan, [ScriptCall(.postrm, "remove"), ScriptCall(.postrm, "purge")], machine: .init(lacksTools: true))
    #expect(log.hasSuffix("db_purge\nstatus 0\n"))
    #expect(!log.contains("status 1"))
    #expect(sandbox.read("stderr").split(separator: "\n").allSatisfy { $0.contains("systemctl") })
  }

  @Test("Files of an account that must exist before unpacking")
  func beforeUnpacking() throws {
    let plan = ServicePlan(users: [SystemUser(name: "app", creation: .beforeUnpacking)])
    let scripts = try MaintainerScripts.assemble(plan: plan)
    #expect(scripts.preDepends == ["adduser"] && scripts.depends.isEmpty)
    let (log, _) = try run(plan, ScriptCall.all.filter { $0.script == .preinst })
    let created = log.components(separatedBy: "# ").filter { $0.contains("adduser --system") }
    #expect(created.count == 5)
    #expect(!created.contains { $0.hasPrefix("preinst abort-upgrade") })
  }

  @Test("A hook finds the account and comes before the service")
  func hookOrder() throws {
    var plan = ServicePlan(users: [SystemUser(name: "app")])
    plan.units = [SystemdUnit(name: "app.service")]
    let hook = HookScript("#!/bin/sh\necho hook\n")
    let (log, _) = try run(
      plan, [ScriptCall(.postinst, "configure"), ScriptCall(.prerm, "remove")],
      hooks: Hooks(afterInstall: hook, beforeRemove: hook))
    let words = log.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    let order = words.filter { ["adduser", "hook", "deb-systemd-helper", "deb-systemd-invoke", "#"].contains($0) }
    #expect(
      order == [
        "#", "adduser", "hook", "deb-systemd-helper", "deb-systemd-helper", "deb-systemd-helper", "deb-systemd-invoke",
        "#", "hook", "deb-systemd-invoke",
      ])
  }

  @Test("Units of users have their own calls")
  func userUnits() throws {
    let plan = ServicePlan(units: [SystemdUnit(name: "app.service", scope: .user)])
    let (log, _) = try run(
      plan,
      [
        ScriptCall(.postinst, "configure"), ScriptCall(.prerm, "remove"), ScriptCall(.postrm, "remove"),
        ScriptCall(.postrm, "purge"),
      ])
    #expect(
      log == """
        # postinst configure
        deb-systemd-helper --user unmask app.service
        deb-systemd-helper --user --quiet was-enabled app.service
        deb-systemd-helper --user enable app.service
        systemctl --global daemon-reload
        deb-systemd-invoke --user start app.service
        status 0
        # prerm remove
        deb-systemd-invoke --user stop app.service
        status 0
        # postrm remove
        systemctl --global daemon-reload
        status 0
        # postrm purge
        deb-systemd-helper --user purge app.service
        status 0

        """)
  }

  @Test("Relations and triggers a plan needs")
  func requirements() throws {
    let both = ServicePlan(
      initScripts: [InitScript(name: "app")], units: [SystemdUnit(name: "app.service")],
      users: [SystemUser(name: "app")],
      sysusers: ["app.conf"], debconf: true, refreshesLinkerCache: true)
    let scripts = try MaintainerScripts.assemble(plan: both)
    #expect(scripts.preDepends == ["init-system-helpers (>= 1.54~)"])
    #expect(
      scripts.depends == [
        "adduser", "systemd | systemd-standalone-sysusers | systemd-sysusers", "debconf (>= 0.5) | debconf-2.0",
      ])
    #expect(scripts.triggers == ["activate-noawait ldconfig"])
    let alone = try MaintainerScripts.assemble(plan: ServicePlan(initScripts: [InitScript(name: "app")]))
    #expect(alone.preDepends.isEmpty && alone.depends.isEmpty && alone.triggers.isEmpty)
  }

  @Test("Every mistake in a plan is reported")
  func problems() throws {
    let plan = ServicePlan(
      initScripts: [InitScript(name: "a b"), InitScript(name: "x"), InitScript(name: "x")],
      units: [SystemdUnit(name: "app"), SystemdUnit(name: "a'b.service"), SystemdUnit(name: ".service")],
      groups: [SystemGroup(name: "1st")],
      users: [
        SystemUser(name: "", home: "home", comment: "a:b", ownedDirectories: [.init(path: "/a/../b", mode: 0o17777)])
      ], sysusers: ["dir/app.conf"], tmpfiles: ["app"],
      alternatives: [Alternative(link: "usr/bin/x", name: "a/b", path: "/usr/bin/y\n", priority: 1)],
      maintscriptHelperCalls: [.init(.removeConffile, []), .init(.moveConffile, ["/a", "b", "--"])],
      purgeDirectories: ["/", "/var//lib/", "/var/./log", "relative", "/srv/../etc"], purgeFiles: ["/etc"])
    let error = #expect(throws: MaintainerScriptError.self) { try MaintainerScripts.assemble(plan: plan) }
    let codes = error?.problems.map(\.code) ?? []
    let counts = Dictionary(grouping: codes, by: \.self).mapValues(\.count)
    #expect(
      counts == [.invalidName: 10, .invalidPath: 7, .invalidValue: 4, .protectedPath: 4, .duplicate: 1],
      "\(error?.description ?? "")")
  }

  @Test("An [Install] section is found as systemd finds it")
  func installSection() {
    let has = { (text: String) in SystemdUnit.hasInstallSection(Array(text.utf8)) }
    #expect(has("[Unit]\n[Install]\nWantedBy=x\n"))
    #expect(has("  [Install]"))
    #expect(!has("[Unit]\n#[Install]\n"))
    #expect(!has(""))
  }
}
