/// A line of a source with a mark below the place that is meant, as it is shown below a message.
package enum SourceExcerpt {
  /// How many characters of a line are shown.
  private static let length = 160

  /// The line, or of a long one what is around the column, and a second line with the mark.
  ///
  /// - Parameters:
  ///   - column: in bytes, from 1; `nil` where the whole line is meant.
  ///   - endColumn: the column behind the stretch that is meant.
  package static func text(of line: ByteString, column: Int?, endColumn: Int? = nil) -> String {
    let characters = line.text.unicodeScalars.map(printable)
    func position(_ column: Int) -> Int {
      min(ByteString(line.bytes.prefix(max(column, 1) - 1)).text.unicodeScalars.count, characters.count)
    }
    let caret = column.map(position)
    let start = max(0, min((caret ?? 0) - length / 2, characters.count - length))
    let end = min(characters.count, start + length)
    func text(_ scalars: some Sequence<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }
    var result = (start > 0 ? "…" : "") + text(characters[start..<end]) + (end < characters.count ? "…" : "")
    if let caret {
      // Tabs are kept so that the mark stands below the right place whatever their width.
      let blanks = characters[start..<max(start, caret)].map { $0 == "\t" ? $0 : " " as Unicode.Scalar }
      let width = min(endColumn.map(position) ?? caret, end) - caret
      result +=
        "\n    " + (start > 0 ? " " : "") + text(blanks) + "^" + String(repeating: "~", count: max(0, width - 1))
    }
    return result
  }

  /// Control characters of hostile input must not reach the terminal.
  package static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let isControl = scalar.value < 0x20 && scalar != "\t" || (0x7f..<0xa0).contains(scalar.value)
    return isControl ? "\u{FFFD}" : scalar
  }
}
