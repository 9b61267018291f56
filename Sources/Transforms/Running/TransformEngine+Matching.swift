import PackageModel

/// A place in a list of rules that may match the action in hand.
struct RuleCursor {
  /// The group of the rules; -1 for those without conditions.
  var group: Int
  var place: Int32
  var end: Int32
  /// Whether the entries tell which rules are known to match as far as their first condition goes.
  var isComplete = true
}

extension TransformEngine {
  /// Finds the rules that may match the action in hand.
  mutating func startCursors() {
    cursors.removeAll(keepingCapacity: true)
    for group in plan.groupsOfKind[work.kind] { cursors.append(cursor(group, after: -1)) }
    if cursors.isEmpty {
      let place = lists.unconditional(work.kind)
      cursors.append(RuleCursor(group: -1, place: place.start, end: place.end))
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
  @inline(__always)
  mutating func nextRule() -> (rule: Int, isFound: Bool)? {
    var best = -1
    var entry = Int32.max
    for index in cursors.indices where cursors[index].place < cursors[index].end {
      let next = lists.entries[Int(cursors[index].place)]
      if next < entry {
        best = index
        entry = next
      }
    }
    guard best >= 0 else { return nil }
    cursors[best].place += 1
    return (Int(entry >> 1), entry & 1 == 1 && cursors[best].isComplete)
  }

  /// The rules of a group behind one, as the action in hand is now.
  private mutating func cursor(_ group: Int, after rule: Int) -> RuleCursor {
    let conditions = plan.groups[group]
    var list: Int32 = -1
    var isComplete = true
    if let selection = conditions.selections[work.kind] {
      for attribute in work.attributes where attribute.name == conditions.name {
        let result = outcome.document.storage.withValue(attribute) { conditions.match($0, selection) }
        // Every value of a list must match.
        list = list < 0 ? result.list : conditions.common(list, result.list)
        isComplete = isComplete && result.isComplete
      }
    }
    let place = lists.place(list, group: group, kind: work.kind)
    var cursor = RuleCursor(group: group, place: place.start, end: place.end, isComplete: isComplete)
    if rule >= 0 {
      while cursor.place < cursor.end, lists.entries[Int(cursor.place)] >> 1 <= rule { cursor.place += 1 }
    }
    return cursor
  }

  /// Whether the action in hand fulfils the conditions of a rule; `isFound` says that the first is known to hold.
  @inline(__always)
  func conditionsHold(_ rule: Int, isFound: Bool) throws(RuleTrouble) -> Bool {
    if isFound, plan.rules[rule].isFoundWhole { return true }
    return try checkConditions(rule, isFound: isFound)
  }

  private func checkConditions(_ rule: Int, isFound: Bool) throws(RuleTrouble) -> Bool {
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
