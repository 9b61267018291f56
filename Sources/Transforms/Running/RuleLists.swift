/// The rules that actions meet, as lists that many actions share.
///
/// An entry is twice a rule's number, and one more if the rule's first condition is known to hold. The rules without
/// conditions are part of the lists of a kind's first group, so that most actions meet one list.
struct RuleLists {
  private(set) var entries: [Int32] = []
  /// For each group and kind the place of each list, known or -1; the first is the list where the attribute is missing.
  private var tables: [[(start: Int32, end: Int32)]]
  private let plan: TransformPlan
  /// For each kind the place of the rules without conditions.
  private var unconditional: [(start: Int32, end: Int32)] = []

  init(_ plan: TransformPlan) {
    self.plan = plan
    tables = Array(repeating: [], count: plan.groups.count * RuleKinds.count)
    for kind in 0..<RuleKinds.count { unconditional.append(append(plan.unconditional[kind].map { 2 * $0 + 1 })) }
  }

  /// The place of the rules without conditions.
  func unconditional(_ kind: Int) -> (start: Int32, end: Int32) { unconditional[kind] }

  /// The place of a list of a group; -1 is the list where the attribute is missing.
  @inline(__always)
  mutating func place(_ list: Int32, group: Int, kind: Int) -> (start: Int32, end: Int32) {
    let table = group * RuleKinds.count + kind
    let index = Int(list) + 1
    if index < tables[table].count, tables[table][index].start >= 0 { return tables[table][index] }
    return make(list, group: group, kind: kind)
  }

  private mutating func make(_ list: Int32, group: Int, kind: Int) -> (start: Int32, end: Int32) {
    let table = group * RuleKinds.count + kind
    var found = list < 0 ? [] : plan.groups[group].entries(ofList: list)
    if plan.groupsOfKind[kind].first == group {
      found = (found + plan.unconditional[kind].map { 2 * $0 + 1 }).sorted()
    }
    let place = append(found)
    let missing = Int(list) + 2 - tables[table].count
    if missing > 0 { tables[table] += repeatElement((start: Int32(-1), end: Int32(-1)), count: missing) }
    tables[table][Int(list) + 1] = place
    return place
  }

  private mutating func append(_ new: [Int32]) -> (start: Int32, end: Int32) {
    let start = Int32(entries.count)
    entries += new
    return (start, Int32(entries.count))
  }
}
