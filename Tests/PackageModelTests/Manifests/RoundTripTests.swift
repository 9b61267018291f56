import PackageModel
import TestSupport
import Testing

/// What is written reads back as what it was.
@Suite struct RoundTripTests {
  @Test(arguments: 0..<40)
  func manifestsReadBack(_ seed: Int) throws {
    var actions = RandomActions(seed: UInt64(seed))
    var generator = SeededGenerator(UInt64(seed) + 1_000)
    for _ in 0..<100 {
      var manifest = Manifest(fileName: "m")
      for action in actions.expressible(0...6) {
        if generator.once(in: 3) {
          try manifest.append(text: generator.pick(["# c", "", "#", "<transform x -> drop>"]))
        }
        try manifest.append(action)
      }
      let text = manifest.text()
      let back = try Manifest(reading: text, fileName: "m")
      #expect(back == manifest)
      #expect(back.text() == text)
      for index in 0..<manifest.actionCount {
        #expect(back.action(at: index).line() == manifest.action(at: index).line())
      }
    }
  }

  private static let inexpressible: [Action] = [
    Action(.set, [("name", "a"), ("value", "two\nlines")]),
    Action(.set, [("name", "a"), ("value", "a tail \\")]),
    Action(.set, [("name", "a"), ("value", "tail\\")]),
    Action(.set, [("name", "a"), ("value", "tail\u{a0}")]),
    Action(.set, [("name", "a"), ("value", "tab\there")]),
    Action(.set, [("name", "a"), ("value", "both ' and \\\" ")]),
    Action(.file, [("path", "a"), ("bad name", "x")]),
    Action(.file, [("path", "/rooted")]),
    Action(.file, []),
    Action(.dir, payload: "x", [("path", "a")]),
    Action(.depend, [("fmri", "a"), ("fmri", "b")]),
  ]

  @Test(arguments: inexpressible)
  func whatCannotBeWrittenIsKnown(_ action: Action) {
    #expect(!action.isExpressible)
  }

  @Test(arguments: 0..<20)
  func readingTakesAnything(_ seed: Int) {
    var generator = SeededGenerator(UInt64(seed))
    let pieces: [ByteString] = [
      "file", "set", "depend", " ", "  ", "\t", "=", "\"", "'", "\\", "\n", "\r", "\\\n", "a", "path=", "name=x",
      "value=", "#",
      "<", ">", "$(", ")", "hash=", "é", ByteString([0xff]), ByteString([0]), "fmri=a", "type=require", "NOHASH",
    ]
    for _ in 0..<500 {
      let text = generator.text(of: pieces, count: 0...30)
      var diagnostics: [Diagnostic] = []
      let manifest = Manifest(reading: text.bytes, fileName: "m", diagnostics: &diagnostics)
      let malformed = (0..<manifest.itemCount).filter { manifest.itemKind(at: $0) == .malformed }.count
      #expect(diagnostics.count >= malformed)
      for diagnostic in diagnostics { #expect(!diagnostic.description.isEmpty) }
      // What was read once reads again from what is printed, unless an action cannot be written.
      for index in 0..<manifest.actionCount where manifest.action(at: index).isExpressible {
        let line = manifest.action(at: index).line()
        #expect((try? Action(parsing: line))?.line() == line)
      }
    }
  }
}
