import PackageModel

/// Findings as JSON of our own form, and as GitLab wants them.
enum JSONReport {
  /// One document with a summary.
  static func document(_ content: ReportContent) -> [UInt8] {
    Array(
      JSONText.object([
        ("version", .number(1)),
        ("tool", .object([("name", .string("pkgwright lint")), ("version", .string(content.version))])),
        (
          "summary",
          .object([
            ("packages", .number(content.subjects.count)),
            ("errors", .number(content.count(.error, .critical))),
            ("warnings", .number(content.count(.warning))),
            ("notes", .number(content.count(.info))),
            ("suppressed", .number(content.findings.count - content.open.count)),
          ])
        ),
        ("findings", .array(content.findings.map(value))),
      ]).document.utf8)
  }

  /// One object on each line.
  static func lines(_ content: ReportContent) -> [UInt8] {
    Array(content.findings.map { value($0).line + "\n" }.joined().utf8)
  }

  private static func value(_ finding: LintFinding) -> JSONText {
    .object([
      ("id", .string(finding.id)),
      ("level", .string(finding.level.name.lowercased())),
      ("message", .string(finding.message)),
      ("file", .string(finding.place.file)),
      ("line", JSONText(finding.place.line)),
      ("column", JSONText(finding.place.characterColumn)),
      ("endColumn", JSONText(finding.place.characterEndColumn)),
      ("source", JSONText(finding.place.text?.text)),
      ("remedy", JSONText(finding.remedy)),
      ("package", JSONText(finding.package)),
      ("suppressed", .flag(finding.isSuppressed)),
      ("fingerprint", .string(finding.fingerprint)),
      (
        "related",
        .array(
          finding.related.map { .object([("file", .string($0.file)), ("line", JSONText($0.line))]) })
      ),
      (
        "fix",
        finding.fix.map { fix in
          .object([
            ("title", .string(fix.title)), ("startLine", .number(fix.edit.start.line)),
            ("startColumn", .number(fix.edit.start.column)), ("endLine", .number(fix.edit.end.line)),
            ("endColumn", .number(fix.edit.end.column)), ("replacement", .string(fix.edit.replacement.text)),
          ])
        } ?? .null
      ),
    ])
  }

  /// A Code Quality report. GitLab wants a line for each finding, so a whole file is its first line.
  static func gitlab(_ content: ReportContent) -> [UInt8] {
    let list = content.open.map { finding in
      JSONText.object([
        ("description", .string("\(finding.oneLine)")),
        ("check_name", .string(finding.id)),
        ("fingerprint", .string(finding.fingerprint)),
        ("severity", .string(severity(finding.level))),
        (
          "location",
          .object([
            ("path", .string(finding.place.file)),
            ("lines", .object([("begin", .number(finding.place.line ?? 1))])),
          ])
        ),
      ])
    }
    return Array(JSONText.array(list).document.utf8)
  }

  private static func severity(_ level: LintLevel) -> String {
    switch level {
    case .debug, .info: "info"
    case .warning: "minor"
    case .error: "major"
    case .critical: "critical"
    }
  }
}
