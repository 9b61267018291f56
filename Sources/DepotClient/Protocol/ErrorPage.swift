import PackageModel

/// The page that a depot sends with a refusal: its first paragraph says why.
enum ErrorPage {
  private static let longest = 2000

  /// The reason; `nil` where the page has none.
  static func message(_ body: [UInt8]) -> String? {
    let text = ByteString(body)
    guard let start = text.firstRange(of: "<p>") else { return plain(text) }
    let rest = ByteString(body[start.upperBound...])
    guard let end = rest.firstRange(of: "</p>") else { return nil }
    return cleaned(unescaped(ByteString(rest.bytes[..<end.lowerBound]).text))
  }

  /// A short answer that is no page is the reason itself.
  private static func plain(_ text: ByteString) -> String? {
    guard !text.isEmpty, text.count <= 400, !text.contains(UInt8(ascii: "<")), text.isUTF8 else { return nil }
    return cleaned(text.text)
  }

  private static func unescaped(_ text: String) -> String {
    var result = text
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      result = result.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    return result
  }

  /// On one line, and without what could move a terminal's cursor.
  private static func cleaned(_ text: String) -> String? {
    let words = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : String($0) }.joined()
      .split(separator: " ").joined(separator: " ")
    return words.isEmpty ? nil : String(words.prefix(longest))
  }
}
