import Comparison
import Formatting
import PackageModel
import Payload

/// Formats one file as `pkgwright fmt` was asked to.
struct FormattingJob: Sendable {
  /// What came of a file.
  struct Outcome: Sendable {
    /// Whether the file is in canonical layout as it is.
    var isCanonical = true
    /// The canonical text, where it goes to standard output.
    var text: [UInt8] = []
    /// What would change, where that is asked for.
    var diff: UnifiedDiff?
    var diagnostics: [Diagnostic] = []
    /// Why nothing could be done.
    var failure: String?
  }

  let formatter: ManifestFormatter
  let mode: FmtCommand.Mode?

  func run(_ file: ByteString) -> Outcome {
    var outcome = Outcome()
    do {
      try format(file, &outcome)
    } catch {
      outcome.failure = CommandFailure(error).message
    }
    return outcome
  }

  private func format(_ file: ByteString, _ outcome: inout Outcome) throws {
    let isInput = file == "-"
    let bytes = try isInput ? FileBytes.readStandardInput() : FileBytes.read(file)
    let result = try formatter.format(bytes, fileName: Self.displayed(file))
    outcome.diagnostics = result.diagnostics
    // Carriage returns at line ends are no part of the layout.
    outcome.isCanonical = result.text == bytes
    switch mode {
    case nil: outcome.text = result.text
    case .check: break
    case .diff:
      let name = ByteString(Self.displayed(file))
      outcome.diff = UnifiedDiff(bytes, result.text, names: (name + "\t(as it is)", name + "\t(canonical)"))
    case .write: if !outcome.isCanonical { try FileRewriting.replace(file, with: result.text) }
    }
  }

  /// What a file is called in messages.
  static func displayed(_ file: ByteString) -> String { file == "-" ? "<stdin>" : file.text }
}
