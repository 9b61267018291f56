/// Cuts a pattern into characters and escapes, with one token of look-ahead.
struct PatternScanner {
  /// A character, or a backslash with the character behind it.
  struct Token: Hashable {
    var scalar: UInt32
    var isEscape: Bool

    /// How many characters the token takes.
    var width: Int { isEscape ? 2 : 1 }
    var scalars: [UInt32] { isEscape ? [0x5c, scalar] : [scalar] }

    func isCharacter(_ character: Unicode.Scalar) -> Bool { !isEscape && scalar == character.value }
  }

  let scalars: [UInt32]
  /// Behind the token looked at.
  private var index = 0
  private(set) var next: Token?

  init(_ scalars: [UInt32]) throws(PatternError) {
    self.scalars = scalars
    try advance()
  }

  /// Where the token looked at begins.
  var position: Int { index - (next?.width ?? 0) }

  private mutating func advance() throws(PatternError) {
    guard index < scalars.count else {
      next = nil
      return
    }
    var token = Token(scalar: scalars[index], isEscape: false)
    if token.scalar == 0x5c {
      guard index + 1 < scalars.count else {
        throw PatternError("bad escape (end of pattern)", at: scalars.count - 1)
      }
      token = Token(scalar: scalars[index + 1], isEscape: true)
    }
    index += token.width
    next = token
  }

  /// Takes a token.
  mutating func take() throws(PatternError) -> Token? {
    let token = next
    try advance()
    return token
  }

  /// Takes a character if it is this one.
  mutating func take(_ character: Unicode.Scalar) throws(PatternError) -> Bool {
    guard next?.isCharacter(character) == true else { return false }
    try advance()
    return true
  }

  /// Takes up to `count` characters of which `condition` holds.
  mutating func take(
    atMost count: Int, where condition: (UInt32) -> Bool
  ) throws(PatternError) -> [UInt32] {
    var result: [UInt32] = []
    while result.count < count, let token = next, !token.isEscape, condition(token.scalar) {
      result.append(token.scalar)
      try advance()
    }
    return result
  }

  /// Takes what stands before a character, and that character.
  mutating func take(until terminator: Unicode.Scalar, what: String) throws(PatternError) -> [UInt32] {
    var result: [UInt32] = []
    while true {
      let token = try take()
      guard let token else {
        if result.isEmpty { throw error("missing " + what) }
        throw error("missing \(terminator), unterminated name", back: result.count)
      }
      if token.isCharacter(terminator) {
        if result.isEmpty { throw error("missing " + what, back: 1) }
        return result
      }
      result += token.scalars
    }
  }

  /// Goes back to a place.
  mutating func seek(_ position: Int) throws(PatternError) {
    index = position
    try advance()
  }

  /// A mistake some characters before the token looked at.
  func error(_ message: String, back: Int = 0) -> PatternError { PatternError(message, at: position - back) }

  /// Checks that a text is a name.
  func checkName(_ name: [UInt32], back: Int) throws(PatternError) {
    guard PythonText.isIdentifier(name) else {
      throw error("bad character in group name \(quoted(name))", back: name.count + back)
    }
  }

  /// A text for a message.
  func quoted(_ text: [UInt32]) -> String { String(decoding: PythonText.repr(scalars: text), as: UTF8.self) }
}

extension UInt32 {
  /// The value of a hexadecimal digit.
  var hexadecimalDigit: UInt32? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }

  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isOctalDigit: Bool { self >= 0x30 && self <= 0x37 }
  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7a }
}
