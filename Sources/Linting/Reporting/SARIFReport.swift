import PackageModel

/// Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format).
enum SARIFReport {
  static func document(_ content: ReportContent) -> [UInt8] {
    let ids = Set(content.findings.map(\.id)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, $0.offset) })
    return Array(
      JSONText.object([
        ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
        ("version", .string("2.1.0")),
        (
          "runs",
          .array([
            .object([
              (
                "tool",
                .object([
                  (
                    "driver",
                    .object([
                      ("name", .string("pkgwright")), ("version", .string(content.version)),
                      ("rules", .array(ids.map { rule($0, content.catalog) })),
                    ])
                  )
                ])
              ),
              ("columnKind", .string("unicodeCodePoints")),
              ("results", .array(content.findings.map { result($0, numbers[$0.id] ?? 0) })),
            ])
          ])
        ),
      ]).document.utf8)
  }

  /// The description of a kind of message, taken from the registry.
  private static func rule(_ id: String, _ catalog: CheckCatalog) -> JSONText {
    let check = catalog.check(id)
    let message = catalog.message(id)
    return .compact([
      ("id", .string(id)),
      ("shortDescription", (message?.summary ?? check?.summary).map(text) ?? .null),
      ("fullDescription", check.map { text($0.explanation) } ?? .null),
      (
        "help",
        check.map { check in
          .object([
            ("text", .string(message.map { $0.remedy } ?? check.summary)),
            ("markdown", .string(CheckText.markdown(check))),
          ])
        } ?? .null
      ),
      (
        "defaultConfiguration",
        message.map { .object([("level", .string(level($0.level)))]) } ?? .null
      ),
      ("properties", check.map { .object([("tags", .array([.string($0.family.name)]))]) } ?? .null),
    ])
  }

  private static func result(_ finding: LintFinding, _ rule: Int) -> JSONText {
    .compact([
      ("ruleId", .string(finding.id)),
      ("ruleIndex", .number(rule)),
      ("level", .string(level(finding.level))),
      ("message", text(finding.message + (finding.remedy.map { "\n\($0)" } ?? ""))),
      ("locations", .array([.object([("physicalLocation", location(finding.place))])])),
      (
        "relatedLocations",
        finding.related.isEmpty
          ? .null
          : .array(
            finding.related.enumerated().map { number, place in
              .object([("id", .number(number + 1)), ("physicalLocation", location(place))])
            })
      ),
      ("partialFingerprints", .object([("pkgwrightLint/v1", .string(finding.fingerprint))])),
      (
        "suppressions",
        finding.isSuppressed
          ? .array([.object([("kind", .string("inSource")), ("justification", .string("pkg.linted attribute"))])])
          : .null
      ),
      ("fixes", finding.fix.map { .array([fix($0, finding.place.file)]) } ?? .null),
    ])
  }

  private static func location(_ place: LintFinding.Place) -> JSONText {
    var region: [(String, JSONText)] = []
    if let line = place.line {
      region.append(("startLine", .number(line)))
      if let column = place.characterColumn {
        region.append(("startColumn", .number(column)))
        if let end = place.characterEndColumn, end > column { region.append(("endColumn", .number(end))) }
      }
      if let line = place.text { region.append(("snippet", text(line.text))) }
    }
    return .compact([
      ("artifactLocation", .object([("uri", .string(uri(place.file)))])),
      ("region", region.isEmpty ? .null : .object(region)),
    ])
  }

  private static func fix(_ fix: LintFinding.Fix, _ file: String) -> JSONText {
    .object([
      ("description", text(fix.title)),
      (
        "artifactChanges",
        .array([
          .object([
            ("artifactLocation", .object([("uri", .string(uri(file)))])),
            (
              "replacements",
              .array([
                .object([
                  (
                    "deletedRegion",
                    .object([
                      ("startLine", .number(fix.edit.start.line)), ("startColumn", .number(fix.edit.start.column)),
                      ("endLine", .number(fix.edit.end.line)), ("endColumn", .number(fix.edit.end.column)),
                    ])
                  ),
                  ("insertedContent", text(fix.edit.replacement.text)),
                ])
              ])
            ),
          ])
        ])
      ),
    ])
  }

  private static func text(_ text: String) -> JSONText { .object([("text", .string(text))]) }

  private static func level(_ level: LintLevel) -> String { level.word }

  /// A file's name as a URI: relative names stay relative, whatever is not allowed is escaped.
  static func uri(_ file: String) -> String {
    var result = file.hasPrefix("/") ? "file://" : ""
    for byte in file.utf8 {
      if ASCII.isAlphanumeric(byte) || "-._~/@+,=".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
