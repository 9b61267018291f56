public import PackageModel

/// The differences of two texts in the unified format of diff(1), with three lines of context.
public struct UnifiedDiff: Sendable {
  /// A line of the differences.
  public enum Line: Hashable, Sendable {
    /// The name of the first text.
    case firstHeader(ByteString)
    /// The name of the second text.
    case secondHeader(ByteString)
    /// Where the following lines stand in both texts.
    case hunk(ByteString)
    /// A line that both texts have, with its end.
    case context(ByteString)
    /// A line that only the first text has, with its end.
    case removed(ByteString)
    /// A line that only the second text has, with its end.
    case added(ByteString)
  }

  /// The lines; none when the texts are equal.
  public private(set) var lines: [Line] = []

  /// Whether the texts are equal.
  public var isEmpty: Bool { lines.isEmpty }

  /// Compares two texts line by line. Only `\n` ends a line.
  public init(_ first: [UInt8], _ second: [UInt8], names: (ByteString, ByteString) = ("", "")) {
    let one = Self.lines(of: first)
    let other = Self.lines(of: second)
    let (numbers, otherNumbers) = Self.number(one, other)
    let context = 3
    for group in Self.groups(LineMatcher(numbers, otherNumbers).blocks(), one.count, other.count, context: context) {
      if lines.isEmpty { lines = [.firstHeader(names.0), .secondHeader(names.1)] }
      guard let start = group.first, let end = group.last else { continue }
      lines.append(
        .hunk(
          ByteString(
            "-\(Self.position(start.first.lowerBound..<end.first.upperBound)) "
              + "+\(Self.position(start.second.lowerBound..<end.second.upperBound))")))
      for change in group {
        if change.isEqual {
          lines += change.first.map { .context(ByteString(one[$0])) }
        } else {
          lines += change.first.map { .removed(ByteString(one[$0])) }
          lines += change.second.map { .added(ByteString(other[$0])) }
        }
      }
    }
  }

  /// Two runs of lines that are equal, or one of which takes the place of the other.
  private struct Change {
    var isEqual: Bool
    var first: Range<Int>
    var second: Range<Int>
  }

  private static func changes(_ blocks: [MatchingBlock], _ count: Int, _ otherCount: Int) -> [Change] {
    var changes: [Change] = []
    var one = 0
    var other = 0
    for block in blocks + [MatchingBlock(first: count, second: otherCount, count: 0)] {
      if one < block.first || other < block.second {
        changes.append(Change(isEqual: false, first: one..<block.first, second: other..<block.second))
      }
      one = block.first + block.count
      other = block.second + block.count
      if block.count > 0 {
        changes.append(Change(isEqual: true, first: block.first..<one, second: block.second..<other))
      }
    }
    return changes
  }

  /// The changes with their context, those that are near to each other together.
  private static func groups(
    _ blocks: [MatchingBlock], _ count: Int, _ otherCount: Int, context: Int
  ) -> [[Change]] {
    var changes = changes(blocks, count, otherCount)
    guard changes.contains(where: { !$0.isEqual }) else { return [] }
    if let first = changes.first, first.isEqual {
      changes[0].first = max(first.first.lowerBound, first.first.upperBound - context)..<first.first.upperBound
      changes[0].second = max(first.second.lowerBound, first.second.upperBound - context)..<first.second.upperBound
    }
    if let last = changes.last, last.isEqual {
      let index = changes.count - 1
      changes[index].first = last.first.lowerBound..<min(last.first.upperBound, last.first.lowerBound + context)
      changes[index].second = last.second.lowerBound..<min(last.second.upperBound, last.second.lowerBound + context)
    }
    var groups: [[Change]] = []
    var group: [Change] = []
    for change in changes {
      guard change.isEqual, change.first.count > 2 * context else {
        group.append(change)
        continue
      }
      group.append(
        Change(
          isEqual: true, first: change.first.lowerBound..<(change.first.lowerBound + context),
          second: change.second.lowerBound..<(change.second.lowerBound + context)))
      groups.append(group)
      group = [
        Change(
          isEqual: true, first: (change.first.upperBound - context)..<change.first.upperBound,
          second: (change.second.upperBound - context)..<change.second.upperBound)
      ]
    }
    if !(group.count == 1 && group[0].isEqual) { groups.append(group) }
    return groups
  }

  private static func position(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  /// The lines with their ends.
  private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let newline = text.span.firstIndex(of: ASCII.newline, from: start, to: text.count)
      let end = newline.map { $0 + 1 } ?? text.count
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  /// Numbers for the lines, equal ones for equal lines.
  private static func number(_ one: [ArraySlice<UInt8>], _ other: [ArraySlice<UInt8>]) -> ([Int], [Int]) {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      let next = numbers.count
      numbers[line] = next
      return next
    }
    return (one.map(number), other.map(number))
  }
}

extension UnifiedDiff.Line {
  /// The line as it is put out. A text without a newline at its end is put out without one, as Python's `difflib` does
  /// it.
  public var text: ByteString {
    switch self {
    case .firstHeader(let name): "--- " + name + "\n"
    case .secondHeader(let name): "+++ " + name + "\n"
    case .hunk(let position): "@@ " + position + " @@\n"
    case .context(let text): " " + text
    case .removed(let text): "-" + text
    case .added(let text): "+" + text
    }
  }
}

extension UnifiedDiff {
  /// The differences as text.
  public func text() -> [UInt8] { lines.flatMap(\.text.bytes) }
}
