import PackageModel

/// Cuts a text into words as a shell does, without its expansions.
enum ShellWords {
  /// The words; `nil` where a quote has no end.
  static func split(_ text: ByteString) -> [ByteString]? {
    var words: [ByteString] = []
    var word: [UInt8]?
    var quote: UInt8?
    var bytes = text.bytes[...]
    while let byte = bytes.popFirst() {
      if let open = quote {
        if byte == open {
          quote = nil
        } else if byte == ASCII.backslash, open == ASCII.doubleQuote, let next = bytes.first,
          next == ASCII.doubleQuote || next == ASCII.backslash
        {
          word?.append(next)
          bytes.removeFirst()
        } else {
          word?.append(byte)
        }
        continue
      }
      switch byte {
      case ASCII.singleQuote, ASCII.doubleQuote:
        quote = byte
        word = word ?? []
      case ASCII.backslash:
        guard let next = bytes.popFirst() else { return nil }
        word = (word ?? []) + [next]
      case ASCII.space, ASCII.tab, ASCII.newline, ASCII.carriageReturn:
        if let finished = word { words.append(ByteString(finished)) }
        word = nil
      default: word = (word ?? []) + [byte]
      }
    }
    guard quote == nil else { return nil }
    if let finished = word { words.append(ByteString(finished)) }
    return words
  }
}
