/// Units of systemd, and cron jobs.
enum UnitChecks {
  static let all = [
    oddLocation, notAFile, obsoleteTarget, wrapsInit, unusualTarget, noDocumentation, killNone, noInstall, varRun,
    shutdown, nobody, syslog, alias, noInitScript, cronName, noTimer, misplacedTmpfiles, udevRule,
  ]

  /// The services of a package.
  private static func services(_ package: BinaryPackage) -> [UnitFile] {
    package.cached("services") {
      package.entries.filter { package.matches("/systemd/system/.*\\.service$", $0.path) && $0.kind != .directory }.map
      { UnitFile($0, in: package) }
    }
  }

  /// The names of the services, aliases included, without suffixes.
  static func names(_ package: BinaryPackage) -> Set<String> {
    package.cached("service names") {
      var names: Set<String> = []
      for unit in services(package) {
        let name = unit.entry.name.dropLast(".service".count)
        names.insert(String(name.hasSuffix("@") ? name.dropLast() : name))
        for alias in unit.words("Install", "Alias") {
          names.insert(alias.hasSuffix(".service") ? String(alias.dropLast(".service".count)) : alias)
        }
      }
      return names
    }
  }

  private static func check(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, body: @escaping @Sendable (UnitFile, BinaryPackage, TagReport) -> Void
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianServices, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right
    ) { package, report in
      for unit in services(package) where !unit.isMasked && (unit.entry.isFile || unit.entry.kind == .symbolicLink) {
        body(unit, package, report)
      }
    }
  }

  private static let oddLocation = check(
    .error, "systemd-service-in-odd-location", "A unit lies in /etc/systemd/system",
    remedy: "deliver it in lib/systemd/system",
    explanation: "/etc/systemd/system is where the administrator overrides units of packages (systemd.unit(5)).",
    wrong: "etc/systemd/system/demo.service", right: "lib/systemd/system/demo.service"
  ) { unit, _, report in if unit.entry.path.hasPrefix("etc/systemd/system/") { report(at: unit.entry) } }

  private static let notAFile = check(
    .error, "service-file-is-not-a-file", "A unit is a link to something that is not there",
    remedy: "deliver the unit, or a link to /dev/null",
    explanation: "systemd cannot read the unit.", wrong: "demo.service -> other.service, which is not delivered",
    right: "demo.service"
  ) { unit, package, report in
    guard unit.entry.kind == .symbolicLink else { return }
    if let path = Links.normalized(unit.entry), package.entry(path)?.isFile ?? false { return }
    report(at: unit.entry)
  }

  private static let obsoleteTarget = check(
    .warning, "systemd-service-file-refers-to-obsolete-target", "A unit waits for a target that is gone",
    remedy: "remove it from After=",
    explanation: "syslog and D-Bus are started when somebody needs them.", wrong: "After=syslog.target",
    right: "After=network.target"
  ) { unit, _, report in
    for word in unit.words("Unit", "After") where word == "syslog.target" || word == "dbus.target" {
      report(word, at: unit.entry)
    }
  }

  private static let wrapsInit = check(
    .warning, "systemd-service-file-wraps-init-script", "A unit starts an init script",
    remedy: "start the program itself",
    explanation: "systemd can run init scripts without a unit; a unit that calls one hides the service behind it.",
    wrong: "ExecStart=/etc/init.d/demo start",
    right: "ExecStart=/usr/sbin/demo"
  ) { unit, _, report in
    for key in ["ExecStart", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost"] {
      if unit.words("Service", key).contains(where: { $0.hasPrefix("/etc/init.d/") }) { report(key, at: unit.entry) }
    }
  }

  private static let unusualTarget = check(
    .warning, "systemd-service-file-refers-to-unusual-wantedby-target", "A unit is started by an unusual target",
    remedy: "write WantedBy=multi-user.target",
    explanation: "Most services belong to multi-user.target; others are not reached on every system.",
    wrong: "WantedBy=network.target", right: "WantedBy=multi-user.target"
  ) { unit, package, report in
    let usual: Set<String> = [
      "default.target", "graphical.target", "multi-user.target", "network-online.target", "sleep.target",
      "sysinit.target",
    ]
    for word in unit.words("Install", "WantedBy") where !usual.contains(word) && package.name != "systemd" {
      report(word, at: unit.entry)
    }
  }

  private static let noDocumentation = check(
    .info, "systemd-service-file-missing-documentation-key", "A unit names no documentation",
    remedy: "write Documentation=man:NAME(8)",
    explanation: "systemctl status shows where to read about the service.", wrong: "[Unit]\nDescription=demo",
    right: "[Unit]\nDescription=demo\nDocumentation=man:demo(8)"
  ) { unit, _, report in if unit.words("Unit", "Documentation").isEmpty { report(at: unit.entry) } }

  private static let killNone = check(
    .warning, "kill-mode-none", "A unit leaves processes behind", remedy: "remove KillMode=none",
    explanation: "Processes that systemd does not stop go on without anybody looking after them (systemd.kill(5)).",
    wrong: "KillMode=none", right: "KillMode=mixed"
  ) { unit, _, report in if unit.words("Service", "KillMode").contains("none") { report(at: unit.entry) } }

  private static func isStandalone(_ unit: UnitFile, _ package: BinaryPackage) -> Bool {
    guard let groups = package.patterns.groups("^((?:usr/)?lib/systemd/system/)([^/]*?)@?\\.service$", unit.entry.path)
    else { return true }
    let stem = (groups[1] ?? "") + (groups[2] ?? "")
    return package.entry(stem + ".path") == nil && package.entry(stem + ".timer") == nil
  }

  private static func isOneShot(_ unit: UnitFile) -> Bool { unit.words("Service", "Type").contains("oneshot") }

  private static let noInstall = check(
    .info, "systemd-service-file-missing-install-key", "A unit cannot be enabled",
    remedy: "write [Install] and WantedBy=multi-user.target",
    explanation: "Without WantedBy=, RequiredBy= or Also= the service starts only if something else starts it.",
    wrong: "no section [Install]",
    right: "[Install]\nWantedBy=multi-user.target"
  ) { unit, package, report in
    guard unit.words("Install", "WantedBy").isEmpty, !isOneShot(unit), isStandalone(unit, package),
      package.matches("^(?:usr/)?lib/systemd/[^/]+/[^/]+\\.service$", unit.entry.path),
      !unit.entry.path.hasSuffix("@.service")
    else { return }
    if unit.words("Install", "RequiredBy").isEmpty, unit.words("Install", "Also").isEmpty { report(at: unit.entry) }
  }

  private static let varRun = check(
    .info, "systemd-service-file-refers-to-var-run", "A unit names a file in /var/run", remedy: "write /run",
    explanation: "/var/run is a link that stays for old programs.", wrong: "PIDFile=/var/run/demo.pid",
    right: "PIDFile=/run/demo.pid"
  ) { unit, _, report in
    for word in unit.words("Service", "PIDFile") where word.hasPrefix("/var/run/") {
      report("PIDFile \(word)", at: unit.entry)
    }
  }

  private static let shutdown = check(
    .warning, "systemd-service-file-shutdown-problems",
    "A service conflicts with the shutdown and does not stop before it", remedy: "add Before=shutdown.target",
    explanation: "Without default dependencies both have to be said (systemd.unit(5)).",
    wrong: "DefaultDependencies=no\nConflicts=shutdown.target",
    right: "DefaultDependencies=no\nConflicts=shutdown.target\nBefore=shutdown.target"
  ) { unit, _, report in
    guard !unit.words("Unit", "DefaultDependencies").isEmpty,
      unit.words("Unit", "Conflicts").contains("shutdown.target")
    else { return }
    if !unit.words("Unit", "Before").contains("shutdown.target") { report(at: unit.entry) }
  }

  private static let nobody = check(
    .warning, "systemd-service-file-uses-nobody-or-nogroup", "A service runs as nobody or nogroup",
    remedy: "write DynamicUser=yes, or make a user of its own",
    explanation: "Services that share a user can reach into each other.", wrong: "User=nobody", right: "DynamicUser=yes"
  ) { unit, _, report in
    for (key, value) in [("Group", "nogroup"), ("User", "nobody")] where unit.words("Service", key).contains(value) {
      report("\(key)=\(value)", at: unit.entry)
    }
  }

  private static let syslog = check(
    .warning, "systemd-service-file-uses-deprecated-syslog-facility", "A unit sends its output to syslog itself",
    remedy: "remove the line, or write journal",
    explanation: "The journal hands everything on to syslog (systemd.exec(5)).", wrong: "StandardOutput=syslog",
    right: "StandardOutput=journal"
  ) { unit, _, report in
    for key in ["StandardError", "StandardOutput"] {
      for value in ["syslog", "syslog-console"] where unit.words("Service", key).contains(value) {
        report("\(key)=\(value)", at: unit.entry)
      }
    }
  }

  private static let alias = check(
    .warning, "systemd-service-alias-without-extension", "An alias of a service does not end with .service",
    remedy: "write the whole name of the unit",
    explanation: "systemctl enable refuses aliases of another kind (systemd.unit(5)).", wrong: "Alias=demod",
    right: "Alias=demod.service"
  ) { unit, _, report in
    if unit.words("Install", "Alias").contains(where: { !$0.hasSuffix(".service") }) { report(at: unit.entry) }
  }

  private static func file(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String,
    where isFound: @escaping @Sendable (PackageEntry, BinaryPackage) -> Bool
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianServices, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right
    ) { package, report in
      for entry in package.entries where isFound(entry, package) { report(at: entry) }
    }
  }

  private static let noInitScript = file(
    .info, "package-supports-alternative-init-but-no-init.d-script",
    "There is a unit or a run script and no init script", remedy: "deliver one for those who do not use systemd",
    explanation: "Policy encourages init scripts beside units (Policy 9.3.1).",
    wrong: "lib/systemd/system/demo.service", right: "lib/systemd/system/demo.service and etc/init.d/demo"
  ) { entry, package in
    if let name = package.patterns.first("etc/sv/([^/]+)/run$", entry.shown) {
      return package.entry("etc/init.d/" + name) == nil
    }
    guard let groups = package.patterns.groups("((?:usr/)?)lib/systemd/system/([^/@]+)\\.service", entry.shown) else {
      return false
    }
    let stem = "\(groups[1] ?? "")lib/systemd/system/\(groups[2] ?? "")"
    return package.entry("etc/init.d/\(groups[2] ?? "")") == nil && package.entry(stem + ".path") == nil
      && package.entry(stem + ".timer") == nil
  }

  private static let cronName = file(
    .warning, "run-parts-cron-filename-contains-illegal-chars", "A cron job has a name that is passed over",
    remedy: "use letters, digits, hyphens and underscores only",
    explanation: "run-parts passes over names with other characters, so the job never runs (cron(8)).",
    wrong: "etc/cron.daily/demo.sh", right: "etc/cron.daily/demo"
  ) { entry, package in package.matches("^etc/cron\\.(?:daily|hourly|monthly|weekly|d)/[^.].*[+.]", entry.path) }

  private static let noTimer = DebianCheck(
    .warning, "missing-systemd-timer-for-cron-script", .debianServices, "There is a cron job and no timer",
    remedy: "deliver lib/systemd/system/NAME.timer too",
    explanation: "Systems without cron do not run the job (Policy 9.5).", wrong: "etc/cron.daily/demo",
    right: "etc/cron.daily/demo and lib/systemd/system/demo.timer"
  ) { package, report in
    if package.entries.contains(where: { package.matches("^(?:usr/)?lib/systemd/system/[^/]+\\.timer$", $0.path) }) {
      return
    }
    for entry in package.entries where package.matches("^etc/cron\\.[^/]+$", entry.path.parentPath) {
      report(at: entry)
    }
  }

  private static let misplacedTmpfiles = file(
    .error, "misplaced-systemd-tmpfiles", "A configuration of tmpfiles lies in /etc",
    remedy: "deliver it in usr/lib/tmpfiles.d",
    explanation: "/etc/tmpfiles.d is where the administrator overrides what packages deliver (tmpfiles.d(5)).",
    wrong: "etc/tmpfiles.d/demo.conf", right: "usr/lib/tmpfiles.d/demo.conf"
  ) { entry, package in package.matches("^etc/tmpfiles\\.d/.*\\.conf$", entry.path) }

  private static let udevRule = file(
    .error, "udev-rule-in-etc", "A rule of udev lies in /etc", remedy: "deliver it in lib/udev/rules.d",
    explanation: "/etc/udev/rules.d is where the administrator overrides what packages deliver (udev(7)).",
    wrong: "etc/udev/rules.d/60-demo.rules", right: "lib/udev/rules.d/60-demo.rules"
  ) { entry, package in package.matches("^etc/udev/rules\\.d/.", entry.path) && entry.kind != .directory }
}
