/// Conffiles, md5sums and triggers.
enum ControlFileChecks {
  static let all = [
    badType, unmarked, duplicate, relative, startLink, inUsr, outsideEtc, unknownInstruction, missing, unexpected,
    noSums, malformedSums, nonexistent, unlisted, mismatch, unknownTrigger, implicitAwait, repeatedTrigger,
  ]

  private static func line(_ conffile: Conffile) -> TagHint.Pointer { .control("conffiles", line: conffile.line) }

  private static let badType = DebianCheck(
    .error, "conffile-has-bad-file-type", .debianControlFiles, "A conffile is no regular file",
    remedy: "list regular files only",
    explanation: "dpkg keeps changes to the content of conffiles. Links and directories have none (deb-conffiles(5)).",
    wrong: "/etc/demo/current -> /etc/demo/default", right: "/etc/demo/default"
  ) { package, report in
    for entry in package.entries where !entry.isFile && package.isConffile(entry.path) {
      report(at: entry)
    }
  }

  private static let unmarked = DebianCheck(
    .error, "file-in-etc-not-marked-as-conffile", .debianControlFiles, "A file in /etc is no conffile",
    remedy: "list it in DEBIAN/conffiles; debhelper and pkgwright do that for everything in /etc",
    explanation: """
      What lies in /etc belongs to the administrator. Only for conffiles does dpkg ask before it replaces what somebody has \
      changed (Policy 10.7.2); other files there are overwritten by every upgrade.
      """,
    wrong: "etc/demo/demo.conf, and no DEBIAN/conffiles",
    right: "etc/demo/demo.conf, and /etc/demo/demo.conf in DEBIAN/conffiles"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.path.hasPrefix("etc/") && !package.isConffile(entry.path) {
      if entry.path.hasSuffix("/README")
        || ["etc/init.d/skeleton", "etc/init.d/rc", "etc/init.d/rcS"].contains(entry.path)
      {
        continue
      }
      report(at: entry)
    }
  }

  private static let duplicate = DebianCheck(
    .error, "duplicate-conffile", .debianControlFiles, "A conffile is listed twice",
    remedy: "keep one of the lines",
    explanation: "Each path stands in `conffiles` once. debhelper lists everything in /etc by itself.",
    wrong: "/etc/demo.conf\n/etc/demo.conf", right: "/etc/demo.conf"
  ) { package, report in
    let byPath = Dictionary(grouping: package.conffiles, by: \.path)
    for (path, lines) in byPath.sorted(by: { $0.key < $1.key }) where lines.count > 1 {
      let numbers = lines.map { String($0.line) }.joined(separator: " ")
      report("\(path) (lines \(numbers))", at: .control("conffiles", line: nil))
    }
  }

  private static let relative = DebianCheck(
    .error, "relative-conffile", .debianControlFiles, "The path of a conffile does not begin with a slash",
    remedy: "write the whole path",
    explanation: "`conffiles` holds absolute paths, one on each line (deb-conffiles(5)).",
    wrong: "etc/demo.conf", right: "/etc/demo.conf"
  ) { package, report in
    for conffile in package.conffiles where conffile.isRelative { report(conffile.path, at: line(conffile)) }
  }

  private static let startLink = DebianCheck(
    .error, "file-in-etc-rc.d-marked-as-conffile", .debianControlFiles, "A link that starts a service is a conffile",
    remedy: "leave the link out and call update-rc.d in the postinst",
    explanation: "The links in /etc/rc?.d are made by update-rc.d, which respects what the administrator has changed.",
    wrong: "/etc/rc2.d/S20demo", right: "update-rc.d demo defaults >/dev/null"
  ) { package, report in
    for conffile in package.conffiles where package.matches("^etc/rc.\\.d/", conffile.path) {
      report(conffile.path, at: line(conffile))
    }
  }

  private static let inUsr = DebianCheck(
    .error, "file-in-usr-marked-as-conffile", .debianControlFiles, "A file in /usr is a conffile",
    remedy: "move what people change to /etc",
    explanation:
      "/usr may be shared and read-only, so nobody changes what lies there; configuration is in /etc (Policy 10.7.2).",
    wrong: "/usr/share/demo/demo.conf", right: "/etc/demo/demo.conf"
  ) { package, report in
    for conffile in package.conffiles where conffile.path.hasPrefix("usr/") {
      report(conffile.path, at: line(conffile))
    }
  }

  private static let outsideEtc = DebianCheck(
    .error, "non-etc-file-marked-as-conffile", .debianControlFiles, "A conffile does not lie in /etc",
    remedy: "move the file to /etc, or take it off the list",
    explanation: "Configuration that people change by hand lies in /etc (Policy 10.7.2).",
    wrong: "/opt/demo/etc/demo.conf", right: "/etc/opt/demo.conf"
  ) { package, report in
    for conffile in package.conffiles where !conffile.path.hasPrefix("etc/") {
      report(conffile.path, at: line(conffile))
    }
  }

  private static let unknownInstruction = DebianCheck(
    .error, "unknown-conffile-instruction", .debianControlFiles, "A word before a conffile is no instruction",
    remedy: "write the path alone, or remove-on-upgrade before it",
    explanation: "The only instruction there is is `remove-on-upgrade` (deb-conffiles(5)).",
    wrong: "remove /etc/demo.conf", right: "remove-on-upgrade /etc/demo.conf"
  ) { package, report in
    for conffile in package.conffiles {
      for word in conffile.instructions where word != "remove-on-upgrade" { report(word, at: line(conffile)) }
    }
  }

  private static let missing = DebianCheck(
    .error, "missing-conffile", .debianControlFiles, "A conffile is not in the package",
    remedy: "take it off the list, or deliver it",
    explanation:
      "dpkg looks for each listed path among what it has unpacked, and dpkg-deb refuses to build such a package.",
    wrong: "/etc/demo.conf in conffiles only", right: "/etc/demo.conf in conffiles and in the package"
  ) { package, report in
    for conffile in package.conffiles
    where !conffile.instructions.contains("remove-on-upgrade") && package.entry(conffile.path) == nil {
      report(conffile.path, at: line(conffile))
    }
  }

  private static let unexpected = DebianCheck(
    .error, "unexpected-conffile", .debianControlFiles, "A conffile that is to be removed is in the package",
    remedy: "leave it out, or remove the instruction",
    explanation: "`remove-on-upgrade` takes away what earlier versions delivered (deb-conffiles(5)).",
    wrong: "remove-on-upgrade /etc/demo.conf, which is delivered",
    right: "remove-on-upgrade /etc/old.conf, which is not"
  ) { package, report in
    for conffile in package.conffiles
    where conffile.instructions.contains("remove-on-upgrade") && package.entry(conffile.path) != nil {
      report(conffile.path, at: line(conffile))
    }
  }

  private static let noSums = DebianCheck(
    .info, "no-md5sums-control-file", .debianControlFiles, "The package has no md5sums",
    remedy: "let dh_md5sums or pkgwright deb build write them",
    explanation: "With `md5sums`, dpkg --verify and debsums tell whether installed files are still what was delivered.",
    wrong: "no DEBIAN/md5sums", right: "DEBIAN/md5sums with a line for each file"
  ) { package, report in
    guard !package.controlEntries.contains(where: { $0.name == "md5sums" }) else { return }
    if package.entries.contains(where: { $0.isFile && !package.isConffile($0.path) }) { report() }
  }

  /// The digests that are listed, by path, and the lines that are none.
  private static func sums(_ package: BinaryPackage) -> (byPath: [String: String], malformed: [String]) {
    package.cached("md5sums") {
      var byPath: [String: String] = [:]
      var malformed: [String] = []
      for line in package.controlFile("md5sums")?.lines ?? [] {
        if line.isEmpty { continue }
        guard let groups = package.patterns.groups("^\\\\?(\\S{32})  (?:\\./)?(.+)$", line), let digest = groups[1],
          let path = groups[2]
        else {
          malformed.append(line)
          continue
        }
        byPath[path] = digest
      }
      return (byPath, malformed)
    }
  }

  private static let malformedSums = DebianCheck(
    .error, "malformed-md5sums-control-file", .debianControlFiles, "A line of md5sums is no digest with a path",
    remedy: "write 32 hexadecimal digits, two blanks and the path without a slash in front",
    explanation: "`md5sums` has the form that md5sum(1) writes, with paths relative to the root (deb-md5sums(5)).",
    wrong: "usr/bin/demo d41d8cd98f00b204e9800998ecf8427e", right: "d41d8cd98f00b204e9800998ecf8427e  usr/bin/demo"
  ) { package, report in
    for line in sums(package).malformed { report("Odd text: \(line)", at: .control("md5sums", line: nil)) }
  }

  private static let nonexistent = DebianCheck(
    .error, "md5sums-lists-nonexistent-file", .debianControlFiles, "md5sums lists a file that is not in the package",
    remedy: "write md5sums anew when everything else is done",
    explanation: "The list was made before the package was finished, or for another one.",
    wrong: "d41d8cd98f00b204e9800998ecf8427e  usr/bin/gone", right: "lines for what is delivered"
  ) { package, report in
    for path in sums(package).byPath.keys.sorted() where !(package.entry(path)?.isFile ?? false) {
      report(path, at: .control("md5sums", line: nil))
    }
  }

  private static let unlisted = DebianCheck(
    .warning, "file-missing-in-md5sums", .debianControlFiles, "A file is not in md5sums",
    remedy: "write md5sums anew when everything else is done",
    explanation: "Nobody can tell whether such a file is still what was delivered. Conffiles may be left out.",
    wrong: "usr/bin/demo without a line", right: "d41d8cd98f00b204e9800998ecf8427e  usr/bin/demo"
  ) { package, report in
    guard let file = package.controlFile("md5sums"), !file.bytes.isEmpty else { return }
    let listed = sums(package).byPath
    for entry in package.entries where entry.isFile && listed[entry.path] == nil && !package.isConffile(entry.path) {
      if package.matches("^var/lib/[ai]spell/.", entry.path) { continue }
      report(entry.path, at: .control("md5sums", line: nil))
    }
  }

  private static let mismatch = DebianCheck(
    .error, "md5sum-mismatch", .debianControlFiles, "A file is not what md5sums says",
    remedy: "write md5sums anew when everything else is done",
    explanation: "The file was changed after the list was made; it will look damaged on every system.",
    wrong: "a file changed after dh_md5sums", right: "md5sums written last"
  ) { package, report in
    for (path, digest) in sums(package).byPath.sorted(by: { $0.key < $1.key }) {
      guard var entry = package.entry(path) else { continue }
      if entry.kind == .hardLink, let target = package.entry(entry.target) { entry = target }
      guard let actual = entry.digest, actual != digest else { continue }
      report(path, at: .control("md5sums", line: nil))
    }
  }

  /// The directives of `triggers` with their lines.
  private static func triggers(_ package: BinaryPackage) -> [(line: Int, directive: String, name: String)] {
    (package.controlFile("triggers")?.lines ?? []).enumerated().compactMap { index, line in
      let text = line.trimmed
      guard !text.isEmpty, !text.hasPrefix("#"), let blank = text.firstIndex(of: " ") else { return nil }
      let name = String(text[text.index(after: blank)...])
      return name.isEmpty ? nil : (index + 1, String(text[..<blank]), name)
    }
  }

  private static let unknownTrigger = DebianCheck(
    .error, "unknown-trigger", .debianControlFiles, "A directive of triggers is none",
    remedy: "write interest-noawait, interest-await, activate-noawait or activate-await",
    explanation: "dpkg refuses packages with directives that it does not know (deb-triggers(5)).",
    wrong: "watch /usr/lib/demo", right: "interest-noawait /usr/lib/demo"
  ) { package, report in
    let known = ["interest", "interest-await", "interest-noawait", "activate", "activate-await", "activate-noawait"]
    for trigger in triggers(package) where !known.contains(trigger.directive) {
      report(trigger.directive, at: .control("triggers", line: trigger.line))
    }
  }

  private static let implicitAwait = DebianCheck(
    .warning, "uses-implicit-await-trigger", .debianControlFiles,
    "A trigger does not say whether somebody waits for it",
    remedy: "write interest-noawait or activate-noawait, or -await if packages are unusable before it has run",
    explanation: """
      `interest` and `activate` alone make the package that sets the trigger off wait until it has run, and with that \
      trigger cycles. Hardly any trigger needs that (deb-triggers(5)).
      """,
    wrong: "activate ldconfig", right: "activate-noawait ldconfig"
  ) { package, report in
    for trigger in triggers(package) where ["interest", "activate"].contains(trigger.directive) {
      report(trigger.directive, at: .control("triggers", line: trigger.line))
    }
  }

  private static let repeatedTrigger = DebianCheck(
    .error, "repeated-trigger-name", .debianControlFiles, "A trigger is named twice",
    remedy: "keep one of the lines",
    explanation: "What the second line means is not defined (deb-triggers(5)).",
    wrong: "interest-noawait demo\nactivate-noawait demo", right: "interest-noawait demo"
  ) { package, report in
    let byName = Dictionary(grouping: triggers(package), by: \.name)
    for (name, found) in byName.sorted(by: { $0.key < $1.key }) where found.count > 1 {
      let lines = found.map { String($0.line) }.joined(separator: " ")
      report("\(name) (lines \(lines))", at: .control("triggers", line: nil))
    }
  }
}
