import PackageModel

/// A piece of a search's text.
struct SearchLexeme: Hashable {
  enum Kind: Hashable {
    case word(ByteString)
    /// Fields, and the word behind them if it follows at once.
    case field(SearchFields, ByteString)
    case phrase([ByteString])
    case and, or
    case open, close
    /// `<`, also written `pkgs<`.
    case openPackages
    case closePackages
  }

  var kind: Kind
  var offset: Int
}

/// Cuts a search's text into pieces.
///
/// Brackets and quotes end a word only at its end, so that `a(b)c` is one word and `a)` is two pieces.
struct SearchLexer {
  private let text: ByteString
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: ByteString) {
    self.text = text
    bytes = text.bytes
  }

  static func lexemes(of text: ByteString) throws(SearchQueryError) -> [SearchLexeme] {
    var lexer = SearchLexer(text)
    var lexemes: [SearchLexeme] = []
    while let lexeme = try lexer.next() { lexemes.append(lexeme) }
    return lexemes
  }

  private mutating func next() throws(SearchQueryError) -> SearchLexeme? {
    while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
    guard place < bytes.count else { return nil }
    let start = place
    func single(_ kind: SearchLexeme.Kind) -> SearchLexeme { SearchLexeme(kind: kind, offset: start) }
    switch bytes[place] {
    case ASCII.openParenthesis:
      place += 1
      return single(.open)
    case ASCII.closeParenthesis:
      place += 1
      return single(.close)
    case ASCII.greaterThan:
      place += 1
      return single(.closePackages)
    case ASCII.singleQuote, ASCII.doubleQuote: return single(.phrase(try phrase()))
    default: break
    }
    if let length = packagesMark {
      place += length
      return single(.openPackages)
    }
    return single(word())
  }

  private static func isBlank(_ byte: UInt8) -> Bool { ASCII.isActionBlank(byte) || (0x0b...0x0d).contains(byte) }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == ASCII.singleQuote || byte == ASCII.doubleQuote }

  /// How long `<`, `p<`, `pk<`, `pkg<` or `pkgs<` is, if it is here.
  private var packagesMark: Int? {
    for (index, byte) in bytes[place...].prefix(5).enumerated() {
      if byte == ASCII.lessThan { return index + 1 }
      guard index < 4, ASCII.lowercased(byte) == Array("pkgs".utf8)[index] else { return nil }
    }
    return nil
  }

  private mutating func phrase() throws(SearchQueryError) -> [ByteString] {
    let start = place
    guard let end = bytes[(place + 1)...].firstIndex(of: bytes[place]) else {
      throw SearchQueryError(code: .syntax, message: "The quote is not closed.", text: text, offset: start)
    }
    let words = bytes[(start + 1)..<end].split(whereSeparator: Self.isBlank).map { ByteString($0) }
    guard !words.isEmpty else {
      throw SearchQueryError(code: .syntax, message: "There is nothing in the quotes.", text: text, offset: start)
    }
    place = end + 1
    return words
  }

  private mutating func word() -> SearchLexeme.Kind {
    let run = bytes[place...].prefix { !Self.isBlank($0) }
    var fields: [[UInt8]] = [[]]
    var end = run.startIndex
    while end < run.endIndex {
      let byte = run[end]
      end += 1
      guard byte == ASCII.colon else {
        fields[fields.count - 1].append(byte)
        continue
      }
      if fields[fields.count - 1].last == ASCII.backslash {
        fields[fields.count - 1][fields[fields.count - 1].count - 1] = ASCII.colon
        continue
      }
      fields.append([])
      // What is quoted or in brackets behind fields is a piece of its own.
      if end < run.endIndex, Self.isQuote(run[end]) || run[end] == ASCII.openParenthesis { break }
    }
    while end > run.startIndex + 1, let last = fields[fields.count - 1].last, Self.isClosing(last) {
      guard fields.count > 1 || fields[0].count > 1 else { break }
      fields[fields.count - 1].removeLast()
      end -= 1
    }
    place = end
    let words = fields.map { ByteString($0) }
    guard words.count > 1 else {
      return words[0] == "AND" ? .and : words[0] == "OR" ? .or : .word(words[0])
    }
    var found = SearchFields()
    found.heading = words[words.count - 2]
    if words.count > 2 { found.kind = words[words.count - 3] }
    if words.count > 3 { found.package = words[words.count - 4] }
    return .field(found, words[words.count - 1])
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == ASCII.closeParenthesis || byte == ASCII.greaterThan || isQuote(byte)
  }
}
