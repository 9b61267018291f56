/// How many characters a part of a pattern can take, as Python counts it for look-behind.
struct PatternWidth: Hashable, Sendable {
  var low: Int
  var high: Int

  static let unlimited = Int.max / 4
  static let none = PatternWidth(low: 0, high: 0)

  init(low: Int, high: Int) {
    self.low = min(low, Self.unlimited)
    self.high = min(high, Self.unlimited)
  }

  /// The width of a sequence, given those of the groups before it.
  init(_ nodes: [PatternNode], groups: [PatternWidth?]) {
    var low = 0
    var high = 0
    for node in nodes {
      let width = Self.width(of: node, groups: groups)
      low = min(low + width.low, Self.unlimited)
      high = min(high + width.high, Self.unlimited)
    }
    self.init(low: low, high: high)
  }

  private static func width(of node: PatternNode, groups: [PatternWidth?]) -> PatternWidth {
    switch node {
    case .character, .any, .set:
      return PatternWidth(low: 1, high: 1)
    case .anchor, .look:
      return .none
    case .alternatives(let branches):
      let widths = branches.map { PatternWidth($0, groups: groups) }
      return PatternWidth(low: widths.map(\.low).min() ?? 0, high: widths.map(\.high).max() ?? 0)
    case .group(_, _, _, let nodes), .atomic(let nodes):
      return PatternWidth(nodes, groups: groups)
    case .repetition(let least, let most, _, let nodes):
      let item = PatternWidth(nodes, groups: groups)
      let low = product(item.low, least)
      guard let most else { return PatternWidth(low: low, high: item.high == 0 ? 0 : unlimited) }
      return PatternWidth(low: low, high: product(item.high, most))
    case .backReference(let group):
      return groups[group] ?? .none
    case .conditional(_, let yes, let no):
      let first = PatternWidth(yes, groups: groups)
      let second = no.map { PatternWidth($0, groups: groups) } ?? .none
      return PatternWidth(low: min(first.low, second.low), high: max(first.high, second.high))
    }
  }

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? unlimited : min(result, unlimited)
  }
}
