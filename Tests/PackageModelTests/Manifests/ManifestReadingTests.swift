import PackageModel
import Testing

/// Manifests as a whole.
@Suite struct ManifestReadingTests {
  private static let text: ByteString = """
    # A comment
    set name=pkg.fmri value=a@1

    <include other.mog>
    file path=b \\
        mode=0444
    """

  @Test func itemsAreInTheOrderOfTheText() throws {
    let manifest = try Manifest(reading: Self.text.bytes, fileName: "m.p5m")
    #expect(
      (0..<manifest.itemCount).map { manifest.itemKind(at: $0) } == [.comment, .action, .blank, .directive, .action])
    #expect(manifest.actionCount == 2)
    #expect((0..<5).map { manifest.actionIndex(ofItem: $0) } == [nil, 0, nil, nil, 1])
    #expect(manifest.itemText(at: 0) == "# A comment")
    #expect(manifest.itemText(at: 4) == "file path=b mode=0444")
    // A continued line is called by its last physical line.
    #expect(manifest.location(ofItem: 4) == SourceLocation(file: "m.p5m", line: 6))
    #expect(manifest.kind(ofAction: 1) == .file)
    #expect(manifest.value("mode", ofAction: 1) == "0444")
    #expect(manifest.value("owner", ofAction: 1) == nil)
    #expect(manifest.packageAttribute("pkg.fmri") == ["a@1"])
  }

  @Test func allMistakesAreReportedWithTheirPlaces() {
    let text: ByteString = "file path=a\n  frob x=y\nfile mode=1\nset name=a \\\n value=\"open\ndir path=b \\\n"
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(reading: text.bytes, fileName: "m", diagnostics: &diagnostics)
    #expect(manifest.actionCount == 2)
    #expect(
      diagnostics.map(\.location) == [
        SourceLocation(file: "m", line: 2, column: 3), SourceLocation(file: "m", line: 3, column: 12),
        SourceLocation(file: "m", line: 5, column: 18), SourceLocation(file: "m", line: 6),
      ])
    #expect(throws: Diagnostics.self) { try Manifest(reading: text.bytes, fileName: "m") }
    #expect(
      (0..<manifest.itemCount).map { manifest.itemKind(at: $0) } == [
        .action, .malformed, .malformed, .malformed, .action,
      ])
    #expect(manifest.itemText(at: 1) == "frob x=y")
  }

  @Test func bytesThatAreNotUTF8Survive() throws {
    let odd = ByteString([0x63, 0xff, 0xfe, 0x80])
    let text: ByteString =
      "# " + odd + "\nset name=" + odd + " value=\"" + odd + " x\"\nfile " + odd + " path=" + odd + "\n"
    let manifest = try Manifest(reading: text.bytes, fileName: "m")
    #expect(manifest.action(at: 0).attributes["name"] == odd)
    #expect(manifest.action(at: 1).payload == odd)
    #expect(ByteString(manifest.text()) == text)
  }

  @Test func editedActionsTakeTheirPlace() throws {
    var manifest = try Manifest(reading: Self.text.bytes, fileName: "m")
    var action = manifest.action(at: 1)
    action.attributes["owner"] = "root bin"
    action.attributes.add("mode", "0555")
    action.payload = "some/where"
    try manifest.replaceAction(at: 1, with: action)
    try manifest.append(Action(.dir, [("path", "c")]))
    try manifest.append(text: "# end")
    try manifest.append(text: "")
    let text = ByteString(manifest.text())
    let expected: ByteString =
      "# A comment\nset name=pkg.fmri value=a@1\n\n<include other.mog>\n"
      + "file some/where mode=0444 mode=0555 owner=\"root bin\" path=b\ndir path=c\n# end\n\n"
    #expect(text == expected)
    #expect(manifest.location(ofItem: 5).line == nil)
    #expect(manifest.itemText(at: 5) == "dir path=c")
  }

  @Test(arguments: ["no comment", "# two\nlines", "# end \\", " # indented", "<open", "#\r"] as [ByteString])
  func textsThatWouldReadOtherwiseAreRefused(_ text: ByteString) {
    var manifest = Manifest()
    #expect(throws: Diagnostic.self) { try manifest.append(text: text) }
    #expect(manifest.itemCount == 0)
  }

  @Test func equalityIsAboutWhatIsSaid() throws {
    func read(_ text: ByteString) throws -> Manifest { try Manifest(reading: text.bytes, fileName: "m") }
    #expect(try read("file path=a mode=1") == read("file   mode=\"1\" \\\n path=a"))
    #expect(try read("file path=a") != read("file path=b"))
    #expect(try read("file path=a") != read("file path=a\n# c"))
    #expect(try read("set name=a value=b value=c") != read("set name=a value=c value=b"))
    #expect(try read("file x path=a") != read("file y path=a"))
  }

  @Test func largeManifestsAreReadAndWritten() throws {
    var text: [UInt8] = []
    for number in 0..<60_000 {
      text +=
        "file usr/f\(number) group=bin mode=0644 owner=root path=usr/share/doc/package-\(number % 97)/f\(number)\n".utf8
    }
    let manifest = try Manifest(reading: text, fileName: "m")
    #expect(manifest.actionCount == 60_000)
    #expect(manifest.value("path", ofAction: 59_999) == "usr/share/doc/package-53/f59999")
    #expect(manifest.text() == text)
  }

  @Test func longValuesAreNoProblem() throws {
    let long = ByteString(Array(repeating: UInt8(ascii: "v"), count: 3_000_000))
    let manifest = try Manifest(reading: ("set name=a value=\"x \\\"" + long + "\"").bytes, fileName: "m")
    #expect(manifest.action(at: 0).attributes["value"] == "x \"" + long)
  }

  @Test func manyPiecesOfAValueTakeNoMoreThanTheirBytes() throws {
    let pieces = String(repeating: "\"x\" 'y' \"\\\"\" ", count: 60_000)
    let line = ByteString("set name=a value=" + pieces)
    let manifest = try Manifest(reading: line.bytes, fileName: "m")
    #expect(manifest.action(at: 0).attributes["value"] == ByteString(String(repeating: "xy\"", count: 60_000)))
    #expect(manifest.storage.side.count < 3 * line.count)
  }

  @Test func valuesThatGrowBeyondAllBoundsAreRefused() {
    // Each of the values gets the name of the driver in front.
    let name = String(repeating: "n", count: 100_000)
    let line = "driver name=\(name)" + String(repeating: " clone_perms=\"a b c\"", count: 2_000)
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(reading: Array(line.utf8), fileName: "m", diagnostics: &diagnostics)
    #expect(manifest.actionCount == 0)
    #expect(diagnostics.count == 1)
  }
}
