package import PackageModel

/// Cuts a text into words as a POSIX shell does, by the rules of Python's `shlex.split`: quotes of both kinds, and a
/// backslash that outside of quotes takes the next byte as it is and in double quotes only `"` and `\`. There are no
/// comments and no expansions.
package enum ShellWords {
  package struct Word: Hashable {
    package var text: ByteString
    /// Where the word stands in the text, quotes included.
    package var range: Range<Int>
  }

  /// Why a text has no words.
  package struct Failure: Error, Hashable {
    package enum Reason { case noClosingQuotation, noEscapedCharacter }

    package var reason: Reason
    /// Where the quote or backslash is.
    package var position: Int

    package var message: String {
      switch reason {
      case .noClosingQuotation: "a quote is not closed"
      case .noEscapedCharacter: "nothing follows the backslash"
      }
    }
  }

  package static func split(_ text: ByteString) throws(Failure) -> [Word] {
    let bytes = text.bytes
    var words: [Word] = []
    var index = 0
    while index < bytes.count {
      guard !isBlank(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      var word: [UInt8] = []
      while index < bytes.count, !isBlank(bytes[index]) {
        switch bytes[index] {
        case ASCII.singleQuote, ASCII.doubleQuote: try quoted(bytes, &index, &word)
        case ASCII.backslash:
          guard index + 1 < bytes.count else { throw Failure(reason: .noEscapedCharacter, position: index) }
          word.append(bytes[index + 1])
          index += 2
        case let byte:
          word.append(byte)
          index += 1
        }
      }
      words.append(Word(text: ByteString(word), range: start..<index))
    }
    return words
  }

  private static func quoted(_ bytes: [UInt8], _ index: inout Int, _ word: inout [UInt8]) throws(Failure) {
    let opening = index
    let quote = bytes[index]
    index += 1
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == ASCII.backslash, quote == ASCII.doubleQuote {
        guard index + 1 < bytes.count else { throw Failure(reason: .noEscapedCharacter, position: index) }
        let next = bytes[index + 1]
        if next != ASCII.doubleQuote, next != ASCII.backslash { word.append(ASCII.backslash) }
        word.append(next)
        index += 2
      } else {
        word.append(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else { throw Failure(reason: .noClosingQuotation, position: opening) }
    index += 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == ASCII.space || byte == ASCII.tab || byte == ASCII.newline || byte == ASCII.carriageReturn
  }
}
