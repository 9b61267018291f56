import Formatting
import PackageModel
import TestSupport
import Testing

/// Comments, directives and lines that are no actions.
@Suite struct KeptTextTests {
  /// What the layout would put out without an escape stays as it is, so that nothing is lost however often it is done.
  @Test(arguments: [
    #"set name=a value="end\\""#, #"set name=a value=end\ x=1"#, #"set name=a value="b c\\" x=1"#,
    "set name=a value=\"b\tc\"", "set name=a value=\"b\u{a0}\" x=1",
  ])
  func valuesThatCannotBeWrittenStay(line: String) throws {
    let text = Array((line + "\n").utf8)
    for style in FormatStyle.allCases {
      let formatter = ManifestFormatter(FormattingOptions(style: style))
      let result = try formatter.format(text + Array("dir path=x\n".utf8), fileName: "m")
      #expect(result.text.starts(with: text))
      #expect(result.diagnostics.map(\.severity) == [.error])
      let twice = try formatter.format(result.text, fileName: "m")
      #expect(twice.text == result.text)
    }
  }

  private static let cases: [(text: ByteString, second: ByteString)] = [
    ("", ""),
    ("\n\n", "\n\n"),
    ("# a\n\n#b  \n", "# a\n\n#b\n"),
    // Comments in front of the first line stay on top, others stay with their line.
    ("# head\nfile path=b\n# of a\nfile path=a", "# head\n# of a\nfile path=a\nfile path=b\n"),
    // One blank line separates nothing once actions are sorted, two do.
    ("file path=b\n\nfile path=a\n\n\nfile path=c", "file path=a\nfile path=b\n\n\nfile path=c\n"),
    ("file path=b\n# x\n\nfile path=a", "# x\n\nfile path=a\nfile path=b\n"),
    ("file path=b\n\n# tail\n\n", "file path=b\n\n# tail\n\n"),
    // Everything that is no action stands in front, in its order.
    (
      "file path=b\nfrob x=y\n# of the rule\n<transform file -> drop>\n\n<include x>\nbare\nfile path=a",
      "frob x=y\n# of the rule\n<transform file -> drop>\n\n<include x>\nbare\nfile path=a\nfile path=b\n"
    ),
    ("depend fmri=__TBD type=__TBD\nfile path=a", "depend fmri=__TBD type=__TBD\nfile path=a\n"),
    ("depend fmri=b", "depend fmri=b\n"),
    // Macros.
    ("$(x)file path=b\nfile path=a", "file path=a\n$(x)file path=b\n"),
    ("$(x) file path=b", "$(x) file path=b\n"),
    ("$(x)\nfile path=a", "$(x)\nfile path=a\n"),
    ("$(x\nfile path=a", "$(x\nfile path=a\n"),
    ("$(x)<transform file -> drop>", "$(x)<transform file -> drop>\n"),
    // Directives keep their line breaks.
    ("<transform a -> \\\n         set b \\\n  c>", "<transform a -> \\\n    set b \\\n    c>\n"),
    ("  <transform a -> drop>  ", "  <transform a -> drop>\n"),
    ("\t<transform a -> \\  \n\tdrop>", "    <transform a -> \\  \n    drop>\n"),
    // A continuation that a blank line or the end of the file cuts off.
    ("file path=a \\\n\nfile path=b", "file path=a\nfile path=b\n"),
    ("file path=a \\\n", "file path=a\n"),
    ("file path=a \\\n  mode=", "file path=a mode=\n"),
    ("# c \\\nfile path=a", "# c file path=a\n"),
    // Line ends.
    ("file path=b\r\nfile path=a\r", "file path=a\nfile path=b\n"),
  ]

  @Test(arguments: cases)
  func isPutOut(_ text: ByteString, _ second: ByteString) throws {
    #expect(try formatted(text) == second)
    #expect(try formatted(second) == second)
  }

  @Test func theFirstStyleJoinsDirectives() throws {
    #expect(try formatted("  <transform a -> \\\n         set b \\\n  c>", .first) == "<transform a -> set b c>\n")
    #expect(try formatted("$(x)<include \\\n y>", .first) == "$(x)<include y>\n")
  }

  @Test func bytesThatAreNotUTF8Survive() throws {
    let odd = ByteString([0xff, 0x63, 0x80])
    #expect(
      try formatted("# " + odd + "\nfile path=" + odd + " mode=0444\n") == "# " + odd + "\nfile path=" + odd
        + " mode=0444\n")
  }

  @Test func strippingRemovesWhatDependencyDetectionLeft() throws {
    let text: ByteString = """
      # of the setting
      set name=pkg.debug.x value=y
      set name=pkg.depend.bypass value=y
      file path=a pkg.debug.depend=x pkg.depend.y=z pkg.debugger=1 pkg.dependent=2
      """
    #expect(
      try formatted(text, FormattingOptions(strips: true))
        == "# of the setting\nset name=pkg.depend.bypass value=y\nfile path=a pkg.dependent=2\n")
  }

  @Test func keptLinesAreReported() throws {
    let found = try complaints(
      "file path=a\n  frob x=y\n$(m)file mode=1\n$(x)\ndepend fmri=a type=requier\ndepend fmri=a\n"
        + "depend fmri=a type=a type=b\n<transform x -> drop>\n# c\nfile path=b \\")
    #expect(
      found.map(\.location) == [
        SourceLocation(file: "m.p5m", line: 2, column: 3), SourceLocation(file: "m.p5m", line: 3, column: 16),
        SourceLocation(file: "m.p5m", line: 4, column: 1), SourceLocation(file: "m.p5m", line: 5),
        SourceLocation(file: "m.p5m", line: 6), SourceLocation(file: "m.p5m", line: 7),
        SourceLocation(file: "m.p5m", line: 10),
      ])
    #expect(found.map(\.severity) == [.error, .error, .warning, .warning, .warning, .warning, .error])
    #expect(found[3].remedy == "did you mean \"require\"?")
    #expect(found.allSatisfy { $0.remedy != nil && $0.sourceLine != nil })
  }

  @Test(arguments: 0..<20)
  func nothingIsLost(_ seed: Int) throws {
    var generator = SeededGenerator(UInt64(seed))
    var actions = RandomActions(seed: UInt64(seed) + 200)
    var lines: [ByteString] = []
    for number in 0..<generator.number(0...60) {
      switch generator.number(1...6) {
      case 1: lines.append(ByteString("# comment \(number)"))
      case 2: lines.append(ByteString("<transform x -> \\\n  print \(number)>"))
      case 3: lines.append(ByteString("frob number=\(number)"))
      case 4: lines.append(ByteString("$(m\(number))") + actions.expressible().line())
      default: lines.append(actions.expressible().line())
      }
    }
    for style in FormatStyle.allCases {
      let text = lines.joined(separator: "\n") + "\n"
      let result = try formatted(text, FormattingOptions(style: style))
      #expect(Self.contents(result) == Self.contents(text))
      // Actions with equal keys are compared as they were written, and that changes once, when lists are sorted.
      let again = try formatted(result, FormattingOptions(style: style))
      #expect(try formatted(again, FormattingOptions(style: style)) == again)
    }
  }

  /// What a text says, in an order of its own: actions with sorted lists, other lines as they are.
  private static func contents(_ text: ByteString) -> [ByteString] {
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(reading: text.bytes, fileName: "m", diagnostics: &diagnostics)
    return (0..<manifest.itemCount).map { index in
      let line = manifest.itemText(at: index)
      let macro = line.hasPrefix("$(") ? line.firstRange(of: ")")?.upperBound ?? 0 : 0
      guard let action = try? Action(parsing: ByteString(line.bytes[macro...])) else { return line }
      let known: Set<ByteString> = ["require", "optional", "require-any", "group-any", "exclude"]
      guard action.kind != .depend || known.contains(action.attributes["type"] ?? "") else { return line }
      return ByteString(line.bytes[..<macro]) + Self.withSortedLists(action).line()
    }.sorted()
  }

  private static func withSortedLists(_ action: Action) -> Action {
    var action = action
    for entry in action.attributes.entries { action.attributes.set(entry.name, entry.values.sorted()) }
    return action
  }

  @Test func anyBytesAreTaken() throws {
    var generator = SeededGenerator(99)
    let pieces: [ByteString] = [
      "file path=", "set name=", "value=", " ", "\\\n", "\n", "\r", "a", "\"", "'", "$(", ")", "<", ">", "#", "\t", "=",
      "depend ",
      "type=require", "fmri=", "hash=", ByteString([0xff]), ByteString([0]), "é", "alias=", "driver name=d ", "pci1",
    ]
    for _ in 0..<1_500 {
      let text = generator.text(of: pieces, count: 0...40)
      for style in FormatStyle.allCases {
        let result = try formatted(text, FormattingOptions(style: style))
        #expect(result.isEmpty || result.bytes.last == ASCII.newline)
      }
    }
  }
}
