package import PackageModel

/// Splits a text into words by the quoting rules of the shell, without expansions.
package enum ShellWords {
  /// A quote that is never closed.
  package struct UnmatchedQuote: Error, Hashable, Sendable {
    /// The line it stands on, from 1.
    package var line: Int
  }

  /// A word and the line it begins on, from 1.
  package struct Word: Hashable, Sendable {
    package var text: ByteString
    package var line: Int
  }

  /// The words of a text. A backslash at the end of a line joins it with the next one.
  package static func split(_ text: [UInt8]) throws(UnmatchedQuote) -> [Word] {
    var scanner = Scanner(text: text)
    return try scanner.words()
  }

  private struct Scanner {
    let text: [UInt8]
    var index = 0
    var line = 1

    mutating func words() throws(UnmatchedQuote) -> [Word] {
      var words: [Word] = []
      while true {
        while index < text.count, isBlank(text[index]) { advance() }
        guard index < text.count else { return words }
        let start = line
        var word: [UInt8] = []
        var isWord = false
        while index < text.count, !isBlank(text[index]) {
          if text[index] == ASCII.backslash, index + 1 < text.count, text[index + 1] == ASCII.newline {
            advance()
            advance()
            continue
          }
          isWord = true
          try part(of: &word)
        }
        if isWord { words.append(Word(text: ByteString(word), line: start)) }
      }
    }

    private mutating func part(of word: inout [UInt8]) throws(UnmatchedQuote) {
      switch text[index] {
      case ASCII.singleQuote:
        let opening = line
        advance()
        while true {
          guard index < text.count else { throw UnmatchedQuote(line: opening) }
          if text[index] == ASCII.singleQuote { break }
          word.append(text[index])
          advance()
        }
        advance()
      case ASCII.doubleQuote:
        try doubleQuoted(into: &word)
      case ASCII.backslash:
        advance()
        word.append(index < text.count ? text[index] : ASCII.backslash)
        advance()
      default:
        word.append(text[index])
        advance()
      }
    }

    /// Inside double quotes a backslash quotes `$`, `` ` ``, `"`, itself and a line end, and stands for itself elsewhere.
    private mutating func doubleQuoted(into word: inout [UInt8]) throws(UnmatchedQuote) {
      let opening = line
      advance()
      while true {
        guard index < text.count else { throw UnmatchedQuote(line: opening) }
        if text[index] == ASCII.doubleQuote { break }
        if text[index] == ASCII.backslash, index + 1 < text.count, "$`\"\\\n".utf8.contains(text[index + 1]) {
          advance()
          if text[index] == ASCII.newline {
            advance()
            continue
          }
        }
        word.append(text[index])
        advance()
      }
      advance()
    }

    private mutating func advance() {
      if index < text.count, text[index] == ASCII.newline { line += 1 }
      index += 1
    }

    private func isBlank(_ byte: UInt8) -> Bool {
      byte == ASCII.space || (byte >= 0x09 && byte <= ASCII.carriageReturn)
    }
  }
}
