import PackageModel

/// Finds the places of actions and attributes in the text of a manifest.
struct SourceMap {
  private let manifest: Manifest
  let text: [UInt8]
  /// The physical lines without their ends.
  let lines: [Range<Int>]
  /// The number of the item that each action is.
  private let items: [Int]

  init(_ manifest: Manifest) {
    self.manifest = manifest
    text = manifest.storage.text
    lines = Self.lines(of: text)
    items = (0..<manifest.itemCount).filter { manifest.itemKind(at: $0) == .action }
  }

  private static func lines(of text: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var scanner = LineScanner()
    while let line = scanner.next(text.span) { lines.append(line) }
    return lines
  }

  /// Where an action stands, or one of its attributes.
  func place(of action: Int, attribute: ByteString? = nil) -> LintFinding.Place {
    let file = manifest.fileName
    guard action < items.count, let range = lineRange(ofItem: items[action]) else {
      return LintFinding.Place(file: file)
    }
    let start = lines[range.lowerBound - 1].lowerBound
    let end = lines[range.upperBound - 1].upperBound
    if let attribute, let found = find(attribute, in: start..<end) {
      if let place = place(file, found) { return place }
    }
    let first = lines[range.lowerBound - 1]
    let trimmed = UnicodeBlanks.trimmed(text.span, first)
    return place(file, trimmed) ?? LintFinding.Place(file: file, line: range.lowerBound)
  }

  /// The lines of an action.
  func lineRange(of action: Int) -> ClosedRange<Int>? { action < items.count ? lineRange(ofItem: items[action]) : nil }

  /// The place of a stretch of the text, up to the end of its first line.
  private func place(_ file: String, _ range: Range<Int>) -> LintFinding.Place? {
    guard let line = line(at: range.lowerBound) else { return nil }
    let whole = lines[line - 1]
    return LintFinding.Place(
      file: file, line: line, column: range.lowerBound - whole.lowerBound + 1,
      endColumn: min(range.upperBound, whole.upperBound) - whole.lowerBound + 1, text: ByteString(text[whole]))
  }

  /// The number of the line that a place of the text is on.
  func line(at offset: Int) -> Int? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low
  }

  private func lineRange(ofItem item: Int) -> ClosedRange<Int>? {
    guard let last = manifest.location(ofItem: item).line, last >= 1, last <= lines.count else { return nil }
    guard manifest.items[item].start >= text.count else { return last...last }
    // The line is one of several that were joined: those before it end in backslashes, and blank ones do not count.
    var first = last
    while true {
      var previous = first - 1
      while previous >= 1, UnicodeBlanks.trimmed(text.span, lines[previous - 1]).isEmpty { previous -= 1 }
      guard previous >= 1 else { return first...last }
      let range = UnicodeBlanks.trimmed(text.span, lines[previous - 1])
      guard text[range.upperBound - 1] == ASCII.backslash else { return first...last }
      first = previous
    }
  }

  /// Where `NAME=VALUE` stands.
  func find(_ name: ByteString, in range: Range<Int>) -> Range<Int>? {
    let wanted = name.bytes + [ASCII.equals]
    var index = range.lowerBound
    var quote: UInt8?
    while index + wanted.count <= range.upperBound {
      let byte = text[index]
      if let open = quote {
        if byte == ASCII.backslash { index += 1 } else if byte == open { quote = nil }
      } else if (byte == ASCII.doubleQuote || byte == ASCII.singleQuote), index > 0, text[index - 1] == ASCII.equals {
        quote = byte
      } else if index == range.lowerBound || isBlank(text[index - 1]), text[index...].starts(with: wanted) {
        return index..<end(ofValueAt: index + wanted.count, limit: range.upperBound)
      }
      index += 1
    }
    return nil
  }

  private func end(ofValueAt start: Int, limit: Int) -> Int {
    guard start < limit else { return limit }
    let first = text[start]
    var index = start
    if first == ASCII.doubleQuote || first == ASCII.singleQuote {
      index += 1
      while index < limit, text[index] != first { index += text[index] == ASCII.backslash ? 2 : 1 }
      return min(index + 1, limit)
    }
    while index < limit, !isBlank(text[index]) { index += 1 }
    return index
  }

  private func isBlank(_ byte: UInt8) -> Bool { ASCII.isActionBlank(byte) || byte == ASCII.carriageReturn }
}
