import PackageModel

/// The replacement of an `edit`, in the syntax of Python's `re.sub`.
struct ReplacementTemplate: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case text([UInt8])
    case group(Int)
  }

  /// Why a replacement cannot be used with a pattern.
  enum Failure: Error, Hashable, Sendable {
    case malformed(PatternError)
    /// `\g<name>` names no group. Python reports this in another way than other mistakes.
    case unknownGroup(ByteString)
  }

  private(set) var pieces: [Piece] = []
  private var unknownGroup: ByteString?

  /// Reads a replacement for a pattern.
  init(_ template: ByteString, for pattern: PatternSyntax) throws(Failure) {
    guard template.contains(ASCII.backslash) else {
      pieces = template.isEmpty ? [] : [.text(template.bytes)]
      return
    }
    do throws(PatternError) {
      try read(PatternScanner(PythonText.scalars(template.bytes)), pattern)
    } catch {
      throw .malformed(error)
    }
    if let unknownGroup { throw .unknownGroup(unknownGroup) }
  }

  private mutating func read(_ scanner: PatternScanner, _ pattern: PatternSyntax) throws(PatternError) {
    var scanner = scanner
    while unknownGroup == nil, let token = try scanner.take() {
      guard token.isEscape else {
        put(token.scalar)
        continue
      }
      let letter = token.scalar
      if letter == 0x67 {
        try readGroup(&scanner, pattern)
      } else if letter == 0x30 {
        let digits = try scanner.take(atMost: 2) { $0.isOctalDigit }
        put(digits.reduce(0) { $0 << 3 | ($1 - 0x30) } & 0xff)
      } else if letter.isASCIIDigit {
        try readDigits(letter, &scanner, pattern)
      } else if let character = PatternParser.simpleEscape(letter) {
        put(character)
      } else if letter.isASCIILetter {
        throw scanner.error("bad escape \\\(ByteText.of([letter]))", back: 2)
      } else {
        put(0x5c)
        put(letter)
      }
    }
  }

  private mutating func put(_ scalar: UInt32) {
    var text: [UInt8] = []
    if case .text(let before)? = pieces.last {
      text = before
      pieces.removeLast()
    }
    PythonText.append(scalar, to: &text)
    pieces.append(.text(text))
  }

  /// `\12` is a group unless three octal digits make a character of it.
  private mutating func readDigits(
    _ letter: UInt32, _ scanner: inout PatternScanner, _ pattern: PatternSyntax
  ) throws(PatternError) {
    var digits = [letter] + (try scanner.take(atMost: 1) { $0.isASCIIDigit })
    if digits.count == 2, digits.allSatisfy(\.isOctalDigit) {
      digits += try scanner.take(atMost: 1) { $0.isOctalDigit }
      if digits.count == 3 {
        let value = digits.reduce(0) { $0 << 3 | ($1 - 0x30) }
        guard value <= 0o377 else {
          throw scanner.error(
            "octal escape value \\\(ByteText.of(digits)) outside of range 0-0o377", back: digits.count + 1)
        }
        return put(value)
      }
    }
    try put(group: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, back: digits.count, scanner, pattern)
  }

  /// `\g<1>` and `\g<name>`
  private mutating func readGroup(
    _ scanner: inout PatternScanner, _ pattern: PatternSyntax
  ) throws(PatternError) {
    guard try scanner.take("<") else { throw scanner.error("missing <") }
    let name = try scanner.take(until: ">", what: "group name")
    if PythonText.isIdentifier(name) {
      guard let group = pattern.groupNames[name] else {
        unknownGroup = ByteString(PythonText.bytes(name))
        return
      }
      return try put(group: group, back: name.count + 1, scanner, pattern)
    }
    guard let group = PythonText.integer(name), group >= 0 else {
      throw scanner.error("bad character in group name \(scanner.quoted(name))", back: name.count + 1)
    }
    try put(group: group, back: name.count + 1, scanner, pattern)
  }

  private mutating func put(
    group: Int, back: Int, _ scanner: PatternScanner, _ pattern: PatternSyntax
  ) throws(PatternError) {
    guard group <= pattern.groupCount else {
      throw scanner.error("invalid group reference \(group)", back: back)
    }
    pieces.append(.group(group))
  }
}
