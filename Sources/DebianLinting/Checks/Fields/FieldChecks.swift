import PackageModel

/// The fields of the control file.
enum FieldChecks {
  static let all =
    [
      required, recommended, unknown, empty, tooLong, multiline, badName, notLowercase, badVersion, revisionZero,
      revisionMalformed, unknownSection, extraPriority, unknownPriority, wildcard, severalArchitectures,
      unknownArchitecture, unknownMultiArch, illegalMultiArch, badHomepage, clutteredHomepage,
    ] + ContactChecks.all + DescriptionChecks.all

  private static let required = DebianCheck(
    .error, "required-field", .debianFields, "A field is missing that every package has",
    remedy: "add the field",
    explanation: """
      Every binary package says its name, version, architecture, maintainer and what it is good for (Policy 5.3). dpkg \
      refuses packages without the first three.
      """,
    wrong: "Package: demo\nVersion: 1.0\nArchitecture: all",
    right: """
      Package: demo
      Version: 1.0
      Architecture: all
      Maintainer: Ada Byron <ada@example.org>
      Description: what it is good for
      """
  ) { package, report in
    for name in ["Package", "Version", "Architecture", "Maintainer", "Description"]
    where package.control.field(name) == nil {
      report("\(package.source.lastPathPart) \(name)")
    }
  }

  private static let recommended = DebianCheck(
    .warning, "recommended-field", .debianFields, "A field is missing that most packages have",
    remedy: "add Section and Priority, as in Section: misc and Priority: optional",
    explanation: "Tools sort packages by section, and by priority decide what belongs on every system (Policy 5.3).",
    wrong: "Package: demo\nVersion: 1.0", right: "Package: demo\nVersion: 1.0\nSection: net\nPriority: optional"
  ) { package, report in
    for name in ["Section", "Priority"] where package.control.field(name) == nil {
      report("\(package.source.lastPathPart) \(name)")
    }
  }

  private static let unknown = DebianCheck(
    .warning, "unknown-field", .debianFields, "A field is none that dpkg or Debian's tools know",
    remedy: "remove the field, or begin its name with X-",
    explanation: """
      dpkg takes fields that it does not know along without using them. Some packagers write `License` and `Vendor`, \
      which say nothing to anybody: the licence belongs into the copyright file.
      """,
    wrong: "License: MIT", right: "usr/share/doc/demo/copyright with the licence"
  ) { package, report in
    for field in package.control.fields where !KnownFields.names.contains(field.name.lowercasedASCII) {
      report(field.name, at: .field(field.name))
    }
  }

  private static let empty = DebianCheck(
    .warning, "empty-field", .debianFields, "A field has no value",
    remedy: "remove the field",
    explanation: "A field without a value says nothing, and dpkg-deb refuses to build such packages (Policy 5.1).",
    wrong: "Depends:", right: "no field Depends"
  ) { package, report in
    for field in package.control.fields where field.value.isEmpty { report(field.name, at: .field(field.name)) }
  }

  private static let tooLong = DebianCheck(
    .error, "field-too-long", .debianFields, "The value of a field has more than 5000 characters",
    remedy: "shorten the value",
    explanation: "Tools hold the lists of all packages in memory, and long values make each of them slower.",
    wrong: "Depends: (thousands of packages)", right: "Depends: a-metapackage"
  ) { package, report in
    let allowed: Set<String> = [
      "build-ids", "description", "package-list", "installed-build-depends", "checksums-sha256",
    ]
    for field in package.control.fields where !allowed.contains(field.name.lowercasedASCII) {
      let count = field.value.unicodeScalars.count
      if count > 5000 { report("\(field.name) (\(count) chars > 5000)", at: .field(field.name)) }
    }
  }

  private static let multiline = DebianCheck(
    .error, "multiline-field", .debianFields, "The value of a field goes on in a second line",
    remedy: "write the value on one line",
    explanation:
      "In binary packages only the description and a few fields of tools may have several lines (Policy 5.6).",
    wrong: "Depends: libc6,\n adduser", right: "Depends: libc6, adduser"
  ) { package, report in
    for field in package.control.fields where KnownFields.singleLine.contains(field.name.lowercasedASCII) {
      if field.rawValue.contains("\n") { report(field.name, at: .field(field.name)) }
    }
  }

  private static let badName = DebianCheck(
    .error, "bad-package-name", .debianFields, "The name of the package has characters that names may not have",
    remedy: "use lower-case letters, digits, +, - and . only, two characters at least, a letter or digit first",
    explanation: "Names of packages are names of files, of directories and words of commands (Policy 5.6.1).",
    wrong: "Package: echo_server", right: "Package: echo-server"
  ) { package, report in
    guard let name = package.unfolded("Package") else { return }
    if !package.matches("^(?i:[a-z0-9][-+\\.a-z0-9]+)$", name) { report(at: .field("Package")) }
  }

  private static let notLowercase = DebianCheck(
    .error, "package-not-lowercase", .debianFields, "The name of the package has capital letters",
    remedy: "write the name in lower case",
    explanation: "Names of packages are written in lower case (Policy 5.6.1), so that nobody has to guess.",
    wrong: "Package: Demo", right: "Package: demo"
  ) { package, report in
    if package.unfolded("Package")?.utf8.contains(where: { (0x41...0x5a).contains($0) }) ?? false {
      report(at: .field("Package"))
    }
  }

  private static let badVersion = DebianCheck(
    .error, "bad-version-number", .debianFields, "The version is none",
    remedy: "begin with a digit; use letters, digits, . + ~ and - only",
    explanation: """
      A version is `[EPOCH:]UPSTREAM[-REVISION]` (Policy 5.6.12). It begins with a digit and holds no blanks and no \
      underscores. Versions of other systems need a translation: `1.0-rc1` becomes `1.0~rc1`, which sorts before 1.0.
      """,
    wrong: "Version: v1.0", right: "Version: 1.0"
  ) { package, report in
    guard let text = package.unfolded("Version"), package.version == nil else { return }
    report(text, at: .field("Version"))
  }

  private static let revisionZero = DebianCheck(
    .error, "debian-revision-is-zero", .debianFields, "The revision is 0",
    remedy: "begin to count with 1, or leave the revision out",
    explanation: "`1.0-0` and `1.0` are the same to dpkg, so a revision of 0 says nothing. Revisions begin with 1.",
    wrong: "Version: 1.0-0", right: "Version: 1.0-1"
  ) { package, report in
    guard package.version != nil, let text = package.unfolded("Version"), text.hasSuffix("-0") else { return }
    report(text, at: .field("Version"))
  }

  private static let revisionMalformed = DebianCheck(
    .warning, "debian-revision-not-well-formed", .debianFields, "The revision has more than three parts",
    remedy: "count revisions 1, 2, 3",
    explanation:
      "Revisions are small numbers; a second and third part are kept for uploads by others and for rebuilds.",
    wrong: "Version: 1.0-1.2.3.4", right: "Version: 1.0-1"
  ) { package, report in
    guard let version = package.version, let text = package.unfolded("Version") else { return }
    let revision = version.revision ?? "0"
    let isWhole = package.matches("^(?:[^.]+)(?:\\.[^.]+)?(?:\\.[^.]+)?$", revision)
    let isUbuntu = package.matches("\\A(?:[^.]+ubuntu[^.]+)(?:\\.\\d+){1,3}\\Z", revision)
    if !isWhole && !isUbuntu { report(text, at: .field("Version")) }
  }

  private static let unknownSection = DebianCheck(
    .warning, "unknown-section", .debianFields, "The section is none of the archive's",
    remedy: "choose one of those that Debian has, as net, utils, web or misc",
    explanation: """
      Package managers group packages by section (Policy 2.4). `contrib/`, `non-free/` or `non-free-firmware/` may stand \
      before it. Some packagers write `default`, which is none.
      """,
    wrong: "Section: default", right: "Section: net"
  ) { package, report in
    guard let section = package.unfolded("Section") else { return }
    let parts = section.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1, !KnownFields.archiveParts.contains(parts[0]) { report(section, at: .field("Section")) }
    if parts.count == 1, parts[0] == "unknown" { return }
    if !KnownFields.sections.contains(parts[parts.count - 1]) { report(section, at: .field("Section")) }
  }

  private static let extraPriority = DebianCheck(
    .warning, "priority-extra-is-replaced-by-priority-optional", .debianFields, "The priority extra is given up",
    remedy: "write Priority: optional",
    explanation: "Since Policy 4.0.1 everything that is not needed on every system has the priority `optional`.",
    wrong: "Priority: extra", right: "Priority: optional"
  ) { package, report in
    guard package.value("Auto-Built-Package") == nil else { return }
    if package.unfolded("Priority") == "extra" { report(at: .field("Priority")) }
  }

  private static let unknownPriority = DebianCheck(
    .error, "unknown-priority", .debianFields, "The priority is none",
    remedy: "write Priority: optional",
    explanation: "Priorities are required, important, standard and optional (Policy 2.5).",
    wrong: "Priority: low", right: "Priority: optional"
  ) { package, report in
    guard let priority = package.unfolded("Priority"), priority != "extra" else { return }
    if !KnownFields.priorities.contains(priority) { report(priority, at: .field("Priority")) }
  }

  private static let wildcard = DebianCheck(
    .error, "arch-wildcard-in-binary-package", .debianFields, "The architecture of a built package is a wildcard",
    remedy: "write the architecture that the package was built for, or all",
    explanation:
      "`any` says in a source package where it can be built. What was built runs on one architecture, or on all.",
    wrong: "Architecture: any", right: "Architecture: amd64"
  ) { package, report in
    for word in (package.value("Architecture") ?? "").words where KnownFields.isWildcard(word) {
      report(word, at: .field("Architecture"))
    }
  }

  private static let severalArchitectures = DebianCheck(
    .error, "too-many-architectures", .debianFields, "The field Architecture names several",
    remedy: "build a package for each architecture",
    explanation: "A binary package is for one architecture or, without compiled code, for `all` (Policy 5.6.8).",
    wrong: "Architecture: amd64 arm64", right: "Architecture: amd64"
  ) { package, report in
    let words = (package.value("Architecture") ?? "").words
    if words.count > 1 { report(words.sorted().joined(separator: " "), at: .field("Architecture")) }
  }

  private static let unknownArchitecture = DebianCheck(
    .warning, "unknown-architecture", .debianFields, "The architecture is none that dpkg knows",
    remedy: "write the name that Debian has for it: amd64 for x86_64, arm64 for aarch64, i386 for i686, all for none",
    explanation: "dpkg installs packages for its own architecture only, and calls architectures by its own names.",
    wrong: "Architecture: x86_64", right: "Architecture: amd64"
  ) { package, report in
    for word in (package.value("Architecture") ?? "").words
    where word != "all" && !KnownFields.architectures.contains(word) && !KnownFields.isWildcard(word) {
      report(word, at: .field("Architecture"))
    }
  }

  private static let unknownMultiArch = DebianCheck(
    .error, "unknown-multi-arch-value", .debianFields, "The value of Multi-Arch is none",
    remedy: "write no, same, foreign or allowed, or remove the field",
    explanation:
      "Multi-Arch says how a package of another architecture may stand in for, or beside, this one (deb-control(5)).",
    wrong: "Multi-Arch: yes", right: "Multi-Arch: foreign"
  ) { package, report in
    guard let value = package.unfolded("Multi-Arch"), !["no", "same", "foreign", "allowed"].contains(value) else {
      return
    }
    report("\(package.name) \(value)", at: .field("Multi-Arch"))
  }

  private static let illegalMultiArch = DebianCheck(
    .error, "illegal-multi-arch-value", .debianFields, "A package for all architectures cannot be Multi-Arch: same",
    remedy: "write Multi-Arch: foreign, or remove the field",
    explanation:
      "`same` lets packages of several architectures be installed side by side; one for all is there only once.",
    wrong: "Architecture: all\nMulti-Arch: same", right: "Architecture: all\nMulti-Arch: foreign"
  ) { package, report in
    guard package.unfolded("Architecture") == "all", package.unfolded("Multi-Arch") == "same" else { return }
    report("all same", at: .field("Multi-Arch"))
  }

  private static let badHomepage = DebianCheck(
    .warning, "bad-homepage", .debianFields, "The homepage is no address of a page",
    remedy: "write an address that begins with https:// or http://",
    explanation: "The field Homepage holds an address and nothing else, so that programs can open it (Policy 5.6.23).",
    wrong: "Homepage: www.example.org", right: "Homepage: https://www.example.org/"
  ) { package, report in
    guard let text = package.unfolded("Homepage") else { return }
    let inner = package.matches("(?i)^<(?:UR[LI]:)?.*>$", text) ? String(text.dropFirst().dropLast()) : text
    if !package.matches("^(?i:ftp|https?|gopher):", inner) {
      report(package.value("Homepage") ?? "", at: .field("Homepage"))
    }
  }

  private static let clutteredHomepage = DebianCheck(
    .warning, "superfluous-clutter-in-homepage", .debianFields, "The homepage stands in brackets",
    remedy: "write the address only",
    explanation: "The field Homepage holds an address and nothing else, so that programs can open it (Policy 5.6.23).",
    wrong: "Homepage: <https://www.example.org/>", right: "Homepage: https://www.example.org/"
  ) { package, report in
    guard let text = package.unfolded("Homepage"), package.matches("(?i)^<(?:UR[LI]:)?.*>$", text) else { return }
    report(package.value("Homepage") ?? "", at: .field("Homepage"))
  }
}
