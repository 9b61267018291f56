import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright repo signatures`
struct RepoSignaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signatures",
    abstract: "Tells who signed packages, who vouches for the signers, and whether the signatures hold.",
    discussion: """
      The status is 1 where a signature does not hold, or nobody who is trusted vouches for it.

      EXAMPLES:
        pkgwright repo signatures /srv/pkg --trust-anchors /etc/ssl/pkg
        pkgwright repo signatures hello.p5p --trust-anchors anchors hello
      """)

  @OptionGroup var argument: RepositoryArgument
  @Argument(help: "FMRIs, ends of names or shell patterns; everything without any.")
  var patterns: [String] = []
  @OptionGroup var publishers: PublisherOptions
  @OptionGroup var options: SignatureOptions
  @Option(help: "text or json.") var format: OutputFormat = .text

  private struct Row: Encodable {
    var fmri: String
    var signatures: [Signature]
    var problems: [String]
  }

  private struct Signature: Encodable {
    var algorithm: String
    var signer: String?
    var authorities: [String]
    var state: String
    var problems: [String]
  }

  func run() throws {
    let access = try Signatures.access()
    let origin = try argument.origin()
    let checker = try access.checker(try options.policy((origin as? Repository)?.configuration))
    let packages = try PackagePatterns.find(patterns, try publishers.choose(try origin.publishers), in: origin)
    var rows: [Row] = []
    var isWrong = false
    for fmri in packages.map(\.fmri).sorted() {
      let report = checker.check(try origin.actions(of: fmri)) { origin.certificate($0, of: fmri.publisher ?? "") }
      isWrong = isWrong || report.allProblems.contains { $0.kind == .wrong || $0.kind == .untrusted }
      let row = Row(
        fmri: fmri.description,
        signatures: report.signatures.map { signature in
          Signature(
            algorithm: signature.algorithm.text, signer: signature.signer, authorities: signature.authorities,
            state: Self.state(signature.problems), problems: signature.problems.map(\.reason))
        }, problems: report.problems.map(\.reason))
      if format == .text { Self.print(row) } else { rows.append(row) }
    }
    if format == .json { try JSONOutput.print(rows) }
    if isWrong { throw ExitCode(1) }
  }

  private static func state(_ problems: [SignatureProblem]) -> String {
    if problems.contains(where: { $0.kind == .wrong }) { return "wrong" }
    if problems.contains(where: { $0.kind == .untrusted }) { return "untrusted" }
    if problems.contains(where: { $0.kind == .unknown }) { return "unknown" }
    return problems.isEmpty ? "valid" : "out of date"
  }

  private static func print(_ row: Row) {
    Console.print(row.fmri)
    if row.signatures.isEmpty { Console.print("    not signed") }
    for signature in row.signatures {
      Console.print("    \(signature.state): \(signature.algorithm)\(signature.signer.map { " by \($0)" } ?? "")")
      for authority in signature.authorities { Console.print("        vouched for by \(authority)") }
      for problem in signature.problems { Console.print("        \(problem)") }
    }
    for problem in row.problems { Console.print("    \(problem)") }
  }
}
