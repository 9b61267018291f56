/// Maintainer scripts (Policy 6 and 10.4).
enum MaintainerScriptChecks {
  static let all: [DebianCheck] =
    [
      ignoresErrors, withoutSetE, read, pathInCommand, needsAdduser, skipSystemd, empty, systemctl, runHome,
      initDirectly, unknownInterpreter, unusualInterpreter, forbiddenPostrm, interpreterInLocal,
    ] + commands

  private static let leading =
    "(?:(?:^|[`&;(|{])\\s*|(?:if|then|do|while|!)\\s+|env(?:\\s+[[:alnum:]_]+=(?:\\S+|\"[^\"]*\"|'[^']*'))*\\s+)"

  private static func check(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, body: @escaping @Sendable (ScriptText, BinaryPackage, TagReport) -> Void
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianMaintainerScripts, summary, remedy: remedy, explanation: explanation, wrong: wrong,
      right: right
    ) { package, report in
      for script in ScriptText.all(package) { body(script, package, report) }
    }
  }

  private static func at(_ script: ScriptText, _ line: Int? = nil) -> TagHint.Pointer {
    .control(script.name, line: line)
  }

  /// Whether errors end the script: by an option of its interpreter, or by a command.
  private static func endsOnErrors(_ script: ScriptText, _ package: BinaryPackage) -> (byOption: Bool, byCommand: Bool)
  {
    let first = script.rawLines.first ?? ""
    let command = leading + "set\\s*(?:\\s+-(?:-.*|[^e]+))*\\s-\\w*e"
    return (
      package.matches("/\\w+\\s*.*\\s-\\w*e\\w*\\b", first), script.lines.contains { package.matches(command, $0.text) }
    )
  }

  private static func known(_ script: ScriptText) -> Bool {
    guard let name = script.interpreter?.program.lastPathPart else { return false }
    return Interpreters.known[name] != nil
  }

  private static let ignoresErrors = check(
    .warning, "maintainer-script-ignores-errors", "A script goes on after errors",
    remedy: "write set -e on a line near its beginning",
    explanation: """
      Without `set -e` a script goes on after a command that failed, and dpkg takes the package for installed although it \
      is not (Policy 10.4).
      """,
    wrong: "#!/bin/sh\nadduser --system demo", right: "#!/bin/sh\nset -e\nadduser --system demo"
  ) { script, package, report in
    guard script.isShell, known(script) else { return }
    let ends = endsOnErrors(script, package)
    if !ends.byOption, !ends.byCommand { report(at: at(script)) }
  }

  private static let withoutSetE = check(
    .pedantic, "maintainer-script-without-set-e", "Only the first line says that errors end the script",
    remedy: "write set -e on a line of its own",
    explanation:
      "When the script is run as `sh script`, for a test, the option on its first line does not count (Policy 10.4).",
    wrong: "#!/bin/sh -e", right: "#!/bin/sh\nset -e"
  ) { script, package, report in
    guard script.isShell, known(script) else { return }
    let ends = endsOnErrors(script, package)
    if ends.byOption, !ends.byCommand { report(at: at(script)) }
  }

  private static let read = check(
    .error, "read-in-maintainer-script", "A script asks a question by itself", remedy: "ask through debconf",
    explanation:
      "Scripts run where nobody can answer; debconf asks in the way that the administrator chose (Policy 3.9.1).",
    wrong: "read answer", right: "db_input medium demo/answer || true"
  ) { script, package, report in
    guard script.isShell else { return }
    var hasDebconf = false
    for line in script.lines {
      if line.text.contains("/usr/share/debconf/confmodule") { hasDebconf = true }
      if !hasDebconf, package.matches("^\\s*read(?:\\s|\\z)", line.text) { report(at: at(script, line.number)) }
    }
  }

  private static let pathInCommand = check(
    .warning, "command-with-path-in-maintainer-script", "A script calls a program by its path",
    remedy: "write the name only",
    explanation: "dpkg sets the search path, so names are enough, and go on working when a program moves (Policy 6.1).",
    wrong: "/usr/sbin/adduser --system demo", right: "adduser --system demo"
  ) { script, package, report in
    guard script.isShell else { return }
    for line in script.lines where !line.isAutomatic {
      let command = "(/(?:usr/)?s?bin/[\\w.+-]+)"
      var text = line.text
      while let groups = package.patterns.groups("`([^`]+)`", text),
        let range = package.patterns.range("`([^`]+)`", text)
      {
        if let name = package.patterns.first(leading + command + "(?:\\s|;|\\Z)", groups[1] ?? "") {
          report("\(name) (in backticks)", at: at(script, line.number))
        }
        let bytes = Array(text.utf8)
        text = String(decoding: bytes[..<range.lowerBound] + bytes[range.upperBound...], as: UTF8.self)
      }
      if let name = package.patterns.first("\\[\\s+(?:!\\s+)?-x\\s+" + command + "\\s+\\]", line.text) {
        report("\(name) (in test syntax)", at: at(script, line.number))
      }
      if let name = package.patterns.first(leading + command + "(?:\\s|;|$)", text) {
        report("\(name) (plain script)", at: at(script, line.number))
      }
    }
  }

  private static let needsAdduser = check(
    .warning, "maintainer-script-needs-depends-on-adduser", "A script calls adduser without a dependency",
    remedy: "add Depends: adduser, or Pre-Depends: adduser for the preinst",
    explanation: "adduser is not on every system. Without the dependency the installation fails where it is missing.",
    wrong: "adduser --system demo, without a dependency", right: "Depends: adduser"
  ) { script, package, report in
    guard script.name != "postrm", package.name != "adduser" else { return }
    for line in script.lines where package.matches("\\badduser\\s", line.text) {
      if package.matches(
        "-x\\s+\\S*\\badduser\\s|(?:which|type)\\s+\\badduser\\s|command\\s+.*?\\badduser\\s|\\|\\|\\s*true\\b",
        line.text)
      {
        continue
      }
      if Relations.satisfy(["adduser"], Relations.strong(package)) { continue }
      let command = package.patterns.groups("(\\badduser\\s)", line.text)?[1] ?? "adduser"
      report("\(command.trimmed) (does not satisfy adduser)", at: at(script, line.number))
    }
  }

  private static let skipSystemd = check(
    .warning, "skip-systemd-native-flag-missing-pre-depends", "An option of invoke-rc.d may be missing",
    remedy: "add Pre-Depends: init-system-helpers (>= 1.54~)",
    explanation:
      "Only invoke-rc.d of that version knows --skip-systemd-native; an older one would refuse to start the service.",
    wrong: "invoke-rc.d --skip-systemd-native demo start", right: "Pre-Depends: init-system-helpers (>= 1.54~)"
  ) { script, package, report in
    let found = Relations.read("Pre-Depends", of: package).contains { relation in
      relation.contains { $0.package == "init-system-helpers" }
    }
    guard !found, script.interpreter != nil else { return }
    for line in script.lines where package.matches("invoke-rc.d\\b.*--skip-systemd-native\\b", line.text) {
      report("(does not satisfy init-system-helpers (>= 1.54~))", at: at(script, line.number))
    }
  }

  private static let empty = check(
    .warning, "maintainer-script-empty", "A script does nothing", remedy: "leave it out",
    explanation: "Each script costs time whenever the package is installed, upgraded or removed.",
    wrong: "#!/bin/sh\nset -e\nexit 0", right: "no such script"
  ) { script, package, report in
    guard script.interpreter != nil else { return }
    let nothing =
      "^\\s*(?:set\\s+-\\w+|case\\s+\"?\\$1\"?\\s+in|(?:[a-z|-]+|\\*)\\)|[:;]+|echo\\s+\"[^\"]+\"(?:\\s*>&2)?|esac|exit\\s+\\d+)\\s*$"
    if script.lines.allSatisfy({ package.matches(nothing, $0.text) }) { report(at: at(script)) }
  }

  private static let systemctl = check(
    .warning, "maintainer-script-calls-systemctl", "A script calls systemctl",
    remedy: "use deb-systemd-invoke and deb-systemd-helper, as debhelper does",
    explanation:
      "systemctl does not respect what the administrator has forbidden, and fails where systemd does not run (Policy 9.3.3).",
    wrong: "systemctl restart demo", right: "deb-systemd-invoke restart demo.service"
  ) { script, package, report in
    guard package.matches("^#!\\s*\\S*sh\\b", script.rawLines.first ?? "") else { return }
    for (index, line) in script.rawLines.enumerated() where !line.hasPrefix("#") {
      if package.matches("^(?:.+;)?\\s*systemctl\\b", line), !line.contains("daemon-reload") {
        report(at: at(script, index + 1))
      }
    }
  }

  private static let runHome = check(
    .warning, "adduser-with-home-var-run", "A user's home lies in /var/run",
    remedy: "write --home /run/demo or /nonexistent",
    explanation: "/var/run is a link that stays for old programs, and its content is gone after the next start.",
    wrong: "adduser --system --home /var/run/demo demo", right: "adduser --system --home /run/demo demo"
  ) { script, package, report in
    for line in script.lines where package.matches("adduser .*--home +/var/run", line.text) {
      report(at: at(script, line.number))
    }
  }

  private static let initDirectly = check(
    .error, "maintainer-script-calls-init-script-directly", "A script calls an init script",
    remedy: "call invoke-rc.d NAME ACTION",
    explanation: "invoke-rc.d respects what the administrator has forbidden; an init script does not (Policy 9.3.3).",
    wrong: "/etc/init.d/demo start", right: "invoke-rc.d demo start"
  ) { script, package, report in
    guard script.interpreter != nil else { return }
    let direct = script.lines.last { package.matches("^\\s*/etc/init\\.d/(?:\\S+)\\s+[\"']?(?:\\S+)[\"']?", $0.text) }
    guard let direct, !script.lines.contains(where: { package.matches("^\\s*invoke-rc\\.d\\s+", $0.text) }) else {
      return
    }
    report(at: at(script, direct.number))
  }

  private static let unknownInterpreter = check(
    .error, "unknown-control-interpreter", "A script has an interpreter that nobody knows",
    remedy: "write the script for /bin/sh",
    explanation: "Only what every system has, or what the package depends on, can run maintainer scripts (Policy 7.2).",
    wrong: "#!/opt/demo/bin/python", right: "#!/bin/sh"
  ) { script, _, report in
    guard let program = script.interpreter?.program, !program.hasPrefix("/usr/local/"), !known(script) else { return }
    guard !["postrm", "config"].contains(script.name) else { return }
    report(program, at: at(script))
  }

  private static let unusualInterpreter = check(
    .warning, "unusual-control-interpreter", "A script is written in an unusual language",
    remedy: "write it for /bin/sh or in Perl",
    explanation:
      "Scripts run while packages are half installed. Besides the shells only Perl is surely there (Policy 6.1).",
    wrong: "#!/usr/bin/python3", right: "#!/bin/sh"
  ) { script, _, report in
    guard let program = script.interpreter?.program, known(script), !program.hasPrefix("/usr/local/") else { return }
    guard !["sh", "bash", "perl"].contains(program.lastPathPart), !["postrm", "config"].contains(script.name) else {
      return
    }
    report(program, at: at(script))
  }

  private static let forbiddenPostrm = check(
    .error, "forbidden-postrm-interpreter", "The postrm has an interpreter that may be gone",
    remedy: "write it for /bin/sh",
    explanation: "When a package is purged, what it depended on may have been removed already (Policy 7.2).",
    wrong: "#!/usr/bin/python3", right: "#!/bin/sh"
  ) { script, _, report in
    guard script.name == "postrm", let program = script.interpreter?.program, !program.hasPrefix("/usr/local/") else {
      return
    }
    if !["sh", "bash", "perl"].contains(program.lastPathPart) { report(program, at: at(script)) }
  }

  private static let interpreterInLocal = check(
    .error, "control-interpreter-in-usr-local", "A script's interpreter lies in /usr/local", remedy: "write /bin/sh",
    explanation: "What lies in /usr/local is there on some systems only.", wrong: "#!/usr/local/bin/bash",
    right: "#!/bin/bash"
  ) { script, _, report in
    guard let program = script.interpreter?.program, program.hasPrefix("/usr/local/") else { return }
    report(program, at: at(script))
  }

  /// A command that scripts should not use.
  private static func command(
    _ severity: TagSeverity, _ tag: String, _ pattern: String, _ summary: String, shellOnly: Bool = true,
    only name: String? = nil, remedy: String, explanation: String, wrong: String, right: String
  ) -> DebianCheck {
    check(severity, tag, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right) {
      script, package, report in
      guard known(script), script.isShell || !shellOnly else { return }
      guard name == nil || name == script.name else { return }
      for line in script.lines where !line.isAutomatic {
        if let found = package.patterns.groups("(\(pattern))", line.text)?[1] {
          report("\"\(found.trimmed)\"", at: at(script, line.number))
        }
      }
    }
  }

  private static let commands = [
    command(
      .warning, "maintainer-script-hides-init-failure", "invoke-rc.d.*\\|\\|\\s*exit\\s*0",
      "A script goes on although a service failed",
      remedy: "write || exit $?", explanation: "The administrator should see that the service does not run.",
      wrong: "invoke-rc.d demo start || exit 0", right: "invoke-rc.d demo start || exit $?"),
    command(
      .warning, "maintainer-script-should-not-parse-etc-passwd-or-group", "\\b([ef]?grep\\b.*/etc/(?:passwd|group))\\b",
      "A script looks for users in a file", remedy: "use getent passwd NAME",
      explanation: "Users may come from elsewhere, as from a directory service, and do not stand in the file then.",
      wrong: "grep -q ^demo: /etc/passwd", right: "getent passwd demo >/dev/null"),
    command(
      .error, "maintainer-script-lacks-home-in-adduser",
      "adduser\\s(?:(?!.*(?<=\\s)--home\\s.*\\s--system).*(?<=\\s)--system(?=\\s)(?!.*\\s--home\\s+(?:[\"]?/(?!home/)|[\"]?\\$[\\(\\[\\{]?))|--home\\s+[\"]?/home/.*\\s--system(?:\\s|$)).*",
      "A system user gets a home in /home", remedy: "write --home /nonexistent, or a folder of the package",
      explanation: "/home belongs to people, and may come from another machine (FHS).", wrong: "adduser --system demo",
      right: "adduser --system --home /var/lib/demo demo"),
    command(
      .warning, "maintainer-script-calls-chown-improperly",
      "(chown(?:\\s+--?[A-Za-z-]+)*\\s+[-_A-Za-z0-9]+\\.[-_A-Za-z0-9]+)\\s+",
      "Owner and group are separated by a dot", remedy: "write a colon",
      explanation: "Names may hold dots, so chown takes a colon since long ago.",
      wrong: "chown demo.demo /var/lib/demo",
      right: "chown demo:demo /var/lib/demo"),
    command(
      .warning, "recursive-privilege-change",
      "\\b(?:(?:chmod|chown).*(?:-R|--recursive)|find.*exec.*(?:chmod|chown))\\b",
      "Owners or modes are changed in a whole tree", remedy: "change what the package owns, path by path",
      explanation: "Whoever may write in the tree can put a hard link to somebody else's file there and gets it.",
      wrong: "chown -R demo:demo /var/lib/demo", right: "chown demo:demo /var/lib/demo"),
    command(
      .warning, "maintainer-script-calls-start-stop-daemon", "\\bstart-stop-daemon(?=\\s)(?!.*\\s--stop\\b)",
      "A script starts a daemon by itself",
      remedy: "call invoke-rc.d NAME start",
      explanation: "invoke-rc.d respects what the administrator has forbidden (Policy 9.3.3).",
      wrong: "start-stop-daemon --start --exec /usr/sbin/demo", right: "invoke-rc.d demo start"),
    command(
      .warning, "maintainer-script-should-not-use-dpkg-maintscript-helper", "dpkg-maintscript-helper",
      "A script calls dpkg-maintscript-helper",
      remedy: "list the move in debian/PACKAGE.maintscript",
      explanation: "The helper has to be called in three scripts with the same words; debhelper does that.",
      wrong: "dpkg-maintscript-helper rm_conffile /etc/demo.conf", right: "debian/demo.maintscript"),
    command(
      .warning, "maintainer-script-sets-alternative-improperly",
      "^(?!\\s*echo\\s+[\"'][^'\"]*)\\bupdate-alternatives\\s+--(?:set|set-selections|config)\\b",
      "A script chooses an alternative", remedy: "call update-alternatives --install",
      explanation: "What the administrator chose is lost.",
      wrong: "update-alternatives --set editor /usr/bin/demo",
      right: "update-alternatives --install /usr/bin/editor editor /usr/bin/demo 10"),
    command(
      .warning, "postrm-removes-alternative", "\\bupdate-alternatives\\s+--remove\\b",
      "The alternative is removed too late",
      only: "postrm", remedy: "remove it in the prerm",
      explanation: "When the postrm runs, the program is gone and the alternative leads nowhere.",
      wrong: "postrm: update-alternatives --remove editor /usr/bin/demo",
      right: "prerm: update-alternatives --remove editor /usr/bin/demo"),
  ]
}
