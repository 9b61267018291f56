import PackageModel
import Transforms

/// What came of rules, for machines.
struct MogrifyDescription: Encodable {
  /// An action with the macro in front of it, if any.
  private struct MogrifiedAction: Encodable {
    var description: ActionDescription
    var macro: String?

    private enum Key: String, CodingKey {
      case macro
    }

    func encode(to encoder: any Encoder) throws {
      try description.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encodeIfPresent(macro, forKey: .macro)
    }
  }

  private struct UnmatchedRule: Encodable {
    var file: String
    var line: Int
    var text: String
  }

  private let actions: [MogrifiedAction]
  private let printed: [String]
  private let unmatchedRules: [UnmatchedRule]
  private let unusedMacros: [String]
  private let trace: [EventDescription]?

  /// - Throws: a diagnostic for names that are not UTF-8, which JSON cannot express.
  init(_ outcome: TransformOutcome, isTraced: Bool) throws {
    var actions: [MogrifiedAction] = []
    try outcome.forEachAction { action, macro in
      actions.append(MogrifiedAction(description: try ActionDescription(action), macro: macro?.text))
    }
    self.actions = actions
    printed = outcome.printed.map(\.text)
    unmatchedRules = zip(outcome.document.rules, outcome.matchCounts).compactMap { rule, count in
      count > 0 ? nil : UnmatchedRule(file: rule.fileName.text, line: rule.line, text: rule.text.text)
    }
    unusedMacros = outcome.document.macros.unusedNames.map(\.text)
    trace =
      isTraced ? outcome.trace.map { EventDescription($0, outcome.document.rules[$0.rule]) } : nil
  }
}
