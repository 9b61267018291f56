import PackageModel

/// Where a logical line came from.
struct LineOrigin {
  /// The number of the file.
  var source: Int
  var firstLine: Int
  var lastLine: Int
  /// Whether macros were written out, so that places in the line are not places in the file.
  var isRewritten: Bool
}

/// Finds the place in a file of a byte of a logical line.
enum LineLocator {
  /// The physical line, its text, and the column of the byte in it; `nil` where the file does not have it.
  static func locate(
    _ offset: Int, _ origin: LineOrigin, in bytes: [UInt8]
  ) -> (line: Int, column: Int, text: ByteString)? {
    guard !origin.isRewritten else { return nil }
    let span = bytes.span
    var scanner = LineScanner()
    var rest = offset
    while let physical = scanner.next(span), scanner.line <= origin.lastLine {
      guard scanner.line >= origin.firstLine else { continue }
      let range = UnicodeBlanks.trimmed(span, physical)
      if range.isEmpty { continue }
      let isContinued = scanner.line < origin.lastLine && span[range.upperBound - 1] == ASCII.backslash
      let count = range.count - (isContinued ? 1 : 0)
      if rest < count || !isContinued {
        let column = range.lowerBound - physical.lowerBound + min(rest, count) + 1
        return (scanner.line, column, ByteString(span.extracting(physical.lowerBound..<range.upperBound)))
      }
      rest -= count
    }
    return nil
  }
}
