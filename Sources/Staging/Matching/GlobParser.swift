import PackageModel

/// Compiles shell patterns.
struct GlobParser {
  private let characters: [UInt32]
  private let dialect: GlobPattern.Dialect
  private var position = 0

  init(characters: [UInt32], dialect: GlobPattern.Dialect) {
    self.characters = characters
    self.dialect = dialect
  }

  private enum Mark {
    static let star = UInt32(0x2a)
    static let question = UInt32(0x3f)
    static let open = UInt32(0x5b)
    static let close = UInt32(0x5d)
    static let caret = UInt32(0x5e)
    static let bang = UInt32(0x21)
    static let hyphen = UInt32(ASCII.hyphen)
    static let backslash = UInt32(ASCII.backslash)
  }

  private var hasEscapes: Bool { dialect != .python }

  mutating func parse() -> [GlobPattern.Element] {
    var elements: [GlobPattern.Element] = []
    while position < characters.count {
      let character = characters[position]
      position += 1
      switch character {
      case Mark.star:
        if elements.last != .anything { elements.append(.anything) }
      case Mark.question:
        elements.append(.anyCharacter)
      case Mark.open:
        elements.append(dialect == .python ? parsePythonClass() : parseRubyClass())
      case Mark.backslash where hasEscapes && position < characters.count:
        elements.append(.literal(characters[position]))
        position += 1
      case Mark.backslash where hasEscapes:
        // Ruby drops a backslash at the end.
        break
      default:
        elements.append(.literal(character))
      }
    }
    return elements
  }

  /// The class ends at the first bracket; one that does not end fits no character.
  private mutating func parseRubyClass() -> GlobPattern.Element {
    var result = CharacterClass()
    if position < characters.count, characters[position] == Mark.bang || characters[position] == Mark.caret {
      result.isNegated = true
      position += 1
    }
    while position < characters.count, characters[position] != Mark.close {
      guard let low = member() else { return unfinished }
      if position + 1 < characters.count, characters[position] == Mark.hyphen,
        characters[position + 1] != Mark.close
      {
        position += 1
        guard let high = member() else { return unfinished }
        // The ends of a range count even when they are the wrong way round.
        result.ranges += low <= high ? [low...high] : [low...low, high...high]
      } else {
        result.ranges.append(low...low)
      }
    }
    guard position < characters.count else { return unfinished }
    position += 1
    return .oneOf(result)
  }

  private var unfinished: GlobPattern.Element { .oneOf(CharacterClass()) }

  private mutating func member() -> UInt32? {
    if characters[position] == Mark.backslash { position += 1 }
    guard position < characters.count else { return nil }
    defer { position += 1 }
    return characters[position]
  }

  /// A bracket at the beginning is a member; a range whose ends are the wrong way round is empty.
  private mutating func parsePythonClass() -> GlobPattern.Element {
    var end = position
    if end < characters.count, characters[end] == Mark.bang { end += 1 }
    if end < characters.count, characters[end] == Mark.close { end += 1 }
    while end < characters.count, characters[end] != Mark.close { end += 1 }
    guard end < characters.count else { return .literal(Mark.open) }
    var members = Array(characters[position..<end])
    position = end + 1
    var result = CharacterClass()
    if members.first == Mark.bang {
      result.isNegated = true
      members.removeFirst()
    }
    result.ranges = Self.pythonRanges(members)
    return .oneOf(result)
  }

  /// A hyphen makes a range unless it stands first, last or directly behind a range.
  private static func pythonRanges(_ members: [UInt32]) -> [ClosedRange<UInt32>] {
    var chunks: [[UInt32]] = []
    var start = 0
    var search = 1
    while let hyphen = members.indices.dropFirst(search).first(where: { members[$0] == Mark.hyphen }) {
      chunks.append(Array(members[start..<hyphen]))
      start = hyphen + 1
      search = hyphen + 3
    }
    if start < members.count {
      chunks.append(Array(members[start...]))
    } else if chunks.isEmpty {
      return []
    } else {
      chunks[chunks.count - 1].append(Mark.hyphen)
    }
    var index = chunks.count - 1
    while index > 0 {
      if let low = chunks[index - 1].last, let high = chunks[index].first, low > high {
        chunks[index - 1] = chunks[index - 1].dropLast() + chunks[index].dropFirst()
        chunks.remove(at: index)
      }
      index -= 1
    }
    var ranges: [ClosedRange<UInt32>] = []
    for (index, chunk) in chunks.enumerated() {
      if index > 0, let low = chunks[index - 1].last, let high = chunk.first, low <= high { ranges.append(low...high) }
      ranges += chunk.map { $0...$0 }
    }
    return ranges
  }
}
