import PackageModel

/// A text with tokens: `%(attribute)`, `%{package attribute}` and, in what these give, `%<group>`.
struct Template: Sendable {
  /// What a token stands for.
  enum Source: Hashable, Sendable {
    case attribute(ByteString)
    case packageAttribute(ByteString)
    case lineNumber
    case fileName
    case hash
    case key
    case actionName
  }

  struct Token: Sendable {
    var source: Source
    /// The name in the message that it was not found.
    var name: ByteString
    var options: TokenOptions
    /// What is wrong with the options. The token fails when it is needed, as in the IPS tools.
    var failure: OptionLexer.Failure?
    /// Where the token stands in the template.
    var range: Range<Int>
    /// The number of the attribute's name, once there is a table of names.
    var nameID: NameTable.ID?
  }

  enum Piece: Sendable {
    case text([UInt8])
    case token(Token)
  }

  let text: ByteString
  var pieces: [Piece] = []

  /// The text itself, where nothing in it is ever replaced.
  var constant: ByteString? {
    guard pieces.count <= 1 else { return nil }
    if case .token? = pieces.first { return nil }
    return text.contains("%<") ? nil : text
  }

  /// Whether the text, or a value put into it, can refer to a group of the match.
  var canReferToGroups: Bool { constant == nil }

  init(_ text: ByteString) {
    self.text = text
    let bytes = text.bytes
    var copied = 0
    var index = 0
    while index + 3 < bytes.count {
      let close =
        bytes[index + 1] == ASCII.openParenthesis ? ASCII.closeParenthesis : bytes[index + 1] == 0x7b ? 0x7d : 0
      // At least one character stands between the brackets, which may be the closing bracket itself.
      guard bytes[index] == ASCII.percent, close != 0, bytes[index + 2] != ASCII.newline,
        let end = Self.end(of: bytes, from: index + 3, close)
      else {
        index += 1
        continue
      }
      if copied < index { pieces.append(.text(Array(bytes[copied..<index]))) }
      pieces.append(.token(Self.token(text, index..<(end + 1), isPackage: close == 0x7d)))
      index = end + 1
      copied = index
    }
    if copied < bytes.count { pieces.append(.text(Array(bytes[copied...]))) }
  }

  private static func end(of bytes: [UInt8], from start: Int, _ close: UInt8) -> Int? {
    for index in start..<bytes.count {
      if bytes[index] == close { return index }
      if bytes[index] == ASCII.newline { return nil }
    }
    return nil
  }

  private static func token(_ text: ByteString, _ range: Range<Int>, isPackage: Bool) -> Token {
    let inside = text[(range.lowerBound + 2)..<(range.upperBound - 1)]
    var name = inside
    var options = TokenOptions()
    var failure: OptionLexer.Failure?
    if let semicolon = inside.bytes.firstIndex(of: ASCII.semicolon) {
      name = inside[0..<semicolon]
      do throws(OptionLexer.Failure) {
        options = try TokenOptions(inside[(semicolon + 1)..<inside.count])
      } catch {
        failure = error
      }
    }
    let source: Source = isPackage ? .packageAttribute(name) : self.source(name)
    return Token(source: source, name: name, options: options, failure: failure, range: range)
  }

  private static func source(_ name: ByteString) -> Source {
    switch name {
    case "pkg.manifest.lineno": .lineNumber
    case "pkg.manifest.filename": .fileName
    case "action.hash": .hash
    case "action.key": .key
    case "action.name": .actionName
    default: .attribute(name)
    }
  }

  /// Gives the tokens the numbers of their attributes' names; `false` when the table of names is full.
  mutating func resolve(_ names: inout NameTable) -> Bool {
    for index in pieces.indices {
      guard case .token(var token) = pieces[index] else { continue }
      switch token.source {
      case .attribute(let name), .packageAttribute(let name):
        guard let id = names.intern(name.bytes.span, 0..<name.count) else { return false }
        token.nameID = id
        pieces[index] = .token(token)
      default: break
      }
    }
    return true
  }

  /// Whether the tokens cannot be replaced unless there is an action. The IPS tools find that out by trying without one,
  /// so that tokens which have a value even then are taken for text; groups are looked for in what came of it.
  ///
  /// - Throws: what is wrong with a token's options.
  func needsAction() throws(OptionLexer.Failure) -> Bool {
    var result: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .token(let token):
        if let failure = token.failure { throw failure }
        let value: ByteString
        switch (token.source, token.options.notFound) {
        case (.lineNumber, _), (.fileName, _): value = "None"
        case (.hash, .text(let text)?): value = text
        case (.hash, .alone?): throw OptionLexer.Failure(message: "the option 'notfound' lacks a value")
        default: return true
        }
        guard token.options.prefix != .alone, token.options.suffix != .alone else {
          throw OptionLexer.Failure(message: "an option lacks a value")
        }
        if case .text(let prefix)? = token.options.prefix { result += prefix.bytes }
        result += value.bytes
        if case .text(let suffix)? = token.options.suffix { result += suffix.bytes }
      }
    }
    return GroupReferences.first(in: result, from: 0) != nil
  }
}

/// The references `%<1>` to `%<9>` to groups of the match.
enum GroupReferences {
  /// The first reference at or behind a place, with its number.
  static func first(in text: [UInt8], from start: Int) -> (range: Range<Int>, group: Int)? {
    var index = start
    while index + 3 < text.count {
      if text[index] == ASCII.percent, text[index + 1] == ASCII.lessThan {
        let (scalar, width) = PythonText.decode(text.span, at: index + 2)
        let end = index + 2 + width
        if let digit = PythonText.digit(scalar), end < text.count, text[end] == ASCII.greaterThan {
          return (index..<(end + 1), digit)
        }
      }
      index += 1
    }
    return nil
  }
}
