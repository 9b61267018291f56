import PackageModel

/// The checks of control data that dpkg-deb makes before it builds, and those it leaves to whoever installs.
struct ControlChecks {
  let stanza: ControlStanza
  let fileName: String
  private(set) var findings: [Diagnostic] = []

  /// Everything that is wrong with a binary package's control data.
  static func findings(in stanza: ControlStanza, fileName: String) -> [Diagnostic] {
    var checks = ControlChecks(stanza: stanza, fileName: fileName)
    checks.checkAll()
    return checks.findings
  }

  private init(stanza: ControlStanza, fileName: String) {
    self.stanza = stanza
    self.fileName = fileName
  }

  private mutating func checkAll() {
    checkPackage()
    checkVersion()
    checkArchitecture()
    checkRecommended("Maintainer", remedy: "write \"Name <address@example.org>\"")
    checkRecommended("Description", remedy: "write a short synopsis, and the long text on continuation lines")
    checkChoice("Essential", ["yes", "no"])
    checkChoice("Protected", ["yes", "no"])
    checkChoice("Multi-Arch", ["no", "same", "foreign", "allowed"])
    checkSingleWord("Section")
    checkSingleWord("Priority")
    checkInstalledSize()
    checkForeignFields()
    for name in ControlFields.relationNames { checkRelations(name) }
    if let choice = stanza["Multi-Arch"], choice == "same", stanza["Architecture"] == "all" {
      complain("Multi-Arch: same makes no sense for Architecture: all", in: "Multi-Arch", remedy: "write foreign")
    }
  }

  private mutating func checkPackage() {
    guard let name = stanza["Package"] else {
      return complain("the Package field is missing", in: nil, remedy: "add \"Package: NAME\"")
    }
    if let problem = PackageName.problem(name) {
      complain(
        "'\(name)' is not a package name: \(problem)", in: "Package", remedy: "names look like echo-server or g++-12")
    } else if PackageName.isTooShort(name) {
      complain(
        "the package name '\(name)' has one character (Debian Policy wants two)", in: "Package", .warning,
        remedy: "choose a longer name")
    }
  }

  private mutating func checkVersion() {
    guard let version = stanza["Version"] else {
      return complain("the Version field is missing", in: nil, remedy: "add \"Version: 1.0\"")
    }
    if let problem = DebianVersion.problem(version) {
      complain(
        "'\(version)' is not a version: \(problem)", in: "Version",
        remedy: "versions are [EPOCH:]UPSTREAM[-REVISION] and begin with a digit, as in 1:2.3~rc1-1")
    }
  }

  private mutating func checkArchitecture() {
    guard let name = stanza["Architecture"] else {
      return complain("the Architecture field is missing", in: nil, remedy: "add \"Architecture: all\" or another")
    }
    if !name.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen })
      || !(name.utf8.first.map(ASCII.isAlphanumeric) ?? false)
    {
      complain(
        "'\(name)' is not an architecture", in: "Architecture", remedy: "use one of those dpkg-architecture -L lists")
    }
    if name == "any" || name.hasSuffix("-any") || name.hasPrefix("any-") || name == "source" {
      complain(
        "'\(name)' is not the architecture of a binary package", in: "Architecture",
        remedy: "name the architecture the package was built for, or all")
    }
  }

  private mutating func checkRecommended(_ name: String, remedy: String) {
    if stanza[name] == nil { complain("the \(name) field is missing", in: nil, .warning, remedy: remedy) }
  }

  private mutating func checkChoice(_ name: String, _ allowed: [String]) {
    guard let value = stanza[name], !allowed.contains(value) else { return }
    complain("'\(value)' is not allowed in \(name)", in: name, remedy: "use one of \(allowed.joined(separator: ", "))")
  }

  private mutating func checkSingleWord(_ name: String) {
    guard let value = stanza[name], value.utf8.contains(where: ASCII.isActionBlank) else { return }
    complain("\(name) must be one word", in: name, remedy: "remove the blanks")
  }

  private mutating func checkInstalledSize() {
    guard let value = stanza["Installed-Size"], UInt64(value) == nil else { return }
    complain("'\(value)' is not a number of KiB", in: "Installed-Size", remedy: "leave it out to have it computed")
  }

  /// Fields that dpkg keeps in its own database, and those that it has given up.
  private mutating func checkForeignFields() {
    for name in ControlFields.databaseNames where stanza[name] != nil {
      complain(
        "\(name) belongs to dpkg's database and is not allowed in a package", in: name, remedy: "remove the field")
    }
    for (name, successor) in ControlFields.obsoleteNames where stanza[name] != nil {
      complain("the field \(name) is obsolete", in: name, .warning, remedy: "use \(successor)")
    }
  }

  private mutating func checkRelations(_ name: String) {
    guard let field = stanza.field(name) else { return }
    var warnings: [RelationMistake] = []
    do throws(RelationMistake) {
      let relations = try Relation.parse(field: name, field.value, warnings: &warnings)
      let own = stanza["Package"]
      if ["Depends", "Pre-Depends"].contains(name),
        relations.contains(where: { $0.alternatives.count == 1 && $0.alternatives[0].package == own })
      {
        complain("the package \(name.lowercased()) on itself", in: name, .warning, remedy: "remove the relation")
      }
    } catch {
      complain(error, in: field, .error)
    }
    for warning in warnings { complain(warning, in: field, .warning) }
  }

  /// Finds the line and column of a byte of a folded value.
  private mutating func complain(_ mistake: RelationMistake, in field: ControlStanza.Field, _ severity: Severity) {
    let before = Array(field.value.utf8.prefix(mistake.offset))
    let row = before.count { $0 == ASCII.newline }
    let lines = "\(field.name): \(field.value)".split(separator: "\n", omittingEmptySubsequences: false)
    let columnBase = row == 0 ? field.name.utf8.count + 2 : 0
    let inLine = before.count - (before.lastIndex(of: ASCII.newline).map { $0 + 1 } ?? 0)
    findings.append(
      Diagnostic(
        severity, "\(field.name): \(mistake.message)",
        at: SourceLocation(
          file: fileName, line: field.line == 0 ? nil : field.line + row, column: columnBase + inLine + 1),
        sourceLine: ByteString(String(lines[min(row, lines.count - 1)])), remedy: mistake.remedy))
  }

  private mutating func complain(
    _ message: String, in name: String?, _ severity: Severity = .error, remedy: String
  ) {
    let field = name.flatMap { stanza.field($0) }
    let line = field.flatMap { $0.line == 0 ? nil : $0.line }
    let firstLine = field.map { field in
      ByteString("\(field.name): \(field.value.split(separator: "\n", omittingEmptySubsequences: false)[0])")
    }
    findings.append(
      Diagnostic(
        severity, message,
        at: SourceLocation(file: fileName, line: line, column: field.map { $0.name.utf8.count + 3 }),
        sourceLine: firstLine, remedy: remedy))
  }
}
