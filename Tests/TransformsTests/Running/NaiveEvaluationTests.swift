import PackageModel
import Testing

@testable import Transforms

/// The plan gives what trying every rule on every action gives.
@Suite struct NaiveEvaluationTests {
  /// Applies rules one by one to an action as a value, by the words of the language's description.
  private struct Naive {
    let rules: [Rule]

    func apply(to action: Action) throws -> Action? {
      var action = action
      for rule in rules {
        guard rule.kinds.contains(RuleKinds(action.kind)), try matches(rule, action) else { continue }
        switch rule.operation {
        case .drop: return nil
        case .set(let name, let value): action.attributes[try constant(name)] = try constant(value)
        case .default(let name, let value):
          if !action.attributes.contains(try constant(name)) {
            action.attributes[try constant(name)] = try constant(value)
          }
        case .add(let name, let value): action.attributes.add(try constant(name), try constant(value))
        case .edit(let name, .fixed(let pattern), let replacement):
          let name = try constant(name)
          let template = try ReplacementTemplate(try constant(replacement), for: pattern.syntax)
          let values = try action.attributes.values(name).map {
            ByteString(try pattern.replacing($0.bytes.span, with: template))
          }
          if !values.isEmpty { action.attributes.set(name, values, isList: true) }
        case .delete(let name, let pattern):
          let values = try action.attributes.values(name).filter { try !pattern.matches($0.bytes.span) }
          if action.attributes.contains(name) { action.attributes.set(name, values, isList: true) }
        case .edit, .emit, .print, .exit, .abort: Issue.record("no such rule is made")
        }
      }
      return action
    }

    private func constant(_ template: Template) throws -> ByteString { try #require(template.constant) }

    private func matches(_ rule: Rule, _ action: Action) throws -> Bool {
      try rule.conditions.allSatisfy { condition in
        let values = action.attributes.values(condition.name)
        return try !values.isEmpty && values.allSatisfy { try condition.pattern.matches($0.bytes.span) }
      }
    }
  }

  private struct Maker {
    var random: SplitMix
    private let names = ["path", "owner", "mode", "x", "y"]
    private let values = ["usr", "usr/bin/a", "usr/lib/b.so", "root", "é", "aé", "0644", "b\tc", "a", ""]
    private let patterns = [
      "usr", "usr/(bin|lib)", ".*\\.so$", "a", ".", "[^/]+$", "(?!usr)", "root$", "é", ".*é", "(?i)USR", "\\w+$", "",
      "(u)s\\br?",
    ]

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func action() -> Action {
      var action = Action(random.pick([.file, .dir, .link]), [("path", ByteString(random.pick(values.dropLast())))])
      for _ in 0..<Int(random.next() % 4) {
        action.attributes.add(ByteString(random.pick(Array(names.dropFirst()))), ByteString(random.pick(values)))
      }
      return action
    }

    mutating func rule() -> String {
      let types = random.pick(["", "file", "dir link", "file dir", "set"])
      var clause = ""
      for name in names where random.chance(30) {
        clause += " \(name)=\"\(random.pick(patterns).replacingBackslashes)\""
      }
      let operation: String
      switch random.next() % 12 {
      case 0: operation = "drop"
      case 1...3: operation = "set \(random.pick(names)) '\(random.pick(values))'"
      case 4, 5: operation = "default \(random.pick(names)) '\(random.pick(values))'"
      case 6, 7: operation = "add \(random.pick(names)) '\(random.pick(values))'"
      case 8, 9:
        let replacement = random.pick(["-", "", "[\\g<0>]"])
        operation = "edit \(random.pick(names)) '\(random.pick(patterns))' '\(replacement)'"
      default: operation = "delete \(random.pick(Array(names.dropFirst()))) '\(random.pick(patterns))'"
      }
      return "<transform \(types)\(clause) -> \(operation)>"
    }
  }

  @Test(arguments: Array(UInt64(1)...12))
  func planAndNaiveEvaluationAgree(seed: UInt64) throws {
    var maker = Maker(seed: seed)
    let texts = (0..<25).map { _ in maker.rule() }
    let rules = try texts.map {
      try RuleParser.parse(ByteString($0), fileName: "r", line: 1, context: PCREContext())
    }
    var manifest = Manifest(fileName: "m")
    var expected: [ByteString] = []
    for _ in 0..<120 {
      let action = maker.action()
      try manifest.append(action)
      if let result = try Naive(rules: rules).apply(to: action) { expected.append(result.line(showsMissingHash: true)) }
    }
    let result = Mogrification([
      .manifest(manifest), .text(Array(texts.joined(separator: "\n").utf8), name: "r"),
    ])
    #expect(result.mistakes == [])
    #expect(result.output == expected.map { $0.text + "\n" }.joined())
  }
}

extension String {
  /// Inside the quotes of a clause backslashes are doubled.
  fileprivate var replacingBackslashes: String {
    split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
  }
}
