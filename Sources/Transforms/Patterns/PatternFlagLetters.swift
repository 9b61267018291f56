/// The flags that a pattern switches, as in `(?i)` or `(?i-m:…)`.
enum PatternFlagLetters {
  struct Change {
    var added: PatternFlags = []
    var removed: PatternFlags = []
    /// Whether the flags hold for the whole pattern.
    var isGlobal = false
  }

  static func flag(_ letter: UInt32) -> PatternFlags? {
    switch letter {
    case 0x69: .ignoreCase
    case 0x4c: .locale
    case 0x6d: .multiline
    case 0x73: .dotMatchesAll
    case 0x78: .verbose
    case 0x61: .ascii
    case 0x74: .template
    case 0x75: .unicode
    default: nil
    }
  }

  /// Reads flags up to the `)` or `:` behind them; `letter` is the first, already taken.
  static func scan(_ letter: UInt32, _ scanner: inout PatternScanner) throws(PatternError) -> Change {
    var change = Change()
    var letter = letter
    while let flag = flag(letter) {
      if flag == .locale { throw scanner.error("bad inline flags: cannot use 'L' flag with a str pattern") }
      change.added.insert(flag)
      if !flag.isDisjoint(with: .kinds), change.added.intersection(.kinds) != flag {
        throw scanner.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
      }
      letter = try next(&scanner, missing: "missing -, : or )", ends: [0x29, 0x2d, 0x3a])
    }
    if letter == 0x29 {
      change.isGlobal = true
      return change
    }
    if change.added.contains(.template) {
      throw scanner.error("bad inline flags: cannot turn on global flag", back: 1)
    }
    if letter == 0x2d {
      letter = try next(&scanner, missing: "missing flag", ends: [])
      while let flag = flag(letter) {
        if !flag.isDisjoint(with: .kinds) {
          throw scanner.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
        }
        change.removed.insert(flag)
        letter = try next(&scanner, missing: "missing :", ends: [0x3a])
      }
    }
    if change.removed.contains(.template) {
      throw scanner.error("bad inline flags: cannot turn off global flag", back: 1)
    }
    guard change.added.isDisjoint(with: change.removed) else {
      throw scanner.error("bad inline flags: flag turned on and off", back: 1)
    }
    return change
  }

  /// Takes a character that is a flag or one of `ends`.
  private static func next(
    _ scanner: inout PatternScanner, missing: String, ends: [UInt32]
  ) throws(PatternError) -> UInt32 {
    guard let token = try scanner.take() else { throw scanner.error(missing) }
    if !token.isEscape, ends.contains(token.scalar) || flag(token.scalar) != nil { return token.scalar }
    let isLetter = !token.isEscape && Unicode.Scalar(token.scalar)?.properties.isAlphabetic == true
    throw scanner.error(isLetter ? "unknown flag" : missing, back: token.width)
  }
}
