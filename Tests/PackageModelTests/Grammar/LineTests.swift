import PackageModel
import Testing

/// How a text is cut into lines.
@Suite struct LineTests {
  private static func physical(_ text: ByteString) -> [ByteString] {
    var scanner = LineScanner()
    var lines: [ByteString] = []
    while let range = scanner.next(text.bytes.span) {
      lines.append(ByteString(text.bytes[range]))
      #expect(scanner.line == lines.count)
    }
    return lines
  }

  private static func logical(_ text: ByteString, _ rule: LogicalLineScanner.BlankRule) -> [LogicalLine] {
    var scanner = LogicalLineScanner(blankRule: rule)
    var lines: [LogicalLine] = []
    while let line = scanner.next(text.bytes.span) { lines.append(line) }
    return lines
  }

  private static func texts(_ text: ByteString, _ rule: LogicalLineScanner.BlankRule = .goesOn) -> [ByteString] {
    logical(text, rule).map { line in line.joined.map { ByteString($0) } ?? ByteString(text.bytes[line.range]) }
  }

  private static let lineEnds: [(text: ByteString, lines: [ByteString])] = [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]),
    ("a\rb\r", ["a", "b"]), ("a\r\rb", ["a", "", "b"]), ("a\n\rb", ["a", "", "b"]), ("\r\n\n\r", ["", "", ""]),
    ("a\r", ["a"]), ("a\u{2028}b\u{85}c\u{b}d\u{c}e", ["a\u{2028}b\u{85}c\u{b}d\u{c}e"]),
    ("0123456789abcdef\n0123456\r\n01234567\r89", ["0123456789abcdef", "0123456", "01234567", "89"]),
    ("\t\u{1}\u{2}\tnothing ends here\u{3}\nx", ["\t\u{1}\u{2}\tnothing ends here\u{3}", "x"]),
  ]

  @Test(arguments: lineEnds)
  func universalNewlines(_ text: ByteString, _ lines: [ByteString]) {
    #expect(Self.physical(text) == lines)
  }

  @Test func lineEndsAreFoundAtEveryPlaceOfAWord() {
    for length in 0...40 {
      let word = ByteString(Array(repeating: UInt8(ascii: "x"), count: length))
      for end: ByteString in ["\n", "\r", "\r\n"] {
        #expect(Self.physical(word + end + word) == (length == 0 ? [""] : [word, word]))
      }
    }
  }

  @Test func linesAreStrippedOfUnicodeBlanks() {
    let blanks: [ByteString] = [
      " ", "\t", "\u{b}", "\u{c}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{1f}", "\u{85}", "\u{a0}", "\u{1680}", "\u{2000}",
      "\u{200a}", "\u{2028}", "\u{2029}", "\u{202f}", "\u{205f}", "\u{3000}",
    ]
    for blank in blanks { #expect(Self.texts(blank + blank + "a" + blank + "b" + blank) == ["a" + blank + "b"]) }
    for other: ByteString in ["\u{200b}", "\u{feff}", "\u{180e}", "\u{0}", "\u{7f}"] {
      #expect(Self.texts(other + "a" + other) == [other + "a" + other])
    }
    #expect(Self.texts("\u{3000}\u{a0} \u{2003}") == [""])
  }

  @Test func halfCharactersAreNoBlanks() {
    let text = ByteString([0xc2, 0x61, 0xe2, 0x80])
    #expect(Self.texts(text) == [text])
    #expect(
      Self.texts(ByteString([0xa0]) + "x" + ByteString([0xc2])) == [ByteString([0xa0]) + "x" + ByteString([0xc2])])
  }

  private static let continuations: [(text: ByteString, goesOn: [ByteString], ends: [ByteString])] = [
    ("a\\\nb", ["ab"], ["ab"]),
    ("a \\\n   b\n", ["a b"], ["a b"]),
    ("a\\  \nb", ["ab"], ["ab"]),
    ("a\\\\\nb", ["a\\b"], ["a\\b"]),
    ("# c \\\nfile path=a\nx", ["# c file path=a", "x"], ["# c file path=a", "x"]),
    ("a\\\n\nb\nc", ["ab", "c"], ["a", "b", "c"]),
    ("a\\\n\n\nb\nc", ["ab", "c"], ["a", "", "b", "c"]),
    ("a\\\nb\\\nc\\\nd", ["abcd"], ["abcd"]),
    ("\\\n\\\na", ["a"], ["a"]),
    ("a\\", ["a"], ["a"]),
    ("a\\\nb\\\n", ["ab"], ["ab"]),
  ]

  @Test(arguments: continuations)
  func continuationsAreJoined(_ text: ByteString, _ goesOn: [ByteString], _ ends: [ByteString]) {
    #expect(Self.texts(text, .goesOn) == goesOn)
    #expect(Self.texts(text, .ends) == ends)
  }

  @Test func continuedLinesKnowWhereTheyStand() throws {
    let text: ByteString = "x\n  a \\\n  b\\\n\n c  \ny \\"
    let lines = Self.logical(text, .goesOn)
    try #require(lines.count == 3)
    #expect([lines[1].firstLine, lines[1].lastLine, lines[1].indentation] == [2, 5, 2])
    #expect(lines[1].blanksInside == [4])
    #expect(!lines[1].isUnfinished)
    #expect(ByteString(text.bytes[lines[1].physical]) == "  a \\\n  b\\\n\n c  ")
    #expect(lines[2].isUnfinished)
    #expect(lines[2].lastLine == 6)
  }
}
