import PackageModel

/// The changelog (Policy 4.4 and 12.7).
enum ChangelogChecks {
  static let all = [
    missing, missingDebian, wrongNameNative, wrongNameUpstream, wrongNameDebian, uncompressed, weaklyCompressed, link,
    syntax, wordyDate, wrongDay, lineTooLong, bogusHost,
  ]

  /// What lies in the package's documentation folder; `nil` where that is a link to another one.
  private static func documents(_ package: BinaryPackage) -> [PackageEntry]? {
    package.cached("documents") {
      let folder = "usr/share/doc/" + package.name
      if package.entry(folder)?.kind == .symbolicLink { return nil }
      return package.children(folder).filter { $0.isFile || $0.kind == .symbolicLink }
    }
  }

  private static func named(_ pattern: String, _ package: BinaryPackage) -> [PackageEntry] {
    (documents(package) ?? []).filter { package.matches(pattern, $0.name) }
  }

  /// Whether the package was made for Debian only. The version of the source counts, where it is another one.
  private static func isNative(_ package: BinaryPackage) -> Bool {
    let source = package.patterns.first("\\((.*)\\)", package.value("Source") ?? "")
    guard let version = source ?? package.value("Version") else { return false }
    return !version.contains("-")
  }

  private static func isForeign(_ package: BinaryPackage) -> Bool {
    !isNative(package) && !(package.value("Version") ?? "0-1").contains("-0.")
  }

  private static func files(_ package: BinaryPackage) -> [PackageEntry] {
    named("\\Achangelog(?:\\.html|\\.Debian)?(?:\\.gz)?\\Z", package)
  }

  private static let missing = DebianCheck(
    .error, "no-changelog", .debianDocumentation, "The package has no changelog",
    remedy: "deliver usr/share/doc/NAME/changelog.Debian.gz, or changelog.gz where the version has no revision",
    explanation: """
      The changelog says what changed between versions of the package (Policy 12.7). With a revision in the version it is \
      `changelog.Debian.gz`, beside which the author's own may lie as `changelog.gz`; without one it is `changelog.gz`.
      """,
    wrong: "Version: 1.0-1 and no usr/share/doc/demo/changelog.Debian.gz",
    right: "usr/share/doc/demo/changelog.Debian.gz"
  ) { package, report in
    guard documents(package) != nil else { return }
    let folder = "usr/share/doc/\(package.name)/"
    if isNative(package) {
      if named("^changelog(?:\\.gz)?$|(?i:^changelog\\.debian\\.gz$)", package).isEmpty {
        report("\(folder)changelog.gz (native package)")
      }
    } else if isForeign(package), named("(?i)^changelog\\.debian(?:\\.gz)?$", package).isEmpty,
      named("^changelog(?:\\.gz)?$", package).isEmpty
    {
      report("\(folder)changelog.Debian.gz (non-native package)")
    }
  }

  private static let missingDebian = DebianCheck(
    .error, "debian-changelog-file-missing-or-wrong-name", .debianDocumentation,
    "There is a changelog of the author and none of the package",
    remedy: "deliver changelog.Debian.gz too",
    explanation:
      "`changelog.gz` is the author's where the version has a revision; what was done to package it stands in `changelog.Debian.gz`.",
    wrong: "usr/share/doc/demo/changelog.gz", right: "usr/share/doc/demo/changelog.gz and changelog.Debian.gz"
  ) { package, report in
    guard documents(package) != nil, isForeign(package), !named("^changelog(?:\\.gz)?$", package).isEmpty else {
      return
    }
    if named("(?i)^changelog\\.debian(?:\\.gz)?$", package).isEmpty { report() }
  }

  private static let wrongNameNative = DebianCheck(
    .warning, "wrong-name-for-changelog-of-native-package", .debianDocumentation,
    "The changelog has the name that it has in packages with a revision",
    remedy: "call it changelog.gz",
    explanation: "Where the version has no revision, there is one changelog, and it is `changelog.gz` (Policy 12.7).",
    wrong: "Version: 1.0 and changelog.Debian.gz", right: "Version: 1.0 and changelog.gz"
  ) { package, report in
    guard isNative(package), named("^changelog(?:\\.gz)?$", package).isEmpty else { return }
    if let entry = named("(?i)^changelog\\.debian\\.gz$", package).first { report(at: entry) }
  }

  private static let wrongNameUpstream = DebianCheck(
    .warning, "wrong-name-for-upstream-changelog", .debianDocumentation, "The author's changelog has an unusual name",
    remedy: "call it changelog.gz",
    explanation: "People look for what the author changed in `changelog.gz` (Policy 12.7).",
    wrong: "usr/share/doc/demo/CHANGES.gz", right: "usr/share/doc/demo/changelog.gz"
  ) { package, report in
    guard !isNative(package), named("^changelog(\\.html)?(?:\\.gz)?$", package).isEmpty else { return }
    if let entry = named("(?i)^change(?!.*debian)", package).first { report(at: entry) }
  }

  private static let wrongNameDebian = DebianCheck(
    .error, "wrong-name-for-debian-changelog-file", .debianDocumentation, "The changelog's name is written otherwise",
    remedy: "call it changelog.Debian.gz, with a capital D",
    explanation: "Programs look for exactly `changelog.Debian.gz` (Policy 12.7).",
    wrong: "usr/share/doc/demo/changelog.debian.gz", right: "usr/share/doc/demo/changelog.Debian.gz"
  ) { package, report in
    guard !isNative(package), named("^changelog\\.Debian(?:\\.gz)?$", package).isEmpty else { return }
    if let entry = named("(?i)^changelog\\.debian(?:\\.gz)?$", package).first { report(at: entry) }
  }

  private static let uncompressed = DebianCheck(
    .error, "changelog-file-not-compressed", .debianDocumentation, "A changelog is not compressed",
    remedy: "compress it with gzip -9n",
    explanation: "Changelogs grow and are seldom read, so they are compressed whatever their size (Policy 12.7).",
    wrong: "usr/share/doc/demo/changelog.Debian", right: "usr/share/doc/demo/changelog.Debian.gz"
  ) { package, report in
    for entry in files(package) where !entry.name.hasSuffix(".gz") { report(at: entry) }
  }

  private static let weaklyCompressed = DebianCheck(
    .warning, "changelog-not-compressed-with-max-compression", .debianDocumentation,
    "A changelog is not compressed as well as it can be",
    remedy: "compress it with gzip -9n",
    explanation: "The changelog is on every system that has the package, and is written once (Policy 12.7).",
    wrong: "gzip changelog.Debian", right: "gzip -9n changelog.Debian"
  ) { package, report in
    for entry in files(package) where entry.name.hasSuffix(".gz") && entry.isFile {
      if case .gzip(_, extraFlags: 2) = entry.nature { continue }
      report(at: entry)
    }
  }

  private static let link = DebianCheck(
    .warning, "debian-changelog-file-is-a-symlink", .debianDocumentation, "A changelog is a symbolic link",
    remedy: "deliver the file itself",
    explanation: "Programs that take the changelog out of a package do not follow links to other packages.",
    wrong: "changelog.Debian.gz -> ../demo-common/changelog.Debian.gz", right: "changelog.Debian.gz"
  ) { package, report in
    for entry in files(package) where entry.kind == .symbolicLink { report(at: entry) }
  }

  /// The changelog of the package and its path.
  private static func changelog(_ package: BinaryPackage) -> (entry: PackageEntry, log: Changelog)? {
    package.cached("changelog") {
      let folder = "usr/share/doc/\(package.name)/"
      let own = ["changelog.Debian.gz", "changelog.Debian", "changelog.debian.gz", "changelog.debian"]
      let names = isNative(package) ? own + ["changelog.gz", "changelog"] : own
      for name in names {
        guard let entry = package.entry(folder + name), let content = entry.content else { continue }
        let text = name.hasSuffix(".gz") ? Gunzip.text(content) : content
        guard let text, String(validating: text, as: UTF8.self) != nil else { return nil }
        return (entry, Changelog(text, package.patterns))
      }
      return nil
    }
  }

  /// When the latest version was made, in seconds since 1970; 0 where that is not known.
  static func timestamp(_ package: BinaryPackage) -> Int64 {
    changelog(package)?.log.entries.first.flatMap { MailDate($0.date)?.seconds } ?? 0
  }

  private static let syntax = DebianCheck(
    .warning, "syntax-error-in-debian-changelog", .debianDocumentation, "The changelog has a line that does not belong",
    remedy: "write it in the form of deb-changelog(5); dch from devscripts helps",
    explanation: """
      Each version has a heading `NAME (VERSION) DISTRIBUTION; urgency=LEVEL`, lines of changes indented by two blanks, \
      and a trailer ` -- NAME <ADDRESS>  DATE` with one blank before and two behind.
      """,
    wrong: "demo (1.0-1) unstable; urgency=medium\n\n* indented too little",
    right: """
      demo (1.0-1) unstable; urgency=medium

        * First package.

       -- Ada Byron <ada@example.org>  Sat, 31 Jan 2026 12:00:00 +0000
      """
  ) { package, report in
    guard let (entry, log) = changelog(package) else { return }
    for mistake in log.mistakes { report("\"\(mistake.reason)\"", at: entry, line: mistake.line) }
  }

  private static let wordyDate = DebianCheck(
    .error, "invalid-date-in-debian-changelog", .debianDocumentation, "The date writes a day or a month out",
    remedy: "write the first three letters, as date -R does",
    explanation: "Dates of changelogs have the form of mail: `Sat, 31 Jan 2026 12:00:00 +0000` (Policy 4.4).",
    wrong: "Saturday, 31 January 2026 12:00:00 +0000", right: "Sat, 31 Jan 2026 12:00:00 +0000"
  ) { package, report in
    guard let (entry, log) = changelog(package), let latest = log.entries.first, MailDate(latest.date) != nil else {
      return
    }
    let words = [
      ("Monday", "Mon"), ("Tues(?:day)?", "Tue"), ("Wednesday", "Wed"), ("Thurs(?:day)?", "Thu"), ("Friday", "Fri"),
      ("Saturday", "Sat"), ("Sunday", "Sun"), ("January", "Jan"), ("February", "Feb"), ("March", "Mar"),
      ("April", "Apr"), ("June", "Jun"), ("July", "Jul"), ("August", "Aug"), ("Sept(?:ember)?", "Sep"),
      ("October", "Oct"), ("November", "Nov"), ("December", "Dec"),
    ]
    for (pattern, short) in words {
      if let word = package.patterns.first("(?i)(\\b\(pattern)\\b)", latest.date) {
        report("(\(word) -> \(short))", at: entry, line: latest.line)
      }
    }
  }

  private static let wrongDay = DebianCheck(
    .warning, "debian-changelog-has-wrong-day-of-week", .debianDocumentation, "The date names another day of the week",
    remedy: "write the date with date -R",
    explanation: "One of the day of the week and the date is a slip, and nobody knows which.",
    wrong: "Mon, 31 Jan 2026 12:00:00 +0000", right: "Sat, 31 Jan 2026 12:00:00 +0000"
  ) { package, report in
    guard let (entry, log) = changelog(package), let latest = log.entries.first, let date = MailDate(latest.date) else {
      return
    }
    let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    let short = String(names[date.local.weekday].prefix(3))
    let written = latest.date.split(separator: ",").first.map(String.init) ?? ""
    // Days that are written out are another tag's business.
    guard written != short, !names.contains(where: { $0.lowercased() == written.lowercased() }) else { return }
    report("\(date.local.date) was a \(names[date.local.weekday])", at: entry, line: latest.line)
  }

  private static let lineTooLong = DebianCheck(
    .warning, "debian-changelog-line-too-long", .debianDocumentation,
    "A line of the latest changes has 80 characters or more",
    remedy: "break the line",
    explanation:
      "Changelogs are read in terminals and in mail. Long words alone on a line, as addresses, are left alone.",
    wrong: "  * one very long line", right: "  * several lines\n    of text"
  ) { package, report in
    guard let (entry, log) = changelog(package), let latest = log.entries.first else { return }
    for (line, text) in latest.changes where text.unicodeScalars.count + 1 >= 82 {
      if package.matches("^[\\s.o*+-]*(?:\\s+[Ss]ee:?\\s+)?\\S+$", text) { continue }
      report(at: entry, line: line)
    }
  }

  private static let bogusHost = DebianCheck(
    .error, "bogus-mail-host-in-debian-changelog", .debianDocumentation,
    "An address in the changelog is at a host that cannot be reached",
    remedy: "write an address that works from elsewhere",
    explanation: "The trailer of each version says who made it, with an address at a full domain.",
    wrong: " -- Ada <ada@localhost>  Sat, 31 Jan 2026 12:00:00 +0000",
    right: " -- Ada <ada@example.org>  Sat, 31 Jan 2026 12:00:00 +0000"
  ) { package, report in
    guard let (entry, log) = changelog(package) else { return }
    for version in log.entries {
      guard let host = package.patterns.groups("<([^<>@\\s]+)@([^<>@\\s]+)>$", version.maintainer) else { continue }
      let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
      if !package.matches("^(?:\(label)\\.)+\(label)\\.?$", host[2] ?? "") {
        report("\(host[1] ?? "")@\(host[2] ?? "") (for version \(version.version))", at: entry, line: version.line)
      }
    }
  }
}
