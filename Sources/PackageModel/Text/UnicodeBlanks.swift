/// White space as the IPS tools strip it from lines: Unicode's, which in UTF-8 is one, two or three bytes long.
package enum UnicodeBlanks {
  /// The part of `range` that is left when white space at both ends is gone.
  package static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    while low < range.upperBound {
      let width = leadingWidth(text, low, range.upperBound)
      if width == 0 { break }
      low += width
    }
    var high = range.upperBound
    while high > low {
      let width = trailingWidth(text, low, high)
      if width == 0 { break }
      high -= width
    }
    return low..<high
  }

  /// The bytes without white space at both ends.
  package static func trimmed(_ bytes: ByteString) -> ByteString {
    let range = trimmed(bytes.bytes.span, 0..<bytes.count)
    return range.count == bytes.count ? bytes : ByteString(bytes.bytes[range])
  }

  /// How many bytes of white space stand at `index`: 0 where there is none.
  @inline(__always)
  package static func leadingWidth(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Int {
    let byte = text[index]
    if byte > 0x20 && byte < 0xc2 { return 0 }
    if byte < 0x80 { return isASCIIBlank(byte) ? 1 : 0 }
    if byte == 0xc2, index + 1 < end { return isLatin(text[index + 1]) ? 2 : 0 }
    if index + 2 < end, isWide(byte, text[index + 1], text[index + 2]) { return 3 }
    return 0
  }

  @inline(__always)
  private static func trailingWidth(_ text: Span<UInt8>, _ low: Int, _ high: Int) -> Int {
    let byte = text[high - 1]
    if byte < 0x80 { return isASCIIBlank(byte) ? 1 : 0 }
    if high - 2 >= low, text[high - 2] == 0xc2, isLatin(byte) { return 2 }
    if high - 3 >= low, isWide(text[high - 3], text[high - 2], byte) { return 3 }
    return 0
  }

  @inline(__always)
  private static func isASCIIBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f)
  }

  private static func isLatin(_ second: UInt8) -> Bool { second == 0x85 || second == 0xa0 }

  /// U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
  private static func isWide(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xe1, 0x9a): third == 0x80
    case (0xe2, 0x80): (third >= 0x80 && third <= 0x8a) || third == 0xa8 || third == 0xa9 || third == 0xaf
    case (0xe2, 0x81): third == 0x9f
    case (0xe3, 0x80): third == 0x80
    default: false
    }
  }
}
