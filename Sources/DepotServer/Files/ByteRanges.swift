/// The parts of a file that a client wants (RFC 9110, 14).
package enum ByteRanges: Hashable, Sendable {
  /// The whole file: no range was asked for, or one that makes no sense.
  case whole
  /// Parts of it, in the order they were asked for.
  case parts([Range<Int64>])
  /// None of the parts is in the file.
  case unsatisfiable

  /// More parts than this are a way to make a depot work.
  private static let most = 32

  /// Reads the header.
  package init(_ header: String?, size: Int64) {
    self = .whole
    guard let header, header.hasPrefix("bytes=") else { return }
    let texts = header.dropFirst("bytes=".count).split(separator: ",", omittingEmptySubsequences: false)
    guard !texts.isEmpty, texts.count <= Self.most else { return }
    var parts: [Range<Int64>] = []
    for text in texts {
      let trimmed = text.drop { $0 == " " || $0 == "\t" }
      let ends = trimmed.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      guard ends.count == 2 else { return }
      let last = ends[1].prefix { $0 != " " && $0 != "\t" }
      guard Self.isNumber(ends[0]), Self.isNumber(last), !(ends[0].isEmpty && last.isEmpty) else { return }
      if ends[0].isEmpty {
        let count = min(Int64(last) ?? .max, size)
        if count > 0 { parts.append((size - count)..<size) }
        continue
      }
      let start = Int64(ends[0]) ?? .max
      let end = last.isEmpty ? Int64.max : Int64(last) ?? .max
      guard end >= start else { return }
      if start < size { parts.append(start..<(min(end, size - 1) + 1)) }
    }
    guard !parts.isEmpty else {
      self = .unsatisfiable
      return
    }
    // Parts that together are more than the file cost more than they save.
    guard parts.count == 1 || parts.reduce(0, { $0 + Int64($1.count) }) <= size else { return }
    self = .parts(parts)
  }

  private static func isNumber(_ text: Substring) -> Bool { text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
}
