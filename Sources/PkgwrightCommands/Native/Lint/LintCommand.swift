import ArgumentParser
import Linting
import PackageModel
import Payload

/// `pkgwright lint`: what is wrong with manifests and packages, where, why, and what to do about it.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks manifests and published packages.",
    discussion: """
      Files are told apart by their content: manifests, package archives (.p5p), Debian packages. Directories and \
      addresses are repositories, or are searched for files to check below them. All manifests of a run are compared with \
      one another.

      The section lint of the nearest pkgwright.yaml says what the command line does not; docs/lint.md describes it.

      The status is 0 when nothing was found that --fail-on counts, 1 when something was, 2 for wrong usage, and 3 when \
      the work could not be done.

      EXAMPLES:
        pkgwright lint web.p5m
        pkgwright lint --fix --diff manifests/
        pkgwright lint --tree build/proto --previous https://pkg.example.org/ web.p5m
        pkgwright lint --format github --format sarif --output lint.sarif manifests/
        pkgwright lint --write-baseline lint.baseline manifests/ && pkgwright lint --baseline lint.baseline manifests/
        pkgwright mogrify web.p5m | pkgwright lint --stdin-filename web.p5m -
        pkgwright explain pkglint.action002
      """)

  @OptionGroup var options: LintOptions

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

  @Option(help: ArgumentHelp("Writes what was found to a file for --baseline, and nothing else.", valueName: "file"))
  var writeBaseline: String?

  @Flag(help: "Mends what can be mended without changing what a package means, and reports the rest.")
  var fix = false

  @Flag(help: "Shows what --fix changes; without --fix nothing is written, and the status is 1 if something would be.")
  var diff = false

  func validate() throws {
    if writeBaseline != nil, !report.isEmpty {
      throw ValidationError("--write-baseline writes no report; run again with --baseline for one")
    }
    if writeBaseline != nil, fix || diff { throw ValidationError("--write-baseline mends nothing; leave it out") }
    if fix, options.files.contains("-") {
      throw ValidationError("standard input cannot be mended; --diff shows what would be changed")
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
    let plan = try options.plan()
    let known = try plan.baseline.map { try Baseline(reading: FileBytes.read($0), file: $0.text) }
    let input = try LintInput(plan)
    var result = try input.check()
    var findings = plan.wanted(result.findings).numbered()
    if let writeBaseline {
      complain(about: result.unreadable)
      // A baseline of a part of the files would hide the rest of them next time.
      guard result.unreadable.isEmpty else { throw ExitCode(3) }
      return try write(Baseline.text(of: findings), to: writeBaseline)
    }
    var fixing = LintFixing()
    if fix || diff {
      // A fix that touches what another one has changed is for the next round.
      for _ in 0..<20 {
        let open = known?.filter(findings).new ?? findings
        guard fixing.apply(open, to: result.texts) else { break }
        result = try input.check(texts: fixing.texts)
        findings = plan.wanted(result.findings).numbered()
      }
      if diff { Console.output(fixing.differences) }
      if fix { try fixing.write() }
    }
    complain(about: result.unreadable)
    if let known {
      let (new, gone) = known.filter(findings)
      findings = new
      if gone > 0 {
        Console.complain("note: \(gone) findings of the baseline are gone; write a new one with --write-baseline")
      }
    }
    if fix, fixing.count > 0 {
      Console.complain("note: mended: \(fixing.count), in \(fixing.texts.keys.sorted().joined(separator: ", "))")
    }
    let content = ReportContent(
      findings: findings, subjects: result.subjects, failLevel: plan.failLevel, version: PkgwrightVersion.text,
      catalog: LintChecks.catalog)
    for target in targets { try write(target.format.write(content), to: target.file) }
    guard result.unreadable.isEmpty else { throw ExitCode(3) }
    let fails = content.open.contains { finding in plan.failLevel.map { finding.level >= $0 } ?? false }
    let isUnmended = diff && !fix && !fixing.isEmpty
    if fails || isUnmended || plan.maxWarnings.map({ content.count(.warning) > $0 }) ?? false { throw ExitCode(1) }
  }

  /// Where reports go. Differences have standard output for themselves.
  private var targets: [ReportTarget] {
    let targets = report.isEmpty ? [ReportTarget(format: .text, file: nil)] : report
    return diff ? targets.filter { $0.file != nil } : targets
  }

  private func complain(about errors: [FileError]) {
    for error in errors { Console.complain(Diagnostic(.error, error.description).description) }
  }

  private func write(_ bytes: [UInt8], to file: String?) throws {
    let sink = try OutputSink(file)
    try sink.write(bytes)
    try sink.finish()
  }
}
