/// What an escape of a pattern stands for.
enum PatternEscape {
  case character(UInt32)
  case category(CharacterCategory, isComplement: Bool)
  case anchor(Anchor)
  case backReference(Int)
}

extension PatternParser {
  /// The escapes that stand for one character, in patterns and replacements.
  static func simpleEscape(_ letter: UInt32) -> UInt32? {
    switch letter {
    case 0x61: 0x07
    case 0x62: 0x08
    case 0x66: 0x0c
    case 0x6e: 0x0a
    case 0x72: 0x0d
    case 0x74: 0x09
    case 0x76: 0x0b
    case 0x5c: 0x5c
    default: nil
    }
  }

  private static func category(_ letter: UInt32) -> PatternEscape? {
    switch letter {
    case 0x64: .category(.digit, isComplement: false)
    case 0x44: .category(.digit, isComplement: true)
    case 0x73: .category(.space, isComplement: false)
    case 0x53: .category(.space, isComplement: true)
    case 0x77: .category(.word, isComplement: false)
    case 0x57: .category(.word, isComplement: true)
    default: nil
    }
  }

  private static func anchor(_ letter: UInt32) -> PatternEscape? {
    switch letter {
    case 0x41: .anchor(.textStart)
    case 0x5a: .anchor(.textEnd)
    case 0x62: .anchor(.wordBoundary)
    case 0x42: .anchor(.noWordBoundary)
    default: nil
    }
  }

  /// Reads the rest of an escape; `letter` is the character behind the backslash, already taken.
  mutating func escape(_ letter: UInt32, inSet: Bool) throws(PatternError) -> PatternEscape {
    if !inSet, let anchor = Self.anchor(letter) { return anchor }
    if let character = Self.simpleEscape(letter) { return .character(character) }
    if let category = Self.category(letter) { return category }
    switch letter {
    case 0x78: return .character(try hexadecimal(letter, digits: 2))
    case 0x75: return .character(try hexadecimal(letter, digits: 4))
    case 0x55:
      let before = scanner.position
      let value = try hexadecimal(letter, digits: 8)
      guard value <= 0x10ffff else {
        let text = [0x5c, letter] + scanner.scalars[before..<scanner.position]
        throw scanner.error("bad escape \(ByteText.of(text))", back: text.count)
      }
      return .character(value)
    case 0x4e: return .character(try namedCharacter())
    default: break
    }
    if letter.isASCIIDigit { return inSet ? try octalInSet(letter) : try octalOrReference(letter) }
    if letter.isASCIILetter { throw badEscape([letter]) }
    return .character(letter)
  }

  private func badEscape(_ rest: [UInt32]) -> PatternError {
    scanner.error("bad escape \\\(ByteText.of(rest))", back: rest.count + 1)
  }

  private mutating func hexadecimal(_ letter: UInt32, digits count: Int) throws(PatternError) -> UInt32 {
    let digits = try scanner.take(atMost: count) { $0.hexadecimalDigit != nil }
    guard digits.count == count else {
      throw scanner.error("incomplete escape \\\(ByteText.of([letter] + digits))", back: digits.count + 2)
    }
    return digits.reduce(0) { $0 << 4 | ($1.hexadecimalDigit ?? 0) }
  }

  /// `\N{EM DASH}`
  private mutating func namedCharacter() throws(PatternError) -> UInt32 {
    guard try scanner.take("{") else { throw scanner.error("missing {") }
    let name = try scanner.take(until: "}", what: "character name")
    guard let character = CharacterNames.lookup(name) else {
      throw scanner.error("undefined character name \(scanner.quoted(name))", back: name.count + 4)
    }
    return character
  }

  private mutating func octalInSet(_ letter: UInt32) throws(PatternError) -> PatternEscape {
    guard letter.isOctalDigit else { throw badEscape([letter]) }
    let digits = [letter] + (try scanner.take(atMost: 2) { $0.isOctalDigit })
    return .character(try octal(digits))
  }

  private func octal(_ digits: [UInt32]) throws(PatternError) -> UInt32 {
    let value = digits.reduce(0) { $0 << 3 | ($1 - 0x30) }
    guard value <= 0o377 else {
      throw scanner.error(
        "octal escape value \\\(ByteText.of(digits)) outside of range 0-0o377", back: digits.count + 1)
    }
    return value
  }

  /// `\0`, `\012` and `\141` are characters, `\1` and `\12` groups.
  private mutating func octalOrReference(_ letter: UInt32) throws(PatternError) -> PatternEscape {
    if letter == 0x30 {
      return .character(try octal([letter] + (try scanner.take(atMost: 2) { $0.isOctalDigit })))
    }
    var digits = [letter] + (try scanner.take(atMost: 1) { $0.isASCIIDigit })
    if digits.count == 2, digits.allSatisfy(\.isOctalDigit) {
      digits += try scanner.take(atMost: 1) { $0.isOctalDigit }
      if digits.count == 3 { return .character(try octal(digits)) }
    }
    let group = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard group < groups.count else {
      throw scanner.error("invalid group reference \(group)", back: digits.count)
    }
    try checkReference(group, back: digits.count + 1)
    return .backReference(group)
  }
}

/// Code points as text for messages.
enum ByteText {
  static func of(_ scalars: some Sequence<UInt32>) -> String {
    String(decoding: PythonText.bytes(scalars), as: UTF8.self)
  }
}

/// The names that Unicode gives to characters.
enum CharacterNames {
  /// The character with a name, in any case of letters.
  static func lookup(_ name: [UInt32]) -> UInt32? {
    let wanted = ByteText.of(name).uppercased()
    // Named escapes are rare; a table of names would cost more than this search ever does.
    for value in UInt32(0x20)...0x10ffff {
      guard let properties = Unicode.Scalar(value)?.properties else { continue }
      if properties.name == wanted || properties.nameAlias == wanted { return value }
    }
    return nil
  }
}
