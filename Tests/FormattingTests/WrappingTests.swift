import Formatting
import PackageModel
import TestSupport
import Testing

/// Where lines are broken.
@Suite struct WrappingTests {
  private static func value(_ count: Int, _ letter: Character = "v") -> ByteString {
    ByteString(String(repeating: letter, count: count))
  }

  /// The widest second value that stays on the first line: 80 columns in the second style, 78 in the first, and as the
  /// blank in front of it is not counted, one more.
  @Test func theLastValueMayReachTheEdge() throws {
    for (options, fits) in [(FormattingOptions(), 42), (.first, 40)] {
      let head: ByteString = "set name=nnnnnnnnnnnnnnnnnnnnnnnn value="
      #expect(try formatted(head + Self.value(fits - 2), options) == head + Self.value(fits - 2) + "\n")
      let broken = try formatted(head + Self.value(fits - 1), options)
      #expect(broken == "set name=nnnnnnnnnnnnnnnnnnnnnnnn \\\n    value=" + Self.value(fits - 1) + "\n")
    }
  }

  @Test func charactersAreCountedNotBytes() throws {
    let head: ByteString = "set name=nnnnnnnnnnnnnnnnnnnnnnnn value="
    for letter: Character in ["é", "漢"] {
      #expect(try formatted(head + Self.value(40, letter)) == head + Self.value(40, letter) + "\n")
      #expect(try formatted(head + Self.value(41, letter)).contains(ASCII.backslash))
    }
    // A combining character is one of its own.
    #expect(try formatted(head + Self.value(20, "e\u{301}")) == head + Self.value(20, "e\u{301}") + "\n")
    #expect(try formatted(head + Self.value(21, "e\u{301}")).contains(ASCII.backslash))
  }

  @Test func aLoneTypeIsJoinedWithTheOnlyOtherLine() throws {
    let path = Self.value(90)
    #expect(try formatted("dir path=" + path) == "dir  path=" + path + "\n")
    #expect(try formatted("dir path=" + path, .first) == "dir \\\n    path=" + path + "\n")
    #expect(try formatted("$(x)dir path=" + path) == "$(x)dir path=" + path + "\n")
    #expect(try formatted("file path=" + path + " zz=1") == "file \\\n    path=" + path + " \\\n    zz=1\n")
    #expect(try formatted("file h path=" + path) == "file h \\\n    path=" + path + "\n")
  }

  @Test func unwrappedLinesAreNeverBroken() throws {
    let line = "driver name=d alias=pci1 alias=pci2 value=" + Self.value(200)
    #expect(
      try formatted(line, FormattingOptions(unwraps: true))
        == "driver name=d value=" + Self.value(200) + " alias=pci1 alias=pci2\n")
  }

  /// The rules of wrapping once more, word for word and with strings.
  private static func wrapped(_ head: String, _ pieces: [String], counted: Int, _ style: FormatStyle) -> String {
    let token = " \\\n    "
    func joined(_ wraps: Bool) -> (text: String, before: Int, rest: Int) {
      var text = Array(head.unicodeScalars)
      var remaining = counted
      var first: (Int, Int)?
      for piece in pieces {
        let last = text.lastIndex(of: "\n") ?? 0
        let limit = style == .v2 && remaining == 1 ? 80 : 78
        if !wraps || text.count - last + piece.unicodeScalars.count < limit {
          text += Array((" " + piece).unicodeScalars)
        } else {
          text += Array((token + piece).unicodeScalars)
          if first == nil { first = (counted - remaining, remaining) }
        }
        remaining -= 1
      }
      return (String(String.UnicodeScalarView(text)), first?.0 ?? 0, first?.1 ?? 0)
    }
    let result = joined(true)
    let lines = result.text.split(separator: "\\\n", omittingEmptySubsequences: false).count
    if style == .v2, lines == 2, result.before == 0, result.rest == 1, !head.contains(" ") { return joined(false).text }
    return result.text
  }

  @Test(arguments: 0..<10)
  func agreesWithTheRules(_ seed: Int) throws {
    var generator = SeededGenerator(UInt64(seed))
    for _ in 0..<200 {
      let style = generator.pick(FormatStyle.allCases)
      let hash = generator.once(in: 3) ? String(repeating: "h", count: generator.number(1...60)) : ""
      let macro = generator.once(in: 4) ? "$(" + String(repeating: "m", count: generator.number(1...30)) + ")" : ""
      var pieces = ["path=" + String(repeating: generator.pick(["p", "é"]), count: generator.number(1...80))]
      for number in 0..<generator.number(0...6) {
        let value = String(repeating: generator.pick(["x", "漢", "x y", "'"]), count: generator.number(0...30))
        let quoted = value.contains(" ") || value.contains("'") || value.isEmpty ? "\"\(value)\"" : value
        pieces.append("k\(number)=" + quoted)
      }
      let head = macro + "file" + (hash.isEmpty ? "" : " " + hash)
      let line = head + " " + pieces.shuffled(using: &generator).joined(separator: " ")
      let expected = Self.wrapped(head, pieces, counted: pieces.count, style)
      #expect(try formatted(ByteString(line), FormattingOptions(style: style)) == ByteString(expected + "\n"))
    }
  }

  @Test func aPayloadsNameInQuotesShiftsTheCount() throws {
    // The value behind which one more follows may take the room of the last one, and the last one may not.
    let pieces = ["path=p", "aa=" + String(repeating: "a", count: 54), "hash=\"a b\"", "zz=1"]
    let line = "file " + pieces.reversed().joined(separator: " ")
    let expected = Self.wrapped("file", pieces, counted: pieces.count - 1, .v2)
    #expect(try formatted(ByteString(line)) == ByteString(expected + "\n"))
    #expect(expected.split(separator: "\n").contains { $0.count > 80 })
  }
}
