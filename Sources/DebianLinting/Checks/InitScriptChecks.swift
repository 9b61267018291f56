/// Init scripts (Policy 9.3).
enum InitScriptChecks {
  static let all = [
    unregistered, noHeader, missingKeyword, noShortDescription, badLine, unterminated, repeatedHeader, repeatedKeyword,
    unknownKeyword, badStart, badStop, conflicting, startsInStop, missingStart, missingStop, virtual, notItself,
    localFiles, nonVirtual, unknownFacility, allFacilities, missingAction, noStatus, notConffile, notIncluded,
    postrmMissing, postrmAdditional, preinstCalls, prermCalls, loudUpdate, untestedSource, usrInterpreter,
    enabledSwitch,
    template, noFunctions, noUnit, omittedUnit,
  ]

  private static func check(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, body: @escaping @Sendable (InitScript, BinaryPackage, TagReport) -> Void
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianServices, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right
    ) { package, report in
      for script in InitScript.all(package) { body(script, package, report) }
    }
  }

  /// The calls of update-rc.d in a maintainer script: line, service, action and whether they are silent.
  private static func updates(
    _ script: String, _ package: BinaryPackage, needsAction: Bool = false
  ) -> [(line: Int, name: String, action: String, isSilent: Bool)] {
    (package.controlFile(script)?.lines ?? []).enumerated().compactMap { index, raw in
      if package.matches("if\\s+\\[\\s+-x\\s+\\S*update-rc\\.d", raw) { return nil }
      let line = raw.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? ""
      let start = script == "postinst" ? "^(?:.+;|^\\s*system[\\s('\\x22]+)?\\s*" : ""
      let end = needsAction ? "\\s+(\\w+)" : "(?:\\s+(\\w+))?"
      guard
        let groups = package.patterns.groups("\(start)update-rc\\.d\\s+(?:-\\S+\\s*)*([\\w.+][\\w.+-]*)\(end)", line)
      else {
        return nil
      }
      return (index + 1, groups[1] ?? "", groups[2] ?? "", package.matches(">\\s*/dev/null", line))
    }
  }

  private static func registered(_ package: BinaryPackage) -> Set<String> {
    Set(updates("postinst", package, needsAction: true).filter { $0.action != "remove" }.map(\.name))
  }

  private static let unregistered = check(
    .warning, "script-in-etc-init.d-not-registered-via-update-rc.d", "An init script is not registered",
    remedy: "call update-rc.d NAME defaults in the postinst; pkgwright deb build --init does",
    explanation: "Without update-rc.d the service is not started when the system starts (Policy 9.3.3).",
    wrong: "etc/init.d/demo only", right: "update-rc.d demo defaults >/dev/null"
  ) { script, package, report in
    if !registered(package).contains(script.entry.name) { report(at: script.entry) }
  }

  private static let noHeader = check(
    .warning, "init.d-script-missing-lsb-section", "An init script has no LSB header",
    remedy: "write the block ### BEGIN INIT INFO",
    explanation:
      "The header says what the service needs and when it runs; without it update-rc.d cannot put it in order.",
    wrong: "#!/bin/sh\ncase \"$1\" in",
    right: "### BEGIN INIT INFO\n# Provides:          demo\n# Required-Start:    $remote_fs\n### END INIT INFO"
  ) { script, _, report in if !script.hasHeader { report(at: script.entry) } }

  private static let missingKeyword = check(
    .warning, "init.d-script-missing-lsb-keyword", "The LSB header lacks a keyword", remedy: "add the line",
    explanation: "Provides, Required-Start, Required-Stop, Default-Start and Default-Stop belong into every header.",
    wrong: "no line # Default-Start:", right: "# Default-Start:     2 3 4 5"
  ) { script, _, report in
    guard script.hasHeader else { return }
    for keyword in ["default-start", "default-stop", "provides", "required-start", "required-stop"]
    where script.keywords[keyword] == nil { report(keyword, at: script.entry) }
  }

  private static let noShortDescription = check(
    .info, "init.d-script-missing-lsb-short-description", "The LSB header has no short description",
    remedy: "add # Short-Description:",
    explanation: "Tools that list services show it.", wrong: "no line # Short-Description:",
    right: "# Short-Description: echo server"
  ) { script, _, report in
    if script.hasHeader, script.keywords["short-description"] == nil { report(at: script.entry) }
  }

  private static let badLine = check(
    .warning, "init.d-script-has-bad-lsb-line", "A line of the LSB header cannot be read",
    remedy: "write # KEYWORD: VALUE",
    explanation: "One number sign, one blank, the keyword and a colon; only descriptions go on in further lines.",
    wrong: "#Provides: demo", right: "# Provides: demo"
  ) { script, _, report in for line in script.badLines { report(at: script.entry, line: line) } }

  private static let unterminated = check(
    .error, "init.d-script-has-unterminated-lsb-section", "The LSB header has no end",
    remedy: "write ### END INIT INFO",
    explanation: "Programs that read the header take what follows for a part of it.",
    wrong: "### BEGIN INIT INFO\n# Provides: demo\n\nset -e",
    right: "### BEGIN INIT INFO\n# Provides: demo\n### END INIT INFO"
  ) { script, _, report in for line in script.unterminated { report(at: script.entry, line: line) } }

  private static let repeatedHeader = check(
    .error, "init.d-script-has-duplicate-lsb-section", "There are two LSB headers", remedy: "keep one",
    explanation: "Which of them counts is not defined.", wrong: "### BEGIN INIT INFO twice",
    right: "### BEGIN INIT INFO once"
  ) { script, _, report in for line in script.repeatedHeader { report(at: script.entry, line: line) } }

  private static let repeatedKeyword = check(
    .warning, "init.d-script-has-duplicate-lsb-keyword", "A keyword stands twice in the LSB header",
    remedy: "keep one of the lines",
    explanation: "Which of them counts is not defined.", wrong: "# Provides: demo\n# Provides: demo2",
    right: "# Provides: demo demo2"
  ) { script, _, report in
    for (line, keyword) in script.repeatedKeywords { report(keyword, at: script.entry, line: line) }
  }

  private static let unknownKeyword = check(
    .warning, "init.d-script-has-unknown-lsb-keyword", "A keyword of the LSB header is none",
    remedy: "correct it, or begin it with X-",
    explanation: "What is not known is passed over, which is hardly what was meant.",
    wrong: "# Require-Start: $network", right: "# Required-Start: $network"
  ) { script, _, report in
    for (line, keyword) in script.unknownKeywords { report(keyword, at: script.entry, line: line) }
  }

  private static func isRunlevel(_ word: String) -> Bool {
    ["s", "S", "0", "1", "2", "3", "4", "5", "6"].contains(word)
  }

  private static func start(_ script: InitScript) -> Set<String> {
    Set((script.keywords["default-start"] ?? []).filter(isRunlevel).map { $0.lowercasedASCII })
  }

  private static let badStart = check(
    .warning, "init.d-script-has-bad-start-runlevel", "Default-Start names something that is no runlevel",
    remedy: "write 2 3 4 5",
    explanation: "Runlevels are 0 to 6 and S.", wrong: "# Default-Start: 3,5", right: "# Default-Start: 2 3 4 5"
  ) { script, _, report in
    for word in script.keywords["default-start"] ?? [] where !isRunlevel(word) { report(word, at: script.entry) }
  }

  private static let badStop = check(
    .warning, "init.d-script-has-bad-stop-runlevel", "Default-Stop names something that is no runlevel",
    remedy: "write 0 1 6",
    explanation: "Runlevels are 0 to 6 and S.", wrong: "# Default-Stop: 0,6", right: "# Default-Stop: 0 1 6"
  ) { script, _, report in
    for word in script.keywords["default-stop"] ?? [] where !isRunlevel(word) { report(word, at: script.entry) }
  }

  private static let conflicting = check(
    .warning, "init.d-script-has-conflicting-start-stop", "A service is started and stopped in the same runlevel",
    remedy: "name each runlevel once",
    explanation: "Only one of the two can happen.", wrong: "# Default-Start: 2 3 4 5\n# Default-Stop: 0 1 5 6",
    right: "# Default-Start: 2 3 4 5\n# Default-Stop: 0 1 6"
  ) { script, _, report in
    for word in script.keywords["default-stop"] ?? [] where isRunlevel(word) && start(script).contains(word) {
      report(word, at: script.entry)
    }
  }

  private static let startsInStop = check(
    .error, "init.d-script-starts-in-stop-runlevel", "A service is started when the system goes down",
    remedy: "write 2 3 4 5",
    explanation: "The runlevels 0 and 6 are halt and reboot.", wrong: "# Default-Start: 0 2 3 4 5",
    right: "# Default-Start: 2 3 4 5"
  ) { script, _, report in
    for word in script.keywords["default-start"] ?? [] where word == "0" || word == "6" {
      report(word, at: script.entry)
    }
  }

  private static let missingStart = check(
    .warning, "init.d-script-missing-start", "A service is started in some of the runlevels 2 to 5 only",
    remedy: "write 2 3 4 5",
    explanation: "Debian leaves the difference between these runlevels to the administrator.",
    wrong: "# Default-Start: 3 5", right: "# Default-Start: 2 3 4 5"
  ) { script, _, report in
    let usual = ["2", "3", "4", "5"]
    let missing = usual.filter { !start(script).contains($0) }
    if !missing.isEmpty, missing.count < usual.count { report(missing.joined(separator: " "), at: script.entry) }
  }

  private static let missingStop = check(
    .warning, "init.d-script-possible-missing-stop", "A service is stopped in some of the runlevels 0, 1 and 6 only",
    remedy: "write 0 1 6",
    explanation: "Halt, single user and reboot are alike for nearly all services.", wrong: "# Default-Stop: 0 6",
    right: "# Default-Stop: 0 1 6"
  ) { script, _, report in
    guard !["killprocs", "sendsigs", "halt", "reboot"].contains(script.entry.name) else { return }
    let stop = Set(script.keywords["default-stop"] ?? [])
    let missing = ["0", "1", "6"].filter { !stop.contains($0) }
    guard !missing.isEmpty, missing.count < 3, start(script) != ["s"] else { return }
    report(missing.joined(separator: " "), at: script.entry)
  }

  private static let virtual = check(
    .warning, "init.d-script-provides-virtual-facility", "A script provides what is a virtual facility",
    remedy: "write the script's own name",
    explanation: "Virtual facilities are given to scripts by the configuration of the system.",
    wrong: "# Provides: $network", right: "# Provides: demo"
  ) { script, _, report in
    for word in script.keywords["provides"] ?? [] where word.hasPrefix("$") { report(word, at: script.entry) }
  }

  private static let notItself = check(
    .info, "init.d-script-does-not-provide-itself", "A script does not provide its own name",
    remedy: "write # Provides: with the script's name",
    explanation: "Other scripts name what they need by the names of the scripts.",
    wrong: "etc/init.d/demo with # Provides: demod", right: "# Provides: demo"
  ) { script, _, report in
    guard let provided = script.keywords["provides"] else { return }
    if !provided.contains(where: { script.entry.name == $0 || script.entry.name == $0 + ".sh" }) {
      report(at: script.entry)
    }
  }

  private static let localFiles = check(
    .error, "init.d-script-missing-dependency-on-local_fs", "A script uses /var before it is mounted",
    remedy: "add $local_fs or $remote_fs",
    explanation:
      "/var may be a file system of its own, which has to be there before the service starts and until it has stopped.",
    wrong: "# Required-Start: $network", right: "# Required-Start: $remote_fs $network"
  ) { script, package, report in
    guard script.usesVar else { return }
    for (level, keyword) in [("default-start", "required-start"), ("default-stop", "required-stop")] {
      guard !(script.keywords[level] ?? []).isEmpty else { continue }
      let allowed =
        keyword == "required-start"
        ? ["$local_fs", "$remote_fs", "$all"] : ["$local_fs", "$remote_fs", "$all", "umountfs", "umountnfs"]
      if !(script.keywords[keyword] ?? []).contains(where: allowed.contains) { report(keyword, at: script.entry) }
    }
  }

  private static let prerequisites = ["required-start", "should-start", "required-stop", "should-stop"]

  private static let nonVirtual = check(
    .error, "non-virtual-facility-in-initd-script", "A script needs another one for which there is a facility",
    remedy: "write the facility",
    explanation: "Which script provides the facility differs between systems.", wrong: "# Required-Start: rsyslog",
    right: "# Required-Start: $syslog"
  ) { script, _, report in
    let facilities = [
      "mountall": "$local_fs", "mountnfs": "$remote_fs", "hwclock": "$time", "portmap": "$portmap", "named": "$named",
      "bind9": "$named", "networking": "$network", "syslog": "$syslog", "rsyslog": "$syslog", "sysklogd": "$syslog",
    ]
    for word in prerequisites.flatMap({ script.keywords[$0] ?? [] }) {
      if let facility = facilities[word] { report("\(word) -> \(facility)", at: script.entry) }
    }
  }

  private static let unknownFacility = check(
    .error, "init.d-script-depends-on-unknown-virtual-facility", "A script needs a facility that there is not",
    remedy: "write one of those that Debian has",
    explanation:
      "The facilities are $local_fs, $remote_fs, $network, $named, $portmap, $syslog, $time, $mail-transport-agent, $x-display-manager and $all.",
    wrong: "# Required-Start: $net", right: "# Required-Start: $network"
  ) { script, _, report in
    let known: Set<String> = [
      "$all", "$local_fs", "$mail-transport-agent", "$named", "$network", "$portmap", "$remote_fs", "$syslog", "$time",
      "$x-display-manager",
    ]
    for word in ["required-start", "required-stop"].flatMap({ script.keywords[$0] ?? [] })
    where word.hasPrefix("$") && !known.contains(word) {
      report(word, at: script.entry)
    }
  }

  private static let allFacilities = check(
    .error, "init.d-script-depends-on-all-virtual-facility", "A script waits for all others",
    remedy: "name what it needs",
    explanation: "Two scripts that wait for all others wait for each other.", wrong: "# Required-Start: $all",
    right: "# Required-Start: $remote_fs $network"
  ) { script, _, report in
    for keyword in prerequisites where (script.keywords[keyword] ?? []).contains("$all") {
      report(keyword, at: script.entry)
    }
  }

  private static let missingAction = check(
    .error, "init.d-script-does-not-implement-required-option", "A script cannot do what every script can",
    remedy: "add the action",
    explanation: "start, stop, restart and force-reload are what other programs call (Policy 9.3.2).",
    wrong: "case \"$1\" in start) … ;; stop) … ;; esac",
    right: "restart|force-reload) … ;;"
  ) { script, _, report in
    for action in ["force-reload", "restart", "start", "stop"] where !script.actions.contains(action) {
      report(action, at: script.entry)
    }
  }

  private static let noStatus = check(
    .info, "init.d-script-does-not-implement-status-option", "A script cannot say whether the service runs",
    remedy: "add the action status",
    explanation: "Monitoring and configuration tools ask for the status (LSB 3.1).",
    wrong: "case \"$1\" in start) … ;; esac", right: "status) status_of_proc … ;;"
  ) { script, _, report in if !script.actions.contains("status") { report(at: script.entry) } }

  private static let notConffile = check(
    .warning, "init.d-script-not-marked-as-conffile", "An init script is no conffile",
    remedy: "list it in DEBIAN/conffiles",
    explanation: "Administrators change init scripts, and keep their changes over upgrades (Policy 9.3.2).",
    wrong: "no /etc/init.d/demo in conffiles",
    right: "/etc/init.d/demo in conffiles"
  ) { script, package, report in
    if registered(package).contains(script.entry.name), !package.isConffile(script.entry.path) {
      report(script.entry.path)
    }
  }

  private static func updateCheck(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String,
    body: @escaping DebianCheck.Body
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianServices, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right,
      body: body)
  }

  private static let notIncluded = updateCheck(
    .error, "init.d-script-not-included-in-package", "An init script is registered and not delivered",
    remedy: "deliver it, or do not register it",
    explanation: "update-rc.d makes links to the script.", wrong: "update-rc.d demo defaults without etc/init.d/demo",
    right: "etc/init.d/demo"
  ) { package, report in
    for name in registered(package).sorted() where package.entry("etc/init.d/" + name) == nil {
      report("etc/init.d/" + name)
    }
  }

  private static let postrmMissing = updateCheck(
    .error, "postrm-does-not-call-updaterc.d-for-init.d-script",
    "The links of a service stay when the package is purged",
    remedy: "call update-rc.d NAME remove in the postrm",
    explanation: "What the postinst made, the postrm removes when the package is purged (Policy 9.3.3).",
    wrong: "postinst: update-rc.d demo defaults", right: "postrm purge: update-rc.d demo remove >/dev/null"
  ) { package, report in
    let removed = Set(updates("postrm", package).map(\.name))
    guard package.controlFile("postrm") != nil else { return }
    for name in registered(package).sorted() where !removed.contains(name) {
      report("etc/init.d/\(name)", at: .control("postrm", line: nil))
    }
  }

  private static let postrmAdditional = updateCheck(
    .error, "postrm-contains-additional-updaterc.d-calls", "The postrm removes links that nobody made",
    remedy: "register the service in the postinst",
    explanation: "Mostly the names in the two scripts differ.",
    wrong: "postinst: update-rc.d demo …, postrm: update-rc.d demod remove", right: "the same name in both"
  ) { package, report in
    let registered = registered(package)
    for name in Set(updates("postrm", package).map(\.name)).subtracting(registered).sorted() {
      report("etc/init.d/\(name)", at: .control("postrm", line: nil))
    }
  }

  private static let preinstCalls = updateCheck(
    .error, "preinst-calls-updaterc.d", "The preinst registers a service", remedy: "do that in the postinst",
    explanation: "The script is not there yet when the preinst runs.", wrong: "preinst: update-rc.d demo defaults",
    right: "postinst: update-rc.d demo defaults"
  ) { package, report in
    for call in updates("preinst", package, needsAction: true) where call.action != "remove" {
      report("\(call.name) \(call.action)", at: .control("preinst", line: call.line))
    }
  }

  private static let prermCalls = updateCheck(
    .error, "prerm-calls-updaterc.d", "The prerm removes the links of a service",
    remedy: "do that in the postrm when it is called with purge",
    explanation: "The administrator's changes of the links would be lost with every upgrade.",
    wrong: "prerm: update-rc.d demo remove", right: "postrm purge: update-rc.d demo remove"
  ) { package, report in
    for call in updates("prerm", package) { report(call.name, at: .control("prerm", line: call.line)) }
  }

  private static let loudUpdate = updateCheck(
    .info, "output-of-updaterc.d-not-redirected-to-dev-null", "update-rc.d is not silent",
    remedy: "write >/dev/null behind it",
    explanation: "What it says means nothing to whoever installs the package.", wrong: "update-rc.d demo defaults",
    right: "update-rc.d demo defaults >/dev/null"
  ) { package, report in
    for call in updates("postinst", package, needsAction: true) where call.action != "remove" && !call.isSilent {
      report(call.name, at: .control("postinst", line: call.line))
    }
    for call in updates("postrm", package) where !call.isSilent {
      report(call.name, at: .control("postrm", line: call.line))
    }
  }

  private static let untestedSource = check(
    .error, "init.d-script-sourcing-without-test", "A script reads a file that may be gone",
    remedy: "write [ -r FILE ] && before it",
    explanation: "The administrator may remove files of /etc/default, and the script must go on (Policy 9.3.2).",
    wrong: ". /etc/default/demo", right: "[ -r /etc/default/demo ] && . /etc/default/demo"
  ) { script, _, report in for (line, file) in script.untestedSources { report(file, at: script.entry, line: line) } }

  private static let usrInterpreter = check(
    .warning, "init.d-script-uses-usr-interpreter", "The interpreter of an init script lies in /usr",
    remedy: "write it for /bin/sh",
    explanation: "/usr may not be mounted yet when the script runs.", wrong: "#!/usr/bin/perl", right: "#!/bin/sh"
  ) { script, _, report in
    guard let program = script.entry.interpreter?.effective, program.hasPrefix("/usr/") else { return }
    report(program, at: script.entry, line: 1)
  }

  private static let enabledSwitch = updateCheck(
    .error, "init.d-script-should-always-start-service", "A file of /etc/default says whether the service starts",
    remedy: "leave that to update-rc.d",
    explanation: "There is one way to turn services off, and it is update-rc.d NAME disable (Policy 9.3.3.1).",
    wrong: "ENABLED=no", right: "update-rc.d demo disable"
  ) { package, report in
    for entry in package.children("etc/default") where entry.isFile {
      for (index, line) in entry.lines.enumerated() {
        if package.matches("^\\s*#*\\s*(?:[A-Z]_)?(?:ENABLED|DISABLED|[A-Z]*RUN|(?:NO_)?START)=", line) {
          report(at: entry, line: index + 1)
        }
      }
    }
  }

  private static let template = check(
    .error, "init.d-script-contains-skeleton-template-content", "An init script was not filled in",
    remedy: "remove what the template says",
    explanation: "The template tells which of its lines are to be removed.",
    wrong: "# Short-Description: Example initscript", right: "# Short-Description: echo server"
  ) { script, _, report in for line in script.templateLines { report(at: script.entry, line: line) } }

  private static let noFunctions = check(
    .warning, "init.d-script-does-not-source-init-functions", "An init script does not read the functions of LSB",
    remedy: "write . /lib/lsb/init-functions",
    explanation: "These functions hand the call over to systemd where it runs.", wrong: "#!/bin/sh\nset -e",
    right: "#!/bin/sh\n. /lib/lsb/init-functions"
  ) { script, _, report in if !script.readsFunctions { report(at: script.entry) } }

  private static func units(_ package: BinaryPackage) -> Set<String> { UnitChecks.names(package) }

  private static func hasUnit(_ script: InitScript, _ package: BinaryPackage) -> Bool {
    let name = script.entry.name.hasSuffix(".sh") ? String(script.entry.name.dropLast(3)) : script.entry.name
    return units(package).contains(name)
  }

  private static func startsEarly(_ script: InitScript) -> Bool {
    script.entry.lines.contains { line in
      line.hasPrefix("#") && line.contains("Default-Start:")
        && (line.split(separator: ":").last?.contains("S") ?? false)
    }
  }

  private static let noUnit = check(
    .warning, "missing-systemd-service-for-init.d-script", "There is an init script and no unit",
    remedy: "deliver lib/systemd/system/NAME.service too",
    explanation: "systemd runs init scripts only for as long as its generator is there, without what units can do.",
    wrong: "etc/init.d/demo",
    right: "etc/init.d/demo and lib/systemd/system/demo.service"
  ) { script, package, report in
    if units(package).isEmpty, !startsEarly(script) { report(script.entry.name, at: script.entry) }
  }

  private static let omittedUnit = check(
    .error, "omitted-systemd-service-for-init.d-script", "There are units, but none for an init script",
    remedy: "call the unit as the script is called, or give it an alias",
    explanation: "Where both have one name, systemd uses the unit and leaves the script alone; otherwise both run.",
    wrong: "etc/init.d/demo and lib/systemd/system/demod.service",
    right: "etc/init.d/demo and lib/systemd/system/demo.service"
  ) { script, package, report in
    if !units(package).isEmpty, !hasUnit(script, package), !startsEarly(script) {
      report(script.entry.name, at: script.entry)
    }
  }
}
