import PackageModel

extension UnicodeBlanks {
  /// The ranges of the words of a text, as Python's `str.split` cuts it.
  static func words(_ text: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var rest = trimmed(text, range)
    while !rest.isEmpty {
      let word = firstWord(text, rest)
      words.append(word)
      rest = trimmed(text, word.upperBound..<rest.upperBound)
    }
    return words
  }

  /// The range of the first word of a range that begins with one.
  static func firstWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var end = range.lowerBound
    while end < range.upperBound, leadingWidth(text, end, range.upperBound) == 0 { end += 1 }
    return range.lowerBound..<end
  }
}

extension ByteString {
  /// Some bytes of these.
  subscript(range: Range<Int>) -> ByteString { ByteString(bytes[range]) }
}
