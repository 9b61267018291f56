import ArgumentParser
import Linting

/// `pkgwright explain`: what a check looks for, and why.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a check: what it looks for, why, and what is right.",
    discussion: """
      EXAMPLES:
        pkgwright explain pkglint.action002
        pkgwright explain pkglint.action002.4
        pkgwright explain --all --format markdown > docs/checks.md
      """)

  /// The forms of an explanation.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown
  }

  @Argument(help: "Ids of checks or of their messages.")
  var ids: [String] = []

  @Flag(help: "Lists all checks; as Markdown, explains them.")
  var all = false

  @Option(help: "Whom the output is for.")
  var format = Format.text

  func validate() throws {
    if all != ids.isEmpty { throw ValidationError("give the id of a check, or --all") }
  }

  func run() throws {
    guard all else {
      let checks = try ids.map { id in
        guard let check = LintChecks.catalog.check(id) else { throw CheckIDs.unknown(id) }
        return check
      }
      let texts = checks.map { format == .text ? CheckText.plain($0) : "### \($0.id)\n\n" + CheckText.markdown($0) }
      return Console.output(Array(texts.joined(separator: "\n").utf8))
    }
    guard format == .text else { return Console.output(Array(CheckText.document(of: LintChecks.catalog).utf8)) }
    for check in LintChecks.catalog.checks.sorted(by: { $0.id < $1.id }) {
      let padding = String(repeating: " ", count: max(1, 28 - check.id.utf8.count))
      Console.print(check.id + padding + check.summary)
    }
  }
}
