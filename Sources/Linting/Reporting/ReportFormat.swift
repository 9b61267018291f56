/// The forms that findings are written in.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: place, message, the line with a mark below it, and the remedy.
  case text
  /// One line for each finding, as compilers write them.
  case short
  case json
  /// One JSON object on each line.
  case jsonl
  /// SARIF 2.1.0 (OASIS), which code hosts show beside the code.
  case sarif
  /// Commands for GitHub's runner, which turns them into annotations.
  case github
  case junit
  case checkstyle
  /// GitLab's Code Quality report.
  case gitlab
}

/// What a report tells about a run.
package struct ReportContent: Sendable {
  package var findings: [LintFinding]
  /// The names of the files and packages that were looked at.
  package var subjects: [String]
  /// The level from which on findings make the run fail; `nil` where none does.
  package var failLevel: LintLevel?
  /// The version of the program.
  package var version: String
  /// The checks that the findings may come from, for what there is to say about them.
  package var catalog: CheckCatalog

  package init(
    findings: [LintFinding], subjects: [String], failLevel: LintLevel?, version: String,
    catalog: CheckCatalog = CheckRegistry.catalog
  ) {
    self.findings = findings
    self.subjects = subjects
    self.failLevel = failLevel
    self.version = version
    self.catalog = catalog
  }

  /// The findings that nobody said are known.
  package var open: [LintFinding] { findings.filter { !$0.isSuppressed } }

  /// How many findings there are of some levels.
  package func count(_ levels: LintLevel...) -> Int { open.count { levels.contains($0.level) } }

  func fails(_ finding: LintFinding) -> Bool { failLevel.map { finding.level >= $0 } ?? false }
}

extension ReportFormat {
  /// Writes a report in this form.
  package func write(_ content: ReportContent) -> [UInt8] {
    switch self {
    case .text: Array(TextReport.full(content).utf8)
    case .short: Array(TextReport.short(content).utf8)
    case .json: JSONReport.document(content)
    case .jsonl: JSONReport.lines(content)
    case .sarif: SARIFReport.document(content)
    case .github: Array(GitHubReport.commands(content).utf8)
    case .junit: Array(XMLReports.junit(content).utf8)
    case .checkstyle: Array(XMLReports.checkstyle(content).utf8)
    case .gitlab: JSONReport.gitlab(content)
    }
  }
}

extension LintLevel {
  /// The word that compilers use.
  var word: String {
    switch self {
    case .debug, .info: "note"
    case .warning: "warning"
    case .error, .critical: "error"
    }
  }
}
