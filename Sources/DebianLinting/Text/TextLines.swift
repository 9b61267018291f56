import PackageModel

/// Texts taken apart, with lines ending at newlines and bytes that are not UTF-8 replaced.
enum TextLines {
  /// The lines without their ends; an end at the end of the text begins no further line.
  static func split(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: ASCII.newline, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension String {
  /// The text without blanks at both ends.
  var trimmed: String {
    var bytes = utf8[...]
    while let first = bytes.first, Self.isBlank(first) { bytes = bytes.dropFirst() }
    while let last = bytes.last, Self.isBlank(last) { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The words between blanks.
  var words: [String] { utf8.split(whereSeparator: Self.isBlank).map { String(decoding: $0, as: UTF8.self) } }

  /// The last part of a path.
  var lastPathPart: String { split(separator: "/").last.map(String.init) ?? self }

  /// The path without its last part and without a slash at the end; empty at the top.
  var parentPath: String {
    guard let slash = utf8.lastIndex(of: ASCII.slash) else { return "" }
    return String(self[..<slash])
  }

  /// The text with capital ASCII letters made small.
  var lowercasedASCII: String { String(decoding: utf8.map(ASCII.lowercased), as: UTF8.self) }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == ASCII.space || (0x09...0x0d).contains(byte) }
}
