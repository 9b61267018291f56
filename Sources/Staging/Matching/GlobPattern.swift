package import PackageModel

/// A shell pattern, compiled once and matched against whole strings. Slashes are ordinary characters: `*` crosses them.
package struct GlobPattern: Hashable, Sendable {
  /// Two readings of the same marks.
  package enum Dialect: Hashable, Sendable {
    /// Ruby's `File.fnmatch` without flags, which fpm uses: a backslash takes the meaning from the next character, a
    /// dot at the beginning must be matched by a dot, `^` and `!` negate a class, an open class matches nothing.
    case ruby
    /// The same without the special dot, for rules that people write for paths.
    case path
    /// Python's `fnmatch`, which the IPS tools use: a backslash is a character, only `!` negates a class, `]` is a
    /// member of a class at its beginning, an open class is a bracket.
    case python
  }

  /// What is matched at one place.
  enum Element: Hashable, Sendable {
    case literal(UInt32)
    case anyCharacter
    case anything
    case oneOf(CharacterClass)
  }

  /// The pattern as written.
  package let text: ByteString
  let elements: [Element]
  private let protectsLeadingDot: Bool

  package init(_ text: ByteString, _ dialect: Dialect) {
    self.text = text
    var parser = GlobParser(characters: GlobCharacters.decode(text), dialect: dialect)
    elements = parser.parse()
    protectsLeadingDot = dialect == .ruby && elements.first != .literal(UInt32(ASCII.dot))
  }

  /// Whether the whole string is matched.
  package func matches(_ string: ByteString) -> Bool {
    if protectsLeadingDot, string.bytes.first == ASCII.dot { return false }
    return matches(GlobCharacters.decode(string))
  }

  /// Greedy matching that goes back to the latest `*` only, which is enough and takes no exponential time.
  private func matches(_ string: [UInt32]) -> Bool {
    var position = 0
    var element = 0
    var retry: (element: Int, position: Int)?
    while true {
      if element < elements.count, elements[element] == .anything {
        element += 1
        if element == elements.count { return true }
        retry = (element, position)
        continue
      }
      if position == string.count { return element == elements.count }
      if element < elements.count, Self.matches(elements[element], string[position]) {
        element += 1
        position += 1
        continue
      }
      guard let last = retry else { return false }
      retry = (last.element, last.position + 1)
      element = last.element
      position = last.position + 1
    }
  }

  private static func matches(_ element: Element, _ character: UInt32) -> Bool {
    switch element {
    case .literal(let literal): literal == character
    case .anyCharacter: true
    case .anything: false
    case .oneOf(let characters): characters.contains(character)
    }
  }
}

/// A class of characters, as in `[a-z]`.
struct CharacterClass: Hashable, Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  func contains(_ character: UInt32) -> Bool {
    ranges.contains { $0.contains(character) } != isNegated
  }
}

/// Characters of names that need not be UTF-8: code points, and each byte that is none as a number of its own.
enum GlobCharacters {
  /// Where the numbers of stray bytes begin, as in Python's way to carry them.
  private static let strayBase: UInt32 = 0xdc00

  static func decode(_ string: ByteString) -> [UInt32] {
    guard string.bytes.contains(where: { $0 >= 0x80 }) else { return string.bytes.map(UInt32.init) }
    var result: [UInt32] = []
    result.reserveCapacity(string.count)
    var rest = string.bytes[...]
    while let first = rest.first {
      let width = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
      if width <= rest.count, let text = String(validating: rest.prefix(width), as: UTF8.self),
        let scalar = text.unicodeScalars.first
      {
        result.append(scalar.value)
        rest = rest.dropFirst(width)
      } else {
        result.append(strayBase + UInt32(first))
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
