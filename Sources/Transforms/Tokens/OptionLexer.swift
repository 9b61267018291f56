import PackageModel

/// Cuts the options of a token, as in `%(value;sep=",")`, by the rules of Python's `shlex` outside of POSIX mode: words
/// of letters, digits and underscores, quoted strings with their quotes, and every other character by itself.
struct OptionLexer {
  /// Why options cannot be cut.
  struct Failure: Error, Hashable {
    var message: String
  }

  private let scalars: [UInt32]
  private var index = 0
  private var pushedBack: [UInt32]?
  private var isAtEnd = false

  init(_ text: ByteString) { scalars = PythonText.scalars(text.bytes) }

  /// The next token; empty at the end.
  mutating func next() throws(Failure) -> [UInt32] {
    if let token = pushedBack {
      pushedBack = nil
      return token
    }
    var token: [UInt32] = []
    while !isAtEnd {
      guard index < scalars.count else {
        isAtEnd = true
        break
      }
      let scalar = scalars[index]
      index += 1
      if token.isEmpty {
        switch scalar {
        case 0x20, 0x09, 0x0d, 0x0a: continue
        case 0x23: skipLine()
        case 0x22, 0x27: return try quoted(scalar)
        case let scalar where Self.isWord(scalar): token.append(scalar)
        default: return [scalar]
        }
        continue
      }
      switch scalar {
      case 0x20, 0x09, 0x0d, 0x0a: return token
      case 0x23: skipLine()
      case let scalar where Self.isWord(scalar) || scalar == 0x22 || scalar == 0x27: token.append(scalar)
      default:
        pushedBack = [scalar]
        return token
      }
    }
    return token
  }

  /// A number sign begins a comment, even inside a word.
  private mutating func skipLine() {
    while index < scalars.count, scalars[index] != 0x0a { index += 1 }
    if index < scalars.count { index += 1 }
  }

  private mutating func quoted(_ quote: UInt32) throws(Failure) -> [UInt32] {
    var token = [quote]
    while index < scalars.count {
      token.append(scalars[index])
      index += 1
      if token[token.count - 1] == quote { return token }
    }
    throw Failure(message: "a quote is not closed in the options of a token")
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    scalar.isASCIIDigit || scalar.isASCIILetter || scalar == 0x5f
  }
}
