import Foundation
import Testing

@testable import DebianPackage

@Suite("Hooks in maintainer scripts")
struct MaintainerScriptsHookTests {
  static let init1 = ServicePlan(initScripts: [InitScript(name: "app")])

  @Test("A hook with nothing generated beside it is kept byte for byte", arguments: [HookPolicy.native, .fpm])
  func verbatim(policy: HookPolicy) throws {
    let bytes = Array("#!/bin/sh\n# grüße\necho \"ü\"".utf8) + [0, 255]
    let hook = HookScript(fileName: "post", bytes: bytes)
    let scripts = try MaintainerScripts.assemble(
      plan: ServicePlan(),
      hooks: Hooks(beforeInstall: hook, afterInstall: hook, beforeRemove: hook, afterRemove: hook), policy: policy)
    for script in MaintainerScript.allCases { #expect(scripts[script] == bytes) }
  }

  @Test("Nothing planned means no scripts")
  func nothing() throws {
    #expect(try MaintainerScripts.assemble(plan: ServicePlan()) == MaintainerScripts())
  }

  @Test("Only the scripts that have something to do are written")
  func onlyNeeded() throws {
    let scripts = try MaintainerScripts.assemble(plan: ServicePlan(tmpfiles: ["app.conf"]))
    #expect(scripts.postinst != nil)
    #expect(scripts.preinst == nil && scripts.prerm == nil && scripts.postrm == nil)
  }

  @Test("The generated parts take the place of the token")
  func token() throws {
    let hook = HookScript("#!/bin/bash\nset -e\n# see #DEBHELPER# below\nfirst=1\n\t#DEBHELPER# \nlast=1\nexit 0\n")
    let scripts = try MaintainerScripts.assemble(plan: Self.init1, hooks: Hooks(afterInstall: hook))
    let text = String(decoding: try #require(scripts.postinst), as: UTF8.self)
    #expect(
      text.hasPrefix("#!/bin/bash\nset -e\n# see #DEBHELPER# below\nfirst=1\n# Automatically added by pkgwright\n"))
    #expect(text.hasSuffix("# End automatically added section\nlast=1\nexit 0\n"))
    #expect(text.contains("update-rc.d app defaults >/dev/null\n"))
  }

  @Test("An unused token is dropped, or kept for those who want the hook untouched")
  func unusedToken() throws {
    let hook = HookScript("#!/bin/sh\nset -e\n#DEBHELPER#\n")
    let native = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: Hooks(afterInstall: hook))
    #expect(native.postinst == Array("#!/bin/sh\nset -e\n".utf8))
    let fpm = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: Hooks(afterInstall: hook), policy: .fpm)
    #expect(fpm.postinst == hook.bytes)
  }

  @Test("A token in another language is that language's comment")
  func tokenInPython() throws {
    let hook = HookScript("#!/usr/bin/env python3\n#DEBHELPER#\nprint(1)\n")
    let scripts = try MaintainerScripts.assemble(plan: Self.init1, hooks: Hooks(afterInstall: hook))
    let text = String(decoding: try #require(scripts.postinst), as: UTF8.self)
    #expect(text.hasPrefix("#!/bin/sh\nset -e\n"))
    #expect(text.contains("\n#!/usr/bin/env python3\n#DEBHELPER#\nprint(1)\nEND_OF_HOOK\n"))
  }

  static let interpreters: [(name: String, text: String)] = [
    ("sh", "#!/bin/sh\necho \"hook $# $1 ${2:-} ${0##*/} $DPKG_MAINTSCRIPT_NAME\"\n"),
    ("bash", "#! /usr/bin/env bash\nx=(1 2)\necho \"hook $# $1 ${2:-} ${0##*/} $DPKG_MAINTSCRIPT_NAME${x[0]/1/}\"\n"),
    (
      "perl",
      "#!/usr/bin/perl -w\nuse strict; $0 =~ m{([^/]+)$};\n"
        + "printf \"hook %d %s %s %s %s\\n\", scalar @ARGV, $ARGV[0], $ARGV[1] // '', $1, $ENV{DPKG_MAINTSCRIPT_NAME};\n"
    ),
  ]

  @Test(
    "A hook beside generated parts runs under its own interpreter with dpkg's arguments", arguments: ["dash", "bash"])
  func ownInterpreter(shell: String) throws {
    for (name, text) in Self.interpreters {
      let sandbox = try ScriptSandbox()
      try MaintainerScripts.assemble(plan: Self.init1, hooks: Hooks(afterInstall: HookScript(text)))
        .install(into: "ours", of: sandbox)
      let log = try sandbox.run([ScriptCall(.postinst, "configure", "1 0")], from: "ours", shell: shell)
      let expected = """
        # postinst configure 1 0
        hook 2 configure 1 0 postinst postinst
        update-rc.d app defaults
        invoke-rc.d app restart
        status 0

        """
      #expect(log == expected, "\(name)")
      #expect(try sandbox.files.contentsOfDirectory(atPath: "\(sandbox.root)/tmp").isEmpty)
      #expect(sandbox.read("stderr") == "")
    }
  }

  @Test(
    "A hook that fails or is killed ends the script with its status and leaves nothing behind",
    arguments: ["dash", "bash"])
  func failure(shell: String) throws {
    for (end, status) in [("exit 3", 3), ("kill -9 $$", 137), ("false", 1)] {
      let sandbox = try ScriptSandbox()
      try MaintainerScripts.assemble(
        plan: Self.init1, hooks: Hooks(afterInstall: HookScript("#!/bin/sh\n\(end)\n"))
      ).install(into: "ours", of: sandbox)
      let log = try sandbox.run([ScriptCall(.postinst, "configure")], from: "ours", shell: shell)
      #expect(log == "# postinst configure\nstatus \(status)\n")
      #expect(try sandbox.files.contentsOfDirectory(atPath: "\(sandbox.root)/tmp").isEmpty)
    }
  }

  @Test("A hook that ends early does not end the script")
  func exit() throws {
    let sandbox = try ScriptSandbox()
    try MaintainerScripts.assemble(
      plan: Self.init1, hooks: Hooks(afterInstall: HookScript("#!/bin/sh\necho hook\nexit 0\necho late\n"))
    ).install(into: "ours", of: sandbox)
    let log = try sandbox.run([ScriptCall(.postinst, "configure")], from: "ours")
    #expect(
      log == "# postinst configure\nhook\nupdate-rc.d app defaults\ninvoke-rc.d app start\nstatus 0\n")
  }

  @Test("Hooks of any bytes arrive unchanged", arguments: ["dash", "bash"])
  func anyBytes(shell: String) throws {
    let tail: [(String, [UInt8])] = [
      ("all bytes", Array(0...255)), ("no final line end", Array("x".utf8)), ("carriage returns", [13, 10, 13]),
      ("the delimiter", Array("END_OF_HOOK\nEND_OF_HOOK_\n $x `y` \\ \\\\ 'z' \"\n".utf8)),
      ("latin-1", [0xE4, 0xF6, 10]), ("empty lines", [10, 10, 10]), ("one byte more", [0]), ("two bytes more", [0, 1]),
    ]
    for (name, tail) in tail {
      let sandbox = try ScriptSandbox()
      let hook = HookScript(
        fileName: "hook", bytes: Array("#!/bin/sh\ncat \"$0\" >\"$TMPDIR/../copy\"; exit 0\n".utf8) + tail)
      let scripts = try MaintainerScripts.assemble(plan: Self.init1, hooks: Hooks(afterInstall: hook))
      try scripts.install(into: "ours", of: sandbox)
      #expect(try sandbox.run([ScriptCall(.postinst, "configure")], from: "ours", shell: shell).contains("status 0"))
      let copy = [UInt8](sandbox.files.contents(atPath: sandbox.root + "/copy") ?? Data())
      #expect(copy == hook.bytes, "\(name)")
    }
  }

  @Test("A compiled program can be a hook")
  func compiled() throws {
    let program = try #require(FileManager.default.contents(atPath: "/bin/echo"))
    let sandbox = try ScriptSandbox()
    try MaintainerScripts.assemble(
      plan: Self.init1, hooks: Hooks(afterInstall: HookScript(fileName: "echo", bytes: [UInt8](program)))
    ).install(into: "ours", of: sandbox)
    let log = try sandbox.run([ScriptCall(.postinst, "configure", "1.0")], from: "ours")
    #expect(log.hasPrefix("# postinst configure 1.0\nconfigure 1.0\nupdate-rc.d"))
  }

  @Test("A hook reads the standard input of the script")
  func standardInput() throws {
    let sandbox = try ScriptSandbox()
    let hook = HookScript("#!/bin/sh\nread -r line\necho \"got $line\" >&2\n")
    try MaintainerScripts.assemble(plan: ServicePlan(), hooks: Hooks(beforeInstall: hook, beforeUpgrade: hook))
      .install(into: "ours", of: sandbox)
    let result = try SystemTool.run("/bin/sh", ["-c", "echo input | sh '\(sandbox.root)/ours/preinst' install"])
    #expect(result.output == "got input\n")
  }

  @Test("Without an interpreter a hook is refused, or run by sh")
  func missingInterpreter() throws {
    let hook = HookScript("echo \"hook $1\"\n", fileName: "rel/before-install")
    let error = #expect(throws: MaintainerScriptError.self) {
      try MaintainerScripts.assemble(plan: ServicePlan(), hooks: Hooks(beforeInstall: hook))
    }
    #expect(
      error?.description
        == "rel/before-install:1: the hook has no interpreter (begin it with a line such as #!/bin/sh)")
    let sandbox = try ScriptSandbox()
    try MaintainerScripts.assemble(plan: Self.init1, hooks: Hooks(beforeInstall: hook), policy: .fpm)
      .install(into: "ours", of: sandbox)
    #expect(
      try sandbox.run([ScriptCall(.preinst, "install")], from: "ours") == "# preinst install\nhook install\nstatus 0\n")
  }

  @Test("Every broken interpreter line is reported")
  func brokenInterpreters() throws {
    let hooks = Hooks(
      beforeInstall: HookScript("#!/bin/sh\r\necho\r\n", fileName: "a"),
      afterInstall: HookScript("#!sh\n", fileName: "b"),
      beforeRemove: HookScript("", fileName: "c"), afterRemove: HookScript("#!\n", fileName: "d"))
    let error = #expect(throws: MaintainerScriptError.self) {
      try MaintainerScripts.assemble(plan: ServicePlan(), hooks: hooks)
    }
    #expect(error?.problems.map(\.place) == ["a", "b", "c", "d"])
    #expect(
      error?.problems.map(\.code)
        == [.unusableInterpreter, .unusableInterpreter, .missingInterpreter, .missingInterpreter])
    let verbatim = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: hooks, policy: .fpm)
    #expect(verbatim.preinst == hooks.beforeInstall?.bytes)
    #expect(verbatim.prerm == [])
  }

  @Test("Error checks reach the shell hooks only")
  func errorChecks() throws {
    for (checks, expected) in [(false, "hook 1\nhook 2\n"), (true, "hook 1\n")] {
      let sandbox = try ScriptSandbox()
      var policy = HookPolicy.fpm
      policy.errorChecks = checks
      let shell = HookScript("#!/usr/bin/env bash\necho hook 1\nfalse\necho hook 2\n")
      let perl = HookScript("#!/usr/bin/perl\nsystem('false'); print \"hook 1\\nhook 2\\n\";\n")
      try MaintainerScripts.assemble(
        plan: ServicePlan(), hooks: Hooks(afterInstall: shell, beforeRemove: perl, afterUpgrade: perl), policy: policy
      ).install(into: "ours", of: sandbox)
      let log = try sandbox.run([ScriptCall(.postinst, "configure", "")], from: "ours")
      #expect(log == "# postinst configure \n\(expected)status \(checks ? 1 : 0)\n")
      #expect(try sandbox.run([ScriptCall(.prerm, "remove")], from: "ours").hasSuffix("hook 2\nstatus 0\n"))
    }
  }

  @Test("What hooks use becomes a dependency: before unpacking for preinst, nothing for postrm")
  func dependencies() throws {
    let adduser = HookScript("#!/bin/sh\nset -e\n# adduser\nif true; then adduser --system x; fi\n")
    let python = HookScript("#!/usr/bin/env python3\nadduser\n")
    let debconf = HookScript("#!/bin/sh\n. /usr/share/debconf/confmodule\n")
    let comment = HookScript("#!/bin/sh\n# adduser\necho myadduser adduser.conf\n")
    let hooks = Hooks(beforeInstall: adduser, afterInstall: python, beforeRemove: debconf, afterRemove: adduser)
    let scripts = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: hooks)
    #expect(scripts.preDepends == ["adduser"])
    #expect(scripts.depends == ["python3:any", "debconf (>= 0.5) | debconf-2.0"])
    let none = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: Hooks(afterInstall: comment))
    #expect(none.depends.isEmpty)
    let fpm = try MaintainerScripts.assemble(plan: ServicePlan(), hooks: hooks, policy: .fpm)
    #expect(fpm.preDepends.isEmpty && fpm.depends.isEmpty)
  }

  @Test("A script that asks questions runs below debconf's frontend and lets go of it before services start")
  func debconf() throws {
    let sandbox = try ScriptSandbox()
    let hook = HookScript("#!/bin/sh\nset -e\n. /usr/share/debconf/confmodule\necho hook\n")
    try MaintainerScripts.assemble(plan: Self.init1, hooks: Hooks(afterInstall: hook))
      .install(into: "ours", of: sandbox)
    let log = try sandbox.run([ScriptCall(.postinst, "configure")], from: "ours")
    #expect(
      log == """
        # postinst configure
        confmodule
        confmodule
        hook
        db_stop
        update-rc.d app defaults
        invoke-rc.d app start
        status 0

        """)
  }
}
