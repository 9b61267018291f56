import ArgumentParser
import Linting
import PackageModel
import Payload

/// `pkgwright lint`: what is wrong with manifests, where, why, and what to do about it.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks manifests and published packages.",
    discussion: """
      Files are manifests (.p5m) or package archives (.p5p); directories are repositories, or are searched for manifests \
      below them. All packages of a run are compared with one another.

      The status is 0 when nothing was found that --fail-on counts, 1 when something was, 2 for wrong usage, and 3 when \
      the work could not be done.

      EXAMPLES:
        pkgwright lint web.p5m
        pkgwright lint --format github --format sarif --output lint.sarif manifests/
        pkgwright lint --write-baseline lint.baseline manifests/ && pkgwright lint --baseline lint.baseline manifests/
        pkgwright explain pkglint.action002
      """)

  @Argument(help: "Manifests, directories, package archives and repositories.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      """
      How to write what was found: text, short, json, jsonl, sarif, github, junit, checkstyle or gitlab. May be repeated; \
      an --output behind it says where to.
      """, valueName: "format"))
  var format: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file for the --format before it, instead of standard output.", valueName: "file"))
  var output: [String] = []

  @Option(help: .hidden)
  var report: [ReportTarget] = []

  @Option(help: ArgumentHelp("Which findings make the status 1: error, warning, note or never.", valueName: "level"))
  var failOn = FailLevel.error

  @Option(help: ArgumentHelp("Makes the status 1 where there are more warnings than this.", valueName: "number"))
  var maxWarnings: Int?

  @Option(
    help: ArgumentHelp(
      "Only messages whose ids begin like this. May be repeated, or several with commas between them.", valueName: "id")
  )
  var select: [String] = []

  @Option(
    help: ArgumentHelp(
      "No messages whose ids begin like this. May be repeated, or several with commas between them.", valueName: "id"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Leaves out the findings that a file knows.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Writes what was found to a file for --baseline, and nothing else.", valueName: "file"))
  var writeBaseline: String?

  @Option(help: ArgumentHelp("A repository to compare with. May be repeated.", valueName: "repository"))
  var reference: [String] = []

  @Option(
    help: ArgumentHelp(
      "A configuration file of pkglint, for exclusions and the parameters of checks.", valueName: "pkglintrc"))
  var config: String?

  func validate() throws {
    if let maxWarnings, maxWarnings < 0 { throw ValidationError("--max-warnings cannot be negative") }
    if writeBaseline != nil, !report.isEmpty {
      throw ValidationError("--write-baseline writes no report; run again with --baseline for one")
    }
    if report.count(where: { $0.file == nil }) > 1 {
      throw ValidationError("only one format can go to standard output; give the others an --output")
    }
  }

  func run() throws {
    do {
      try lint()
    } catch let error as ExitCode {
      throw error
    } catch let failure as CommandFailure {
      // Whatever keeps the command from its work is told from findings.
      throw CommandFailure(failure.message, status: failure.status == 1 ? 3 : failure.status)
    } catch {
      throw CommandFailure(CommandFailure(error).message, status: 3)
    }
  }

  private func lint() throws {
    let filter = try FindingFilter(select: select, ignore: ignore)
    let known = try baseline.map { try Baseline(reading: FileBytes.read(ByteString($0)), file: $0) }
    let result = try LintInput(reference: reference, config: config).check(files.map { ByteString($0) })
    for error in result.unreadable { Console.complain(Diagnostic(.error, error.description).description) }
    var findings = result.findings.filter { $0.level > .debug && filter.wants($0.id) }.numbered()
    if let writeBaseline {
      // A baseline of a part of the files would hide the rest of them next time.
      guard result.unreadable.isEmpty else { throw ExitCode(3) }
      let sink = try OutputSink(writeBaseline)
      try sink.write(Baseline.text(of: findings))
      try sink.finish()
      return
    }
    if let known {
      let (new, gone) = known.filter(findings)
      findings = new
      if gone > 0 {
        Console.complain("note: \(gone) findings of the baseline are gone; write a new one with --write-baseline")
      }
    }
    let content = ReportContent(
      findings: findings, subjects: result.subjects, failLevel: failOn.level, version: PkgwrightVersion.text,
      catalog: LintChecks.catalog)
    for target in report.isEmpty ? [ReportTarget(format: .text, file: nil)] : report {
      let sink = try OutputSink(target.file)
      try sink.write(target.format.write(content))
      try sink.finish()
    }
    guard result.unreadable.isEmpty else { throw ExitCode(3) }
    let fails = content.open.contains { finding in failOn.level.map { finding.level >= $0 } ?? false }
    if fails || maxWarnings.map({ content.count(.warning) > $0 }) ?? false { throw ExitCode(1) }
  }
}

/// From which level on findings make a run fail.
enum FailLevel: String, ExpressibleByArgument, CaseIterable {
  case error, warning, note, never

  var level: LintLevel? {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .info
    case .never: nil
    }
  }
}
