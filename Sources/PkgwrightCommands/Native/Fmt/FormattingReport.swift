import Comparison
import PackageModel

/// Tells what came of formatting a file.
enum FormattingReport {
  /// Prints what there is to say; gives whether everything is fine.
  static func print(_ outcome: FormattingJob.Outcome, of file: ByteString, _ mode: FmtCommand.Mode?) -> Bool {
    if let failure = outcome.failure {
      Console.complain(failure)
      return false
    }
    for diagnostic in outcome.diagnostics { Console.complain(diagnostic.description) }
    switch mode {
    case nil: Console.output(outcome.text)
    case .check, .write: if !outcome.isCanonical { Console.print(FormattingJob.displayed(file)) }
    case .diff: outcome.diff.map(print)
    }
    let hasErrors = outcome.diagnostics.contains { $0.severity == .error }
    return !hasErrors && (outcome.isCanonical || mode == nil || mode == .write)
  }

  private static func print(_ diff: UnifiedDiff) {
    for line in diff.lines {
      var bytes = line.text.bytes
      switch line {
      case .firstHeader, .secondHeader: bytes = TerminalColour.bold.paint(bytes)
      case .hunk: bytes = TerminalColour.cyan.paint(bytes)
      case .removed: bytes = TerminalColour.red.paint(bytes)
      case .added: bytes = TerminalColour.green.paint(bytes)
      case .context: break
      }
      Console.output(bytes)
      // patch(1) wants to know where a file has no newline at its end.
      if line.text.bytes.last != ASCII.newline { Console.output(Array("\n\\ No newline at end of file\n".utf8)) }
    }
  }
}
