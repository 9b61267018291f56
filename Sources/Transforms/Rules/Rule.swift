package import PackageModel

/// What an attribute must look like for a rule to match.
struct RuleCondition {
  var name: ByteString
  var pattern: Pattern
  /// The number of the attribute's name, once there is a table of names.
  var nameID: NameTable.ID = 0
}

/// What a rule does with an action.
enum RuleOperation {
  case drop
  case set(Template, Template)
  case `default`(Template, Template)
  case add(Template, Template)
  case edit(Template, EditPattern, Template)
  case delete(ByteString, Pattern)
  case emit(Template)
  case print(Template)
  case exit(Int32, Template?)
  case abort

  /// The word that names it.
  var name: String {
    switch self {
    case .drop: "drop"
    case .set: "set"
    case .default: "default"
    case .add: "add"
    case .edit: "edit"
    case .delete: "delete"
    case .emit: "emit"
    case .print: "print"
    case .exit: "exit"
    case .abort: "abort"
    }
  }

  /// The words that name the operations.
  static let names = ["abort", "add", "default", "delete", "drop", "edit", "emit", "exit", "print", "set"]
}

/// The pattern of an `edit`: known from the beginning, or made for each action from tokens.
enum EditPattern {
  case fixed(Pattern)
  case perAction(Template)
}

/// A rule: `<transform file path=usr/share/ -> default mode 0444>`.
package struct Rule {
  /// The rule as it was written, joined to one line, with its angle brackets.
  package let text: ByteString
  /// The file it is in.
  package let fileName: ByteString
  /// The line it ends on, by which the IPS tools call it.
  package let line: Int
  /// The words of the clause that name types.
  package let types: [ByteString]
  let kinds: RuleKinds
  /// The conditions in the order of the text.
  var conditions: [RuleCondition]
  /// The conditions in the order in which their groups are numbered.
  let groupOrder: [Int]
  var operation: RuleOperation

  /// What stands behind the arrow.
  package var operationText: ByteString {
    guard let arrow = text.firstRange(of: "->") else { return text }
    return UnicodeBlanks.trimmed(text[arrow.upperBound..<(text.count - 1)])
  }

  /// The order of the groups: by where `name=pattern` stands in the clause, looked for bare and in both quotes. What is
  /// not found comes first, and attributes with equal patterns share the place of the last one.
  static func groupOrder(of conditions: [RuleCondition], clause: ByteString) -> [Int] {
    var places: [ByteString: Int] = [:]
    for condition in conditions {
      let pattern = condition.pattern.text
      let spellings = [
        condition.name + "=" + pattern, condition.name + "=\"" + pattern + "\"", condition.name + "='" + pattern + "'",
      ]
      places[pattern] = spellings.lazy.compactMap { clause.firstRange(of: $0)?.lowerBound }.first ?? -1
    }
    // Sorting by index too keeps equal places in the order of the text.
    return conditions.indices.sorted { first, second in
      let left = places[conditions[first].pattern.text] ?? -1
      let right = places[conditions[second].pattern.text] ?? -1
      return left == right ? first < second : left < right
    }
  }
}
