import PackageModel
import Testing

@testable import Transforms

@Suite struct ReadingTests {
  private func options(_ macros: [(ByteString, ByteString)]) -> TransformOptions {
    var options = TransformOptions()
    for (name, value) in macros { options.macros.define(name, value) }
    return options
  }

  private func lines(_ text: String, _ macros: [(ByteString, ByteString)] = []) -> String {
    Mogrification([.text(Array(text.utf8), name: "m")], options: options(macros)).output
  }

  @Test(arguments: [
    ("file path=a \\\n  owner=root\n", "file NOHASH owner=root path=a\n"), ("#a\\\nb\n", "#ab\n"),
    ("#a\\\n\nb\n", "\n#ab\n"),
    ("  # x  \r\n\r\n", "# x\n\n"), ("#a\r#b\n", "#a\n#b\n"), ("#a\\\n", ""), ("\\\n#x\n", "#x\n"),
    ("#\u{85}\u{2028}x\u{a0}\n", "#\u{85}\u{2028}x\n"),
    ("<odd\n", "<odd\n"), ("", ""), ("\n", "\n"), ("file\tpath=a", "file NOHASH path=a\n"), ("#a\\   \n  b", "#ab\n"),
  ])
  func joinsLines(text: String, expected: String) {
    #expect(lines(text) == expected)
  }

  @Test(arguments: [
    ("#$(A)", [("A", "x")], "#x\n"), ("$(A)", [("A", "")], ""), ("$(A)\n\n", [("A", "  ")], "\n"),
    ("#$(A)$(B)", [("A", "$(B)"), ("B", "q")], "#qq\n"), ("#$(A$(B))", [("B", "1"), ("A1", "z")], "#z\n"),
    ("$(A)file path=x", [("A", "#")], "#file path=x\n"), ("#$(U) $", [("A", "x")], "#$(U) $\n"),
    ("#$(A)", [("A", "1"), ("A", "2")], "#2\n"), ("#$(A", [("A", "x")], "#$(A\n"), ("#$(A\\\n)", [("A", "x")], "#x\n"),
    ("$(T)\nfile path=a", [("T", "<transform file -> set x y>")], "file NOHASH path=a x=y\n"),
    ("$(U)file path=b\n", [("A", "x")], "$(U)file NOHASH path=b\n"),
  ])
  func writesMacrosOut(text: String, macros: [(String, String)], expected: String) {
    #expect(lines(text, macros.map { (ByteString($0.0), ByteString($0.1)) }) == expected)
  }

  @Test(arguments: [[("A", "$(A)")], [("A", "x$(B)y"), ("B", "$(C)"), ("C", "$(A)")], [("A", "$(A)$(A)")]])
  func macrosWithoutEndAreMistakes(macros: [(String, String)]) {
    let result = Mogrification(
      [.text(Array("#ok\n  file path=$(A)\n".utf8), name: "m")],
      options: options(macros.map { (ByteString($0.0), ByteString($0.1)) }))
    #expect(result.status == 1)
    #expect(result.mistakes.count == 1)
    #expect(result.mistakes[0].hasPrefix("m:2:13 the macro $("))
  }

  @Test func unusedMacrosAreKnown() throws {
    let result = Mogrification(
      [.text(Array("#$(A)\n".utf8), name: "m")], options: options([("A", "1"), ("B", "2")]))
    #expect(result.outcome?.document.macros.unusedNames == ["B"])
  }

  @Test func includesAreFollowedWhereTheyStand() {
    var reading = TransformOptions()
    reading.includeDirectories = ["d1", "d2/"]
    let files = MemoryFiles(files: [
      "m": "#1\n<include one>\n#5\n<includetwo>\n", "one": "#2\n<include \"sub/three\">\n#4\n", "d2/sub/three": "#3\n",
      "d1/two": "#6\n", "d2/two": "#wrong\n",
    ])
    #expect(Mogrification([.file("m")], options: reading, files: files).output == "#1\n#2\n#3\n#4\n#5\n#6\n")
    reading.ignoresIncludes = true
    #expect(
      Mogrification([.file("m")], options: reading, files: files).output == "#1\n<include one>\n#5\n<includetwo>\n")
  }

  @Test func circlesOfIncludesAreMistakes() {
    let files = MemoryFiles(files: ["m": "#1\n<include a>\n", "a": "<include m>\n"])
    let result = Mogrification([.file("m")], files: files)
    #expect(result.status == 1)
    #expect(result.mistakes == ["a:1:10 'm' includes itself", "m:2 included from here"])
  }

  @Test func includesAreFollowedToADepth() {
    var files = MemoryFiles(files: ["last": "#\n"])
    func depth(_ count: Int) -> Mogrification {
      for level in 0..<count {
        files.files[ByteString(String(level))] = "<include \(level + 1 == count ? "last" : String(level + 1))>\n"
      }
      return Mogrification([.file("0")], files: files)
    }
    #expect(depth(400).output == "#\n")
    let deep = depth(100_000)
    #expect(deep.status == 1)
    #expect(deep.mistakes.first == "499:1:10 files include files 500 deep, and '500' is one more")
  }

  @Test func missingFilesAreToldTogether() {
    let result = Mogrification([.file("x"), .file("y")])
    #expect(result.mistakes == [" there is no file 'x'", " there is no file 'y'"])
  }

  @Test func standardInputIsReadOnce() {
    let files = MemoryFiles(files: ["m": "<include ->\n"], standardInput: "#in\n")
    #expect(Mogrification([.file("m")], files: files).output == "#in\n")
    #expect(Mogrification([.standardInput(name: "<stdin>")], files: files).output == "#in\n")
    let twice = Mogrification([.file("-"), .file("m")], files: files)
    #expect(twice.status == 99)
    #expect(twice.mistakes == ["m:1:10 standard input is asked for twice"])
  }

  /// A value is in the text of one input, wherever the largest of them stands.
  @Test func inputsOfAllSizesAreReadInOrder() {
    let small = "file path=a owner=x\n<transform file -> default group bin>\n"
    let large = String(repeating: "file path=b mode=0644\n", count: 50)
    for inputs in [[small, large], [large, small], [small, large, small]] {
      let expected = inputs.joined().split(separator: "\n").filter { $0.hasPrefix("file") }.map { line in
        line.contains("owner") ? "file NOHASH group=bin owner=x path=a" : "file NOHASH group=bin mode=0644 path=b"
      }
      let result = Mogrification(inputs.map { .text(Array($0.utf8), name: "m") })
      #expect(result.output.split(separator: "\n").map(String.init) == expected)
    }
  }

  @Test func manifestsAreTakenAsTheyAre() throws {
    var manifest = Manifest(fileName: "tree")
    try manifest.append(text: "# made")
    // A value that no printed line could bring here.
    try manifest.append(Action(.file, payload: "h", [("path", "a\\"), ("owner", "x y")]))
    try manifest.append(text: "<transform dir -> drop>")
    try manifest.append(Action(.dir, [("path", "b")]))
    let rules = "set name=pkg.fmri value=a@1\n<transform file path=a\\\\$ -> print %(path)>\n"
    for inputs in [
      [TransformInput.manifest(manifest), .text(Array(rules.utf8), name: "r")],
      [.text(Array(rules.utf8), name: "r"), .manifest(manifest)],
    ] {
      let result = Mogrification(inputs)
      #expect(result.printed == ["a\\"])
      #expect(result.output.contains("# made\nfile h owner=\"x y\" path=a\\\n"))
      #expect(!result.output.contains("dir"))
    }
  }

  @Test func allMistakesAreToldWithTheirPlaces() {
    let text = """
      <transform fiel path=usr -> drp>
        <transform file \\
            path=a(b -> drop>
      file path=
      \t$(X)frob mode=0755
      <transform file -> set a>
      <transfrom a -> drop>
      #last\\
      """
    let result = Mogrification(text)
    #expect(
      result.mistakes == [
        "m:1:29 there is no operation 'drp'",
        "m:3:13 the pattern for 'path' is malformed: missing ), unterminated subpattern",
        "m:4:11 malformed action: missing value",
        "m:5:6 unknown action type 'frob'",
        "m:6:25 'set' takes an attribute's name and a value, not 1 words",
        "m:7:2 there is no command 'transfrom'",
        "m:8 the file ends inside a continued line, which is left out",
      ])
    #expect(result.failure?.diagnostics.map(\.remedy).prefix(1) == ["did you mean \"drop\"?"])
    #expect(result.failure?.diagnostics[1].sourceLine == "      path=a(b -> drop>")
  }

  @Test func malformedActionsAreToldOnlyWhenTheyAreReached() {
    #expect(Mogrification("file path=a\nfrob x=y\n<transform file -> exit 7 stop>\n").status == 7)
    let result = Mogrification("frob x=y\nfile path=a\n$(x\nfile b\n<transform file -> exit 7 stop>\n")
    #expect(result.mistakes.map { String($0.prefix(3)) } == ["m:1", "m:3", "m:4"])
  }

  @Test func slipsAreWarnedOf() throws {
    var options = TransformOptions()
    options.warnsOfSlips = true
    let text = """
      <transform fiel onwer=root -> default grup bin>
      <transform pkg anythign=x -> set mod x>
      <transform file facet.x=y mode=0 -> set com.example.mode 1>
      """
    let document = try TransformReader.read([.text(Array(text.utf8), name: "m")], options: options)
    #expect(
      document.warnings.map { "\($0.location?.column ?? 0) \($0.remedy ?? "")" } == [
        "12 did you mean \"file\"?", "17 did you mean \"owner\"?", "39 did you mean \"group\"?",
      ])
  }
}
