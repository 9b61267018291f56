import PackageModel
import Testing

/// How mistakes are shown.
@Suite struct DiagnosticTests {
  @Test func showsPlaceLineCaretAndRemedy() {
    let diagnostic = Diagnostic(
      .error, "missing value", at: SourceLocation(file: "m.p5m", line: 3, column: 6), sourceLine: "dir\tpath=",
      remedy: "write path=\"\"")
    #expect(
      diagnostic.description
        == "m.p5m:3:6: error: missing value\n    dir\tpath=\n       \t ^\n    help: write path=\"\"")
  }

  @Test func caretsCountCharacters() {
    let line: ByteString = "set é漢=x"
    let diagnostic = Diagnostic(.warning, "odd", at: SourceLocation(file: "m", line: 1, column: 10), sourceLine: line)
    #expect(diagnostic.description == "m:1:10: warning: odd\n    set é漢=x\n          ^")
  }

  @Test func controlCharactersStayInside() {
    let diagnostic = Diagnostic(.note, "x", at: SourceLocation(file: "m"), sourceLine: "a\u{1b}[31mb\u{7f}")
    #expect(diagnostic.description == "m: note: x\n    a\u{FFFD}[31mb\u{FFFD}")
  }

  @Test func longLinesAreCutAroundTheColumn() {
    let line = ByteString(String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500))
    let lines = Diagnostic(.error, "x", at: SourceLocation(file: "m", line: 1, column: 501), sourceLine: line)
      .description.split(separator: "\n").map(String.init)
    #expect(lines[1] == "    …" + String(repeating: "a", count: 80) + "X" + String(repeating: "b", count: 79) + "…")
    #expect(lines[2] == "     " + String(repeating: " ", count: 80) + "^")
    let end = Diagnostic(.error, "x", at: SourceLocation(file: "m", line: 1, column: 1_002), sourceLine: line)
      .description.split(separator: "\n").map(String.init)
    #expect(end[1] == "    …" + String(repeating: "b", count: 160))
    #expect(end[2] == "     " + String(repeating: " ", count: 160) + "^")
    let start = Diagnostic(.error, "x", sourceLine: line).description.split(separator: "\n").map(String.init)
    #expect(start == ["error: x", "    " + String(repeating: "a", count: 160) + "…"])
  }

  @Test func positionsReachTheTerminal() {
    #expect(throws: Diagnostic.self) { try Action(parsing: "dir path=a owner") }
    do {
      _ = try Action(parsing: "dir path=a owner")
    } catch {
      #expect(
        error.description
          == "<action>:1:17: error: malformed action: missing value\n    dir path=a owner\n                    ^\n"
          + "    help: write NAME=VALUE; an empty value is written NAME=\"\"")
    }
  }

  @Test func suggestionsAreNear() {
    #expect(Suggestion.nearest(to: "ownre", among: ["owner", "group"]) == "owner")
    #expect(Suggestion.nearest(to: "xyz", among: ["owner", "group"]) == nil)
  }
}
