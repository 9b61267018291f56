import PackageModel

/// A place in a list of rules that may match the action in hand.
struct RuleCursor {
  /// The group of the rules; -1 for those without conditions.
  var group: Int
  var place: Int32 = 0
  var end: Int32 = 0
  /// Whether the rules are known to match as far as their first condition goes.
  var isComplete = true
  /// The next rule; the largest number at the end.
  var next = Int32.max
}

extension TransformEngine {
  /// Finds the rules that may match the action in hand.
  mutating func startCursors() {
    cursors.removeAll(keepingCapacity: true)
    if !plan.unconditional[work.kind].isEmpty {
      var cursor = RuleCursor(group: -1)
      cursor.end = Int32(plan.unconditional[work.kind].count)
      cursor.next = plan.unconditional[work.kind][0]
      cursors.append(cursor)
    }
    for group in plan.groupsOfKind[work.kind] {
      cursors.append(cursor(group, after: -1))
    }
  }

  /// Looks again where an attribute has changed.
  mutating func refreshCursors(_ name: NameTable.ID, after rule: Int) {
    for index in cursors.indices where cursors[index].group >= 0 {
      if plan.groups[cursors[index].group].name == name {
        cursors[index] = cursor(cursors[index].group, after: rule)
      }
    }
  }

  /// The next rule in the order of the text, and whether its first condition is known to hold.
  mutating func nextRule() -> (rule: Int, isFound: Bool)? {
    var best = -1
    var rule = Int32.max
    for index in cursors.indices where cursors[index].next < rule {
      best = index
      rule = cursors[index].next
    }
    guard best >= 0 else { return nil }
    var cursor = cursors[best]
    let isFound: Bool
    if cursor.group < 0 {
      isFound = true
      cursor.place += 1
      cursor.next = cursor.place < cursor.end ? plan.unconditional[work.kind][Int(cursor.place)] : .max
    } else {
      let patterns = plan.groups[cursor.group].patterns
      isFound = cursor.isComplete && patterns.isExact(Int(patterns.item(cursor.place)))
      cursor.place += 1
      advance(&cursor)
    }
    cursors[best] = cursor
    return (Int(rule), isFound)
  }

  private func advance(_ cursor: inout RuleCursor) {
    let group = plan.groups[cursor.group]
    cursor.next =
      cursor.place < cursor.end ? group.rules[Int(group.patterns.item(cursor.place))] : Int32.max
  }

  /// The rules of a group behind one, as the action in hand is now.
  private func cursor(_ group: Int, after rule: Int) -> RuleCursor {
    var cursor = RuleCursor(group: group)
    guard let selection = plan.groups[group].selections[work.kind] else { return cursor }
    let patterns = plan.groups[group].patterns
    let name = plan.groups[group].name
    var list: Int32 = -1
    for attribute in work.attributes where attribute.name == name {
      let result = outcome.document.storage.withValue(attribute) { patterns.match($0, selection) }
      // Every value of a list must match.
      list = list < 0 ? result.list : patterns.common(list, result.list)
      cursor.isComplete = cursor.isComplete && result.isComplete
    }
    guard list >= 0 else { return cursor }
    let items = patterns.items(ofList: list)
    cursor.place = items.lowerBound
    cursor.end = items.upperBound
    let rules = plan.groups[group].rules
    while cursor.place < cursor.end, Int(rules[Int(patterns.item(cursor.place))]) <= rule { cursor.place += 1 }
    advance(&cursor)
    return cursor
  }

  /// Whether the action in hand fulfils the conditions of a rule; `isFound` says that the first is known to hold.
  func conditionsHold(_ rule: Int, isFound: Bool) throws(RuleTrouble) -> Bool {
    for (index, condition) in plan.rules[rule].conditions.enumerated()
    where !(isFound && index == plan.rules[rule].primary) {
      var hasValue = false
      for attribute in work.attributes where attribute.name == condition.nameID {
        hasValue = true
        guard try matches(condition.pattern, attribute) else { return false }
      }
      guard hasValue else { return false }
    }
    return true
  }

  func matches(_ pattern: Pattern, _ value: AttributeReference) throws(RuleTrouble) -> Bool {
    do throws(MatchFailure) {
      return try outcome.document.storage.withValue(value) { value throws(MatchFailure) in
        try pattern.matches(value)
      }
    } catch {
      throw RuleTrouble(error, of: pattern)
    }
  }

  /// The groups of all conditions of a rule in the order of its text, once for each value.
  mutating func matchGroups(_ rule: Int) throws(RuleTrouble) -> [ByteString?] {
    if let groups { return groups }
    var found: [ByteString?] = []
    for index in plan.rules[rule].groupOrder {
      let condition = plan.rules[rule].conditions[index]
      guard condition.pattern.syntax.groupCount > 0 else { continue }
      for attribute in work.attributes where attribute.name == condition.nameID {
        guard try matches(condition.pattern, attribute) else { continue }
        let value = outcome.document.storage.value(attribute)
        for group in 1...condition.pattern.syntax.groupCount {
          found.append(condition.pattern.range(ofGroup: group).map { value[$0] })
        }
      }
    }
    groups = found
    return found
  }
}
