/// A place in an automaton: what can be done there.
enum AutomatonNode: Hashable, Sendable {
  /// Take a character of a set and go on.
  case take(set: Int32, next: Int32)
  /// Go on in two ways.
  case fork(Int32, Int32)
  /// Go on at the beginning of the text only.
  case atStart(next: Int32)
  /// Go on at the end of the text only.
  case atEnd(next: Int32)
  /// A pattern has matched.
  case accept(Int32)
}

/// Makes an automaton of patterns, for ASCII texts of one line.
///
/// Such a text lets much be simplified: `$`, `\Z` and the end are one, a character is a byte, and a letter has one other
/// case. What no automaton can do (look around, refer back) is left out, so that the automaton lets more texts pass than
/// the pattern; such a pattern is marked as not exact.
struct AutomatonBuilder {
  private(set) var nodes: [AutomatonNode] = []
  private(set) var sets: [ASCIISet] = []
  private var setNumbers: [ASCIISet: Int32] = [:]
  private var isExact = true
  private var budget = 0

  /// How many places a pattern may take; larger ones are left to PCRE2.
  private static let greatestSize = 2_000

  /// Adds a pattern that reports itself by a number.
  ///
  /// - Returns: where the pattern begins, and whether the automaton accepts just the texts that the pattern matches.
  mutating func add(_ syntax: PatternSyntax, number: Int32) -> (start: Int32, isExact: Bool) {
    isExact = true
    budget = Self.greatestSize
    let firstNode = nodes.count
    let accept = node(.accept(number))
    let start = sequence(syntax.nodes, syntax.flags, next: accept)
    if budget > 0 { return (start, isExact) }
    nodes.removeSubrange((firstNode + 1)...)
    return (accept, false)
  }

  private mutating func node(_ node: AutomatonNode) -> Int32 {
    budget -= 1
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  private mutating func take(_ set: ASCIISet, next: Int32) -> Int32 {
    let number: Int32
    if let known = setNumbers[set] {
      number = known
    } else {
      number = Int32(sets.count)
      sets.append(set)
      setNumbers[set] = number
    }
    return node(.take(set: number, next: next))
  }

  private mutating func sequence(_ items: [PatternNode], _ flags: PatternFlags, next: Int32) -> Int32 {
    var next = next
    for item in items.reversed() where budget > 0 { next = part(item, flags, next: next) }
    return next
  }

  private mutating func part(_ part: PatternNode, _ flags: PatternFlags, next: Int32) -> Int32 {
    switch part {
    case .character(let scalar):
      let variants =
        flags.contains(.ignoreCase)
        ? CaseVariants.variants(of: scalar, asciiOnly: flags.contains(.ascii)) : [scalar]
      return take(ASCIISet { variants.contains($0) }, next: next)
    case .any:
      let takesAll = flags.contains(.dotMatchesAll)
      return take(ASCIISet { takesAll || $0 != 0x0a }, next: next)
    case .set(let set):
      let expanded = ExpandedSet(set, flags: flags, limitedToASCII: true)
      return take(ASCIISet { expanded.contains(ascii: $0) }, next: next)
    case .anchor(.lineStart), .anchor(.textStart): return node(.atStart(next: next))
    case .anchor(.lineEnd), .anchor(.textEnd): return node(.atEnd(next: next))
    case .anchor(.wordBoundary), .anchor(.noWordBoundary), .look:
      isExact = false
      return next
    case .alternatives(let branches):
      return branches.dropLast().reversed().reduce(sequence(branches[branches.count - 1], flags, next: next)) {
        let branch = sequence($1, flags, next: next)
        return node(.fork(branch, $0))
      }
    case .group(_, let added, let removed, let items):
      return sequence(items, flags.combined(adding: added, removing: removed), next: next)
    case .atomic(let items):
      isExact = false
      return sequence(items, flags, next: next)
    case .repetition(let least, let most, let greed, let items):
      if greed == .possessive { isExact = false }
      return repetition(items, least, most, flags, next: next)
    case .backReference:
      isExact = false
      let loop = node(.fork(next, next))
      nodes[Int(loop)] = .fork(take(.all, next: loop), next)
      return loop
    case .conditional(_, let yes, let no):
      isExact = false
      return node(.fork(sequence(yes, flags, next: next), sequence(no ?? [], flags, next: next)))
    }
  }

  private mutating func repetition(
    _ items: [PatternNode], _ least: Int, _ most: Int?, _ flags: PatternFlags, next: Int32
  ) -> Int32 {
    var start = next
    if let most {
      guard most <= Self.greatestSize else { return overrun(next) }
      for _ in least..<most where budget > 0 {
        let item = sequence(items, flags, next: start)
        start = node(.fork(item, next))
      }
    } else {
      start = node(.fork(next, next))
      let item = sequence(items, flags, next: start)
      nodes[Int(start)] = .fork(item, next)
    }
    guard least <= Self.greatestSize else { return overrun(next) }
    for _ in 0..<least where budget > 0 { start = sequence(items, flags, next: start) }
    return start
  }

  private mutating func overrun(_ next: Int32) -> Int32 {
    budget = 0
    return next
  }
}
