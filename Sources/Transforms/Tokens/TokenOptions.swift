import PackageModel

/// The options of a token: what stands behind the first semicolon of `%(value;prefix="x";noquote)`.
struct TokenOptions: Hashable, Sendable {
  /// What an option is set to.
  enum Value: Hashable, Sendable {
    /// Nothing: the name stands alone.
    case alone
    case text(ByteString)

    var isTrue: Bool { self != .text("") }
  }

  var notFound: Value?
  var prefix: Value?
  var suffix: Value?
  var separator: Value?
  private var quote: Value?
  private var noQuote: Value?

  /// The options of a token without any.
  init() {}

  /// Reads options. Names that are not known are passed over.
  init(_ text: ByteString) throws(OptionLexer.Failure) {
    var lexer = OptionLexer(text)
    while true {
      var name = try lexer.next()
      if name.isEmpty { return }
      if name == [0x3b] { name = try lexer.next() }
      let sign = try lexer.next()
      var value = Value.alone
      if !sign.isEmpty, sign != [0x3b] {
        guard sign == [0x3d] else {
          throw OptionLexer.Failure(message: "the option '\(ByteText.of(name))' lacks an equals sign")
        }
        let token = try lexer.next()
        guard let first = token.first, let last = token.last else {
          throw OptionLexer.Failure(message: "the option '\(ByteText.of(name))' lacks a value")
        }
        let isQuoted = first == last && (first == 0x22 || first == 0x27)
        value = .text(ByteString(PythonText.bytes(isQuoted ? Array(token.dropFirst().dropLast()) : token)))
      }
      set(ByteText.of(name), value)
    }
  }

  private mutating func set(_ name: String, _ value: Value) {
    switch name {
    case "notfound": notFound = value
    case "prefix": prefix = value
    case "suffix": suffix = value
    case "sep": separator = value
    case "quote": quote = value
    case "noquote": noQuote = value
    default: break
    }
  }

  /// Whether values are quoted, where `standard` holds if nothing is said.
  func quotes(standard: Bool) -> Bool {
    if noQuote?.isTrue == true { return false }
    return quote?.isTrue ?? standard
  }

  /// The names of the options.
  static let names = ["notfound", "noquote", "prefix", "quote", "sep", "suffix"]
}
