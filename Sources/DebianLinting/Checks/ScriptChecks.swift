/// Scripts that are installed, and the first lines of maintainer scripts (Policy 10.4).
enum ScriptChecks {
  static let all = [
    noInterpreter, notAbsolute, inLocal, wrongPath, perlByEnv, unusual, notExecutable, missingDependency,
  ]

  /// The scripts that are looked at: documents and sources are not.
  private static func scripts(_ package: BinaryPackage) -> [(entry: PackageEntry, interpreter: Interpreter)] {
    package.cached("installed scripts") {
      package.entries.compactMap { entry in
        guard entry.isFile, let interpreter = entry.interpreter else { return nil }
        if package.matches("^usr/share/doc/|^usr/src/|^usr/share/cargo/registry/", entry.path) { return nil }
        if package.matches("\\.in$", entry.path), package.matches("^(?:@|<<)[A-Z_]+(?:@|>>)$", interpreter.effective) {
          return nil
        }
        if interpreter.name == "python", entry.path.hasPrefix("usr/lib/python3/dist-packages/") { return nil }
        // A first line without a path in what nobody executes is a hint for editors.
        let isAbsolute = interpreter.effective.hasPrefix("/") || interpreter.isEnv
        if !package.matches("bin/|etc/init\\.d/", entry.path), !entry.isExecutable, !isAbsolute { return nil }
        return (entry, interpreter)
      }
    }
  }

  private static func check(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, body: @escaping DebianCheck.Body
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianScripts, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right,
      body: body)
  }

  private static let noInterpreter = check(
    .error, "script-without-interpreter", "A script names no interpreter",
    remedy: "write #!/bin/sh, or the program that it is for, on the first line",
    explanation:
      "The kernel starts a script by the program that its first line names. dpkg cannot run maintainer scripts without one (Policy 10.4).",
    wrong: "set -e", right: "#!/bin/sh\nset -e"
  ) { package, report in
    for (entry, interpreter) in scripts(package) where interpreter.effective.isEmpty { report(at: entry) }
    for script in ScriptText.all(package) where script.interpreter == nil {
      if package.controlFile(script.name)?.bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) ?? false { continue }
      report(at: .control(script.name, line: nil))
    }
  }

  private static let notAbsolute = check(
    .warning, "interpreter-not-absolute", "The interpreter of a script has no full path",
    remedy: "write the whole path",
    explanation: "The kernel does not search for interpreters.", wrong: "#!sh", right: "#!/bin/sh"
  ) { package, report in
    for (entry, interpreter) in scripts(package) {
      if !interpreter.effective.isEmpty, !interpreter.effective.hasPrefix("/"), !interpreter.isEnv {
        report(interpreter.effective, at: entry)
      }
    }
    for script in ScriptText.all(package) {
      guard let program = script.interpreter?.program, !program.hasPrefix("/") else { continue }
      report(program, at: .control(script.name, line: nil))
    }
  }

  private static let inLocal = check(
    .error, "interpreter-in-usr-local", "The interpreter of a script lies in /usr/local",
    remedy: "write the path of Debian's interpreter",
    explanation: "What lies in /usr/local is there on some systems only (Policy 10.4).",
    wrong: "#!/usr/local/bin/bash5", right: "#!/bin/bash"
  ) { package, report in
    for (entry, interpreter) in scripts(package) where interpreter.effective.hasPrefix("/usr/local/") {
      if Interpreters.known[interpreter.name] == nil { report(interpreter.effective, at: entry) }
    }
  }

  private static let wrongPath = check(
    .error, "wrong-path-for-interpreter", "An interpreter lies elsewhere",
    remedy: "write the path that the message names",
    explanation:
      "Packages deliver each interpreter at one place; where /bin is no link to /usr/bin the other one is missing (Policy 10.4).",
    wrong: "#!/usr/bin/sh", right: "#!/bin/sh"
  ) { package, report in
    for (entry, interpreter) in scripts(package) where !interpreter.isEnv && interpreter.name != "perl" {
      guard let known = Interpreters.known[interpreter.name], interpreter.effective.hasPrefix("/") else { continue }
      let expected = known.folder + "/" + interpreter.name
      if interpreter.effective != expected { report("\(interpreter.effective) != \(expected)", at: entry) }
    }
    for script in ScriptText.all(package) {
      guard let program = script.interpreter?.program, !program.hasPrefix("/usr/local/"),
        let known = Interpreters.known[program.lastPathPart]
      else { continue }
      let expected = known.folder + "/" + program.lastPathPart
      let isShell = ["sh", "bash", "perl"].contains(program.lastPathPart)
      if program != expected, isShell || !["postrm", "config"].contains(script.name) {
        report("\(program) != \(expected)", at: .control(script.name, line: nil))
      }
    }
  }

  private static let perlByEnv = check(
    .warning, "incorrect-path-for-interpreter", "Perl is started by way of env", remedy: "write #!/usr/bin/perl",
    explanation: "Scripts of packages use Debian's Perl, whatever comes first in somebody's search path (Policy 10.4).",
    wrong: "#!/usr/bin/env perl", right: "#!/usr/bin/perl"
  ) { package, report in
    for (entry, interpreter) in scripts(package) where interpreter.isEnv && interpreter.effective == "perl" {
      report("/usr/bin/env perl != /usr/bin/perl", at: entry)
    }
  }

  /// The name without the digits of a version, as in `python3.11`.
  private static func isVersioned(_ name: String, _ package: BinaryPackage) -> Bool {
    package.matches(
      "^(?:guile|jruby|lua|octave|pike|php|pypy|python|ruby|rsc?heme|tclsh|wish|scsh|perl|zsh)-?[\\d.]+$", name)
  }

  private static let unusual = check(
    .warning, "unusual-interpreter", "The interpreter of a script is none that packages deliver",
    remedy: "deliver it with the package, or use another",
    explanation: "Where the interpreter is missing, the script cannot be started.", wrong: "#!/opt/demo/bin/python",
    right: "#!/usr/bin/python3"
  ) { package, report in
    for (entry, interpreter) in scripts(package) where !interpreter.effective.isEmpty {
      if Interpreters.known[interpreter.name] != nil || isVersioned(interpreter.name, package) { continue }
      if interpreter.effective.hasPrefix("/usr/local/") || ["/bin/env", "nodejs"].contains(interpreter.effective) {
        continue
      }
      if interpreter.name.hasPrefix("php") { continue }
      let places =
        interpreter.effective.hasPrefix("/")
        ? [String(interpreter.effective.dropFirst())]
        : interpreter.isEnv ? ["bin/" + interpreter.effective, "usr/bin/" + interpreter.effective] : []
      if places.contains(where: { package.entry($0).map { $0.isFile && $0.isExecutable } ?? false }) { continue }
      report(interpreter.effective, at: entry)
    }
  }

  private static let notExecutable = check(
    .warning, "script-not-executable", "A script is not executable", remedy: "chmod 0755, or remove the first line",
    explanation: "The first line says that the file can be started, and its mode that it cannot.",
    wrong: "-rw-r--r-- usr/share/demo/run.sh", right: "-rwxr-xr-x usr/share/demo/run.sh"
  ) { package, report in
    let allowed =
      "^usr/(?:lib|share)/.*\\.p[my]|^usr/(?:lib|share)/ruby/.*\\.rb|^usr/share/debconf/confmodule(?:\\.sh)?$|\\.(?:in|erb|ex)$"
      + "|^etc/init\\.d/skeleton$|^etc/menu-methods|^usr/share/bash-completion/completions/.|^etc/X11/Xsession\\.d"
    for (entry, interpreter) in scripts(package) where !entry.isExecutable && !interpreter.effective.isEmpty {
      if !package.matches(allowed, entry.path) { report(at: entry) }
    }
  }

  private static let missingDependency = check(
    .error, "missing-dep-for-interpreter", "No dependency brings a script's interpreter",
    remedy: "add the dependency that the message names",
    explanation: "Where the interpreter is missing, the script cannot be started (Policy 10.4).",
    wrong: "#!/usr/bin/expect, without a dependency", right: "Depends: expect"
  ) { package, report in
    for (entry, interpreter) in scripts(package) where entry.isExecutable {
      guard let known = Interpreters.known[interpreter.name], !known.packages.isEmpty else { continue }
      // Other tags speak of these.
      if package.matches("^(?:php|python\\d?|ruby|[mg]awk|tclsh|wish|lua|guile|zsh)$", interpreter.name) { continue }
      if interpreter.name == "csh", entry.path.hasPrefix("etc/csh/login.d/") { continue }
      if interpreter.name == "fish", entry.path.hasPrefix("etc/fish.d/") { continue }
      if Relations.satisfy(known.packages + [], Relations.all(package)) || known.packages.contains(package.name) {
        continue
      }
      if interpreter.name == "escript",
        Relations.all(package).joined().contains(where: { $0.package.hasPrefix("erlang-abi-") })
      {
        continue
      }
      let wanted = known.packages.map { $0 + ":any" }.joined(separator: " | ")
      report("\(interpreter.effective) (does not satisfy \(wanted))", at: entry)
    }
  }
}
