package import PackageModel

/// Reads a search's text (pkg(1), "search").
///
/// `AND` and `OR` bind alike and to the right; words side by side bind closer and mean `AND`.
package struct SearchParser {
  /// Deeper brackets are refused.
  private static let deepest = 100

  private let text: ByteString
  private let lexemes: [SearchLexeme]
  private var place = 0
  private var depth = 0

  /// Reads a text.
  ///
  /// - Throws: ``SearchQueryError/Code/syntax``, ``SearchQueryError/Code/mixedResults``, with the place of the mistake.
  package static func parse(_ text: ByteString) throws(SearchQueryError) -> SearchExpression {
    var parser = SearchParser(text, try SearchLexer.lexemes(of: text))
    let expression = try parser.expression()
    guard parser.place == parser.lexemes.count else { throw parser.unexpected() }
    return expression
  }

  private init(_ text: ByteString, _ lexemes: [SearchLexeme]) {
    self.text = text
    self.lexemes = lexemes
  }

  private var next: SearchLexeme? { place < lexemes.count ? lexemes[place] : nil }

  private func error(_ message: String) -> SearchQueryError {
    SearchQueryError(code: .syntax, message: message, text: text, offset: next?.offset ?? text.count)
  }

  private func unexpected() -> SearchQueryError {
    guard let next else { return error("Could not parse query: a word is missing at its end.") }
    return switch next.kind {
    case .close: error("Could not parse query: nothing is open that this could close.")
    case .closePackages: error("Could not parse query: nothing is open that this could close.")
    default: error("Could not parse query: a word is missing here.")
    }
  }

  private mutating func expression() throws(SearchQueryError) -> SearchExpression {
    let left = try list()
    guard let lexeme = next, lexeme.kind == .and || lexeme.kind == .or else { return left }
    place += 1
    let right = try expression()
    return try join(left, right, lexeme.kind == .or, at: lexeme.offset)
  }

  private mutating func list() throws(SearchQueryError) -> SearchExpression {
    var parts: [(SearchExpression, offset: Int)] = []
    while let lexeme = next {
      if lexeme.kind == .and || lexeme.kind == .or || lexeme.kind == .close || lexeme.kind == .closePackages { break }
      parts.append((try part(lexeme), lexeme.offset))
    }
    guard var (result, offset) = parts.popLast() else { throw unexpected() }
    while let (left, start) = parts.popLast() {
      result = try join(left, result, false, at: offset)
      offset = start
    }
    return result
  }

  private func join(
    _ left: SearchExpression, _ right: SearchExpression, _ isEither: Bool, at offset: Int
  ) throws(SearchQueryError) -> SearchExpression {
    guard left.result == right.result else {
      throw SearchQueryError(
        code: .mixedResults,
        message: "AND and OR need the same kind of results on both sides; here one side finds packages and the other "
          + "finds actions.", text: text, offset: offset)
    }
    return isEither ? .either(left, right) : .both(left, right)
  }

  private mutating func part(_ lexeme: SearchLexeme) throws(SearchQueryError) -> SearchExpression {
    place += 1
    switch lexeme.kind {
    case .word(let word): return .term(SearchTerm(word))
    case .phrase(let words): return .term(SearchTerm(phrase: words))
    case .field(let fields, let word): return .term(term(fields, word))
    case .open: return try enclosed(until: .close, lexeme)
    case .openPackages: return .packages(try enclosed(until: .closePackages, lexeme))
    case .close, .closePackages, .and, .or: throw unexpected()
    }
  }

  /// Fields take the word or the phrase that comes next; everything where there is none.
  private mutating func term(_ fields: SearchFields, _ word: ByteString) -> SearchTerm {
    var term = SearchTerm(word.isEmpty ? "*" : word)
    if word.isEmpty {
      switch next?.kind {
      case .word(let word):
        term = SearchTerm(word)
        place += 1
      case .phrase(let words):
        term = SearchTerm(phrase: words)
        place += 1
      default: break
      }
    }
    term.fields = fields
    return term
  }

  private mutating func enclosed(
    until end: SearchLexeme.Kind, _ start: SearchLexeme
  ) throws(SearchQueryError) -> SearchExpression {
    depth += 1
    guard depth <= Self.deepest else { throw error("The brackets are too deep.") }
    let inner = try expression()
    depth -= 1
    guard next?.kind == end else {
      throw SearchQueryError(
        code: .syntax, message: "Could not parse query: the bracket is not closed.", text: text, offset: start.offset)
    }
    place += 1
    return inner
  }
}
