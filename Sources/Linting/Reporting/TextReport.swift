import PackageModel

/// Findings as lines of text.
enum TextReport {
  /// Each finding with its line and its remedy, and a summary.
  static func full(_ content: ReportContent) -> String {
    content.open.map { full($0) + "\n" }.joined() + summary(content) + "\n"
  }

  /// One line for each finding.
  static func short(_ content: ReportContent) -> String {
    content.open.map { head($0) + "\n" }.joined()
  }

  private static func head(_ finding: LintFinding) -> String {
    var place = visible(finding.place.file)
    if let line = finding.place.line { place += ":\(line)" }
    if let column = finding.place.characterColumn { place += ":\(column)" }
    return "\(place): \(finding.level.word): \(visible(finding.oneLine)) [\(finding.id)]"
  }

  private static func full(_ finding: LintFinding) -> String {
    var text = head(finding)
    if let line = finding.place.text {
      text += "\n    " + SourceExcerpt.text(of: line, column: finding.place.column, endColumn: finding.place.endColumn)
    }
    for place in finding.related {
      text += "\n    also: " + visible(place.file) + (place.line.map { ":\($0)" } ?? "")
    }
    if let remedy = finding.remedy { text += "\n    help: \(remedy)" }
    if let fix = finding.fix {
      text += "\n    fix: \(fix.title) (--fix does it)"
    }
    return text
  }

  private static func summary(_ content: ReportContent) -> String {
    func count(_ number: Int, _ one: String, _ several: String) -> String { "\(number) \(number == 1 ? one : several)" }
    let parts = [
      count(content.count(.error, .critical), "error", "errors"), count(content.count(.warning), "warning", "warnings"),
      count(content.count(.info), "note", "notes"),
    ]
    let suppressed = content.findings.count - content.open.count
    return parts.joined(separator: ", ") + " in " + count(content.subjects.count, "package", "packages")
      + (suppressed > 0 ? " (\(suppressed) suppressed)" : "")
  }

  /// Control characters of hostile input must not reach the terminal.
  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(SourceExcerpt.printable)))
  }
}

/// Commands for GitHub's runner: `::error file=F,line=L,col=C,title=T::MESSAGE`.
enum GitHubReport {
  static func commands(_ content: ReportContent) -> String {
    content.open.map { finding in
      let word = finding.level > .warning ? "error" : finding.level == .warning ? "warning" : "notice"
      var properties = ["file=\(property(finding.place.file))"]
      if let line = finding.place.line {
        properties.append("line=\(line)")
        if let column = finding.place.characterColumn { properties.append("col=\(column)") }
        if let end = finding.place.characterEndColumn, end > finding.place.characterColumn ?? 0 {
          properties.append("endColumn=\(end)")
        }
      }
      properties.append("title=\(property(finding.id))")
      let text = finding.message + (finding.remedy.map { "\nhelp: \($0)" } ?? "")
      return "::\(word) \(properties.joined(separator: ","))::\(data(text))\n"
    }.joined()
  }

  /// What the runner wants escaped in a message.
  static func data(_ text: String) -> String {
    escape(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")])
  }

  /// What the runner wants escaped in a property.
  static func property(_ text: String) -> String {
    escape(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")])
  }

  private static func escape(_ text: String, _ table: [(Unicode.Scalar, String)]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let entry = table.first(where: { $0.0 == scalar }) {
        result += entry.1
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
