import PackageModel

extension SourceMap {
  /// What a change means for the text; `nil` where it is written in a way that is better changed by hand.
  func edit(_ change: LintFix.Change, of action: Int) -> TextEdit? {
    guard let lines = lineRange(of: action) else { return nil }
    switch change {
    case .removeAction:
      let start = self.lines[lines.lowerBound - 1].lowerBound
      let end = lines.upperBound < self.lines.count ? self.lines[lines.upperBound].lowerBound : text.count
      return edit(start..<end, ByteString([]))
    case .setValue(let name, let value):
      guard isPlain(value), let found = plainAttribute(name, in: lines) else { return nil }
      return edit(found, name + "=" + value)
    case .removeAttribute(let name):
      guard let found = plainAttribute(name, in: lines), let line = line(at: found.lowerBound) else { return nil }
      return edit(removal(of: found, line: line, of: lines), ByteString([]))
    }
  }

  /// What goes with an attribute: the blanks before it, and a line that has nothing else on it.
  private func removal(of attribute: Range<Int>, line: Int, of action: ClosedRange<Int>) -> Range<Int> {
    let whole = lines[line - 1]
    let before = UnicodeBlanks.trimmed(text.span, whole.lowerBound..<attribute.lowerBound)
    let behind = UnicodeBlanks.trimmed(text.span, attribute.upperBound..<whole.upperBound)
    let isContinued = !behind.isEmpty && behind.count == 1 && text[behind.lowerBound] == ASCII.backslash
    if before.isEmpty, isContinued, line < lines.count { return whole.lowerBound..<lines[line].lowerBound }
    if before.isEmpty, behind.isEmpty, line > action.lowerBound {
      // The line before is the last one then and must not be continued.
      let previous = UnicodeBlanks.trimmed(text.span, lines[line - 2])
      let continued = UnicodeBlanks.trimmed(text.span, previous.lowerBound..<(previous.upperBound - 1))
      return continued.upperBound..<attribute.upperBound
    }
    var start = attribute.lowerBound
    while start > whole.lowerBound, ASCII.isActionBlank(text[start - 1]) { start -= 1 }
    return start..<attribute.upperBound
  }

  /// The only `NAME=VALUE` of an action with that name, where the value is written without escapes and on one line.
  private func plainAttribute(_ name: ByteString, in lines: ClosedRange<Int>) -> Range<Int>? {
    let range = self.lines[lines.lowerBound - 1].lowerBound..<self.lines[lines.upperBound - 1].upperBound
    guard let found = find(name, in: range), find(name, in: found.upperBound..<range.upperBound) == nil else {
      return nil
    }
    var value = text[(found.lowerBound + name.bytes.count + 1)..<found.upperBound]
    if value.count > 2, let first = value.first, first == value.last,
      first == ASCII.doubleQuote || first == ASCII.singleQuote
    {
      value = value.dropFirst().dropLast()
    }
    return isPlain(ByteString(value)) ? found : nil
  }

  private func isPlain(_ value: ByteString) -> Bool {
    !value.isEmpty
      && value.bytes.allSatisfy { byte in
        byte > 0x20 && byte != ASCII.doubleQuote && byte != ASCII.singleQuote && byte != ASCII.backslash
      }
  }

  private func edit(_ range: Range<Int>, _ replacement: ByteString) -> TextEdit {
    TextEdit(range: range, start: position(range.lowerBound), end: position(range.upperBound), replacement: replacement)
  }

  private func position(_ offset: Int) -> TextEdit.Position {
    guard let line = line(at: offset) else { return TextEdit.Position(line: 1, column: 1) }
    // Behind the last line end there is a line that nobody counts.
    let whole = lines[line - 1]
    if offset > whole.upperBound { return TextEdit.Position(line: line + 1, column: 1) }
    let before = ByteString(text[whole.lowerBound..<offset]).text.unicodeScalars.count
    return TextEdit.Position(line: line, column: before + 1)
  }
}
