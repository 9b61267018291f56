/// Reads a pattern in the syntax of Python's `re` (version 3.11), with Python's meaning, mistakes and messages.
struct PatternParser {
  var scanner: PatternScanner
  var flags: PatternFlags = []
  /// The widths of the groups by number; `nil` while a group is open. Number 0 is the whole pattern.
  var groups: [PatternWidth?] = [nil]
  var groupNames: [[UInt32]: Int] = [:]
  /// How many groups there were where the outermost look-behind began.
  var lookBehindGroups: Int?
  /// Where groups that may come later are asked for.
  var laterReferences: [(group: Int, position: Int)] = []

  /// Python's own limit is that of its stack.
  static let greatestDepth = 960
  /// Python's limit for the numbers of a repetition.
  private static let greatestRepetition = 4_294_967_295

  private init(_ scalars: [UInt32]) throws(PatternError) { scanner = try PatternScanner(scalars) }

  /// Reads a pattern.
  static func parse(_ pattern: [UInt8]) throws(PatternError) -> PatternSyntax {
    var parser = try PatternParser(PythonText.scalars(pattern))
    let nodes = try parser.alternatives(isVerbose: false, depth: 0)
    guard parser.scanner.next == nil else { throw parser.scanner.error("unbalanced parenthesis") }
    for (group, position) in parser.laterReferences where group >= parser.groups.count {
      throw PatternError("invalid group reference \(group)", at: position)
    }
    if !parser.flags.contains(.ascii) { parser.flags.insert(.unicode) }
    try PatternChecks(groups: parser.groups, flags: parser.flags).check(nodes)
    return PatternSyntax(
      nodes: nodes, flags: parser.flags, groupCount: parser.groups.count - 1, groupNames: parser.groupNames,
      groupWidths: parser.groups)
  }

  /// `a|b|c`
  mutating func alternatives(isVerbose: Bool, depth: Int) throws(PatternError) -> [PatternNode] {
    guard depth < Self.greatestDepth else {
      throw PatternError("the groups are nested too deeply", at: scanner.position)
    }
    var branches: [[PatternNode]] = []
    var isVerbose = isVerbose
    repeat {
      let isFirst = depth == 0 && branches.isEmpty
      branches.append(try sequence(isVerbose: isVerbose, isFirst: isFirst, depth: depth + 1))
      if depth == 0 { isVerbose = flags.contains(.verbose) }
    } while try scanner.take("|")
    return branches.count == 1 ? branches[0] : [.alternatives(branches)]
  }

  mutating func sequence(
    isVerbose: Bool, isFirst: Bool, depth: Int
  ) throws(PatternError) -> [PatternNode] {
    var nodes: [PatternNode] = []
    var isVerbose = isVerbose
    while let token = scanner.next, !token.isCharacter("|"), !token.isCharacter(")") {
      _ = try scanner.take()
      if isVerbose, !token.isEscape {
        if [0x20, 0x09, 0x0a, 0x0d, 0x0b, 0x0c].contains(token.scalar) { continue }
        if token.scalar == 0x23 {
          while let skipped = try scanner.take(), !skipped.isCharacter("\n") {}
          continue
        }
      }
      guard !token.isEscape else {
        nodes.append(node(try escape(token.scalar, inSet: false)))
        continue
      }
      switch token.scalar {
      case 0x5b: nodes.append(try set())
      case 0x2a, 0x2b, 0x3f, 0x7b: try repetition(token.scalar, &nodes)
      case 0x2e: nodes.append(.any)
      case 0x5e: nodes.append(.anchor(.lineStart))
      case 0x24: nodes.append(.anchor(.lineEnd))
      case 0x28:
        let isAtStart = isFirst && nodes.isEmpty
        if let node = try group(isVerbose: &isVerbose, isAtStart: isAtStart, depth: depth) { nodes.append(node) }
      default: nodes.append(.character(token.scalar))
      }
    }
    return nodes
  }

  private func node(_ escape: PatternEscape) -> PatternNode {
    switch escape {
    case .character(let character): .character(character)
    case .category(let category, let isComplement):
      .set(CharacterSet(members: [.category(category, isComplement: isComplement)], isComplement: false))
    case .anchor(let anchor): .anchor(anchor)
    case .backReference(let group): .backReference(group)
    }
  }

  // MARK: Sets

  /// `[…]`, behind the bracket.
  private mutating func set() throws(PatternError) -> PatternNode {
    let start = scanner.position - 1
    let isComplement = try scanner.take("^")
    var members: [CharacterSet.Member] = []
    while true {
      guard let token = try scanner.take() else { throw PatternError("unterminated character set", at: start) }
      if token.isCharacter("]"), !members.isEmpty { break }
      let low = try member(token)
      guard try scanner.take("-") else {
        members.append(low)
        continue
      }
      guard let other = try scanner.take() else { throw PatternError("unterminated character set", at: start) }
      if other.isCharacter("]") {
        members += [low, .range(0x2d, 0x2d)]
        break
      }
      let high = try member(other)
      guard case .range(let first, _) = low, case .range(let last, _) = high, first <= last else {
        // The place is counted from the first characters of the two ends, whatever else their escapes took.
        throw scanner.error(
          "bad character range \(ByteText.of(token.scalars))-\(ByteText.of(other.scalars))",
          back: token.width + 1 + other.width)
      }
      members.append(.range(first, last))
    }
    return .set(CharacterSet(members: members, isComplement: isComplement))
  }

  private mutating func member(_ token: PatternScanner.Token) throws(PatternError) -> CharacterSet.Member {
    guard token.isEscape else { return .range(token.scalar, token.scalar) }
    switch try escape(token.scalar, inSet: true) {
    case .character(let character): return .range(character, character)
    case .category(let category, let isComplement): return .category(category, isComplement: isComplement)
    case .anchor, .backReference: throw scanner.error("bad escape \(ByteText.of(token.scalars))", back: 2)
    }
  }

  // MARK: Repetition

  /// `*`, `+`, `?` or `{…}`, behind its first character.
  private mutating func repetition(_ sign: UInt32, _ nodes: inout [PatternNode]) throws(PatternError) {
    let here = scanner.position
    var least = 0
    var most: Int?
    switch sign {
    case 0x3f: most = 1
    case 0x2b: least = 1
    case 0x2a: break
    default:
      guard let counts = try counts(from: here) else {
        nodes.append(.character(sign))
        return
      }
      (least, most) = counts
    }
    guard let item = nodes.last else {
      throw PatternError("nothing to repeat", at: here - 1)
    }
    if case .anchor = item { throw PatternError("nothing to repeat", at: here - 1) }
    if case .repetition = item { throw PatternError("multiple repeat", at: here - 1) }
    let greed: Greed = try scanner.take("?") ? .lazy : try scanner.take("+") ? .possessive : .greedy
    nodes[nodes.count - 1] = .repetition(least, most, greed, [item])
  }

  /// The numbers of `{n,m}`; `nil`, and nothing taken, where the braces hold no numbers.
  private mutating func counts(from here: Int) throws(PatternError) -> (Int, Int?)? {
    if scanner.next?.isCharacter("}") == true { return nil }
    let low = try scanner.take(atMost: Int.max) { $0.isASCIIDigit }
    let hasComma = try scanner.take(",")
    let high = hasComma ? try scanner.take(atMost: Int.max) { $0.isASCIIDigit } : low
    guard try scanner.take("}") else {
      try scanner.seek(here)
      return nil
    }
    let least = low.isEmpty ? 0 : try count(low)
    guard !high.isEmpty else { return (least, nil) }
    let most = try count(high)
    guard most >= least else { throw PatternError("min repeat greater than max repeat", at: here) }
    return (least, most)
  }

  private func count(_ digits: [UInt32]) throws(PatternError) -> Int {
    guard let number = PythonText.integer(digits), number < Self.greatestRepetition else {
      throw PatternError(PatternError.overflow)
    }
    return number
  }
}
