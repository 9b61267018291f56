package import PackageModel

extension Transformation {
  /// Makes the code of all patterns.
  ///
  /// - Returns: a diagnostic for each rule with a pattern that is too large or too deep to be compiled, which would
  ///   otherwise be found when the rule is first used.
  package static func checkPatterns(of document: TransformDocument) -> [Diagnostic] {
    document.rules.flatMap { rule in
      rule.patterns.compactMap { pattern in
        do throws(MatchFailure) {
          try pattern.prepare()
          return nil
        } catch {
          let trouble = RuleTrouble(error, of: pattern)
          return Diagnostic(
            .error, trouble.message, at: SourceLocation(file: rule.fileName.text, line: rule.line),
            sourceLine: rule.text, remedy: trouble.remedy)
        }
      }
    }
  }
}

extension Rule {
  /// All patterns of the rule that are known from the beginning.
  fileprivate var patterns: [Pattern] {
    let conditions = conditions.map(\.pattern)
    switch operation {
    case .edit(_, .fixed(let pattern), _), .delete(_, let pattern): return conditions + [pattern]
    default: return conditions
    }
  }
}

extension TransformDocument {
  /// What is wrong with the lines that cannot be read as actions.
  package var malformedActions: [Diagnostic] { malformed }
}
