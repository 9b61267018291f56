import PackageModel

/// A name or value that an operation uses: known from the beginning, or made from tokens for each action.
enum Operand {
  /// Bytes in the storage.
  case constant(start: UInt32, count: UInt32)
  case template(Template)
}

/// The attribute that an operation sets.
enum AttributeOperand {
  case constant(NameTable.ID)
  case hash
  case template(Template)
}

/// An operation with its names and values looked up.
enum PlannedOperation {
  enum Assignment {
    case set
    case `default`
    case add
  }

  case drop
  /// An assignment of which everything is known.
  case assignConstant(Assignment, NameTable.ID, start: UInt32, count: UInt32)
  case assign(Assignment, AttributeOperand, Operand)
  case edit(AttributeOperand, EditPattern, Template, ReplacementTemplate?)
  case delete(NameTable.ID, Pattern)
  case emit(Template)
  case print(Template)
  case exit(Int32, Template?)
  case abort
}

/// A rule as it is applied.
struct PlannedRule {
  var kinds: RuleKinds
  var conditions: [RuleCondition]
  /// The conditions in the order in which their groups are numbered.
  var groupOrder: [Int]
  /// The condition by which the rule is found; -1 if it has none.
  var primary: Int
  /// Whether there is no condition beside that one.
  var isFoundWhole: Bool { conditions.count <= 1 }
  var operation: PlannedOperation
}

/// The conditions on one attribute by which rules are found.
///
/// An object, because the automaton of the patterns grows while the values that it is given are lent by the engine.
final class ConditionGroup {
  let name: NameTable.ID
  /// The rule of each pattern, in ascending order.
  let rules: [Int32]
  /// For each kind of action the patterns of the rules for it; `nil` where there are none.
  let selections: [PatternSet.Selection?]
  private var patterns: PatternSet

  init(name: NameTable.ID, rules: [Int32], selections: [PatternSet.Selection?], patterns: PatternSet) {
    self.name = name
    self.rules = rules
    self.selections = selections
    self.patterns = patterns
  }

  func match(_ value: Span<UInt8>, _ selection: PatternSet.Selection) -> PatternSet.Result {
    patterns.match(value, selection)
  }

  /// The list of the patterns that are in two lists.
  func common(_ first: Int32, _ second: Int32) -> Int32 { patterns.common(first, second) }

  /// The rules of a list as entries: twice the rule's number, and one more if the pattern is known to match.
  func entries(ofList list: Int32) -> [Int32] {
    patterns.patterns(ofList: list).map { 2 * rules[Int($0)] + (patterns.isExact(Int($0)) ? 1 : 0) }
  }
}

/// All rules, ordered by what they need, so that an action meets only those that can match it.
struct TransformPlan {
  private(set) var rules: [PlannedRule] = []
  /// For each kind of action the rules without conditions.
  private(set) var unconditional: [[Int32]]
  private(set) var groups: [ConditionGroup] = []
  /// For each kind of action the groups that have rules for it.
  private(set) var groupsOfKind: [[Int]]

  /// Looks the rules' names up in the storage and keeps their values there; `nil` when the storage is full.
  init?(_ rules: [Rule], in storage: inout ManifestStorage) {
    unconditional = Array(repeating: [], count: RuleKinds.count)
    groupsOfKind = Array(repeating: [], count: RuleKinds.count)
    var patterns: [(name: NameTable.ID, rules: [Int32], patterns: [PatternSyntax])] = []
    for (number, rule) in rules.enumerated() {
      var conditions = rule.conditions
      for index in conditions.indices {
        guard let id = storage.intern(conditions[index].name) else { return nil }
        conditions[index].nameID = id
      }
      guard let operation = Self.plan(rule.operation, in: &storage) else { return nil }
      // Paths tell actions apart best.
      let primary = conditions.firstIndex { $0.nameID == NameTable.path } ?? (conditions.isEmpty ? -1 : 0)
      self.rules.append(
        PlannedRule(
          kinds: rule.kinds, conditions: conditions, groupOrder: rule.groupOrder, primary: primary,
          operation: operation))
      if primary < 0 {
        for kind in 0..<RuleKinds.count where rule.kinds.contains(number: kind) {
          unconditional[kind].append(Int32(number))
        }
      } else {
        let condition = conditions[primary]
        let place = patterns.firstIndex { $0.name == condition.nameID } ?? patterns.count
        if place == patterns.count { patterns.append((condition.nameID, [], [])) }
        patterns[place].rules.append(Int32(number))
        patterns[place].patterns.append(condition.pattern.syntax)
      }
    }
    for (name, numbers, syntaxes) in patterns {
      var set = PatternSet(syntaxes)
      var selections: [PatternSet.Selection?] = []
      for kind in 0..<RuleKinds.count {
        let selected = numbers.indices.filter { self.rules[Int(numbers[$0])].kinds.contains(number: kind) }
        selections.append(selected.isEmpty ? nil : set.select(selected.map(Int32.init)))
        if !selected.isEmpty { groupsOfKind[kind].append(groups.count) }
      }
      groups.append(ConditionGroup(name: name, rules: numbers, selections: selections, patterns: set))
    }
  }

  private static func plan(_ operation: RuleOperation, in storage: inout ManifestStorage) -> PlannedOperation? {
    switch operation {
    case .drop: return .drop
    case .abort: return .abort
    case .set(let name, let value): return assignment(.set, name, value, in: &storage)
    case .default(let name, let value): return assignment(.default, name, value, in: &storage)
    case .add(let name, let value): return assignment(.add, name, value, in: &storage)
    case .edit(let name, var pattern, var replacement):
      guard let name = self.name(name, in: &storage), replacement.resolve(&storage.names) else { return nil }
      var constant: ReplacementTemplate?
      switch pattern {
      case .fixed(let fixed):
        if let text = replacement.constant { constant = try? ReplacementTemplate(text, for: fixed.syntax) }
      case .perAction(var template):
        guard template.resolve(&storage.names) else { return nil }
        pattern = .perAction(template)
      }
      return .edit(name, pattern, replacement, constant)
    case .delete(let name, let pattern):
      return storage.intern(name).map { .delete($0, pattern) }
    case .emit(var template): return template.resolve(&storage.names) ? .emit(template) : nil
    case .print(var template): return template.resolve(&storage.names) ? .print(template) : nil
    case .exit(let status, var message):
      guard message?.resolve(&storage.names) ?? true else { return nil }
      return .exit(status, message)
    }
  }

  private static func assignment(
    _ assignment: PlannedOperation.Assignment, _ name: Template, _ value: Template,
    in storage: inout ManifestStorage
  ) -> PlannedOperation? {
    // Only `set` knows the payload's hash by a name; for the others it is an attribute like any.
    let isHash = assignment == .set && name.constant == "action.hash"
    guard let name = isHash ? .hash : self.name(name, in: &storage) else { return nil }
    var value = value
    if let constant = value.constant {
      guard storage.hasRoom(for: constant.count) else { return nil }
      if case .constant(let id) = name {
        // Kept as it is printed, so that it is printed at once.
        let printed = " " + storage.names[id] + "="
        guard storage.hasRoom(for: printed.count + constant.count) else { return nil }
        let place = storage.store(printed + constant)
        return .assignConstant(
          assignment, id, start: place.start + UInt32(printed.count), count: UInt32(constant.count))
      }
      let place = storage.store(constant)
      return .assign(assignment, name, .constant(start: place.start, count: place.count))
    }
    return value.resolve(&storage.names) ? .assign(assignment, name, .template(value)) : nil
  }

  private static func name(_ name: Template, in storage: inout ManifestStorage) -> AttributeOperand? {
    if let constant = name.constant { return storage.intern(constant).map { .constant($0) } }
    var template = name
    return template.resolve(&storage.names) ? .template(template) : nil
  }
}
