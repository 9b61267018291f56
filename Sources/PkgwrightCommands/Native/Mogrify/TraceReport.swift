import PackageModel
import Transforms

/// What rules did to each action, for people.
struct TraceReport {
  private let outcome: TransformOutcome

  init(_ outcome: TransformOutcome) { self.outcome = outcome }

  /// Prints to standard error: each action that rules apply to with its place, and below it what each of them did.
  func print() {
    var last: TransformEvent?
    for event in outcome.trace {
      if !isContinued(last, event) {
        let place = event.line.map { "\(event.fileName):\($0)" } ?? "\(event.fileName)"
        let origin = event.depth > 0 ? " (emitted)" : ""
        Console.complain("\(place): \(event.action)\(origin)")
      }
      let rule = outcome.document.rules[event.rule]
      Console.complain("    \(rule.fileName):\(rule.line): \(rule.operationText)")
      for line in Self.lines(event.effect) { Console.complain("        \(line)") }
      last = event
    }
  }

  /// Whether an event goes on with the action of the one before it.
  private func isContinued(_ last: TransformEvent?, _ event: TransformEvent) -> Bool {
    guard let last, last.fileName == event.fileName, last.line == event.line, last.depth == event.depth else {
      return false
    }
    switch last.effect {
    case .changed(let text, _, _): return event.action == text
    case .unchanged, .emitted, .printed: return event.action == last.action
    case .dropped: return false
    }
  }

  private static func lines(_ effect: TransformEvent.Effect) -> [String] {
    switch effect {
    case .changed(_, let removed, let added): removed.map { "- \($0)" } + added.map { "+ \($0)" }
    case .unchanged: ["no change"]
    case .dropped: ["dropped"]
    case .emitted(let line): ["emitted: \(line)"]
    case .printed(let line): ["printed: \(line)"]
    }
  }
}

/// What a rule did, for machines.
struct EventDescription: Encodable {
  private struct Place: Encodable {
    var file: String
    var line: Int?
  }

  private let place: Place
  private let emitted: Bool
  private let action: String
  private let rule: Place
  private let text: String
  private let effect: String
  private let removed: [String]?
  private let added: [String]?
  private let result: String?

  init(_ event: TransformEvent, _ rule: Rule) {
    place = Place(file: event.fileName.text, line: event.line)
    emitted = event.depth > 0
    action = event.action.text
    self.rule = Place(file: rule.fileName.text, line: rule.line)
    text = rule.text.text
    switch event.effect {
    case .changed(let new, let removed, let added):
      effect = "changed"
      self.removed = removed.map(\.text)
      self.added = added.map(\.text)
      result = new.text
    case .unchanged: (effect, removed, added, result) = ("unchanged", nil, nil, nil)
    case .dropped: (effect, removed, added, result) = ("dropped", nil, nil, nil)
    case .emitted(let line): (effect, removed, added, result) = ("emitted", nil, nil, line.text)
    case .printed(let line): (effect, removed, added, result) = ("printed", nil, nil, line.text)
    }
  }
}
