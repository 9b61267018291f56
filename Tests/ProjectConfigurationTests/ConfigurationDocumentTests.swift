import ProjectConfiguration
import PackageModel
import Testing

/// Configuration files: what is read of them, and how mistakes are told.
@Suite struct ConfigurationDocumentTests {
  private let keys = ["select", "fail-on", "max-warnings", "levels"]

  private func document(_ text: String) throws -> ConfigurationDocument {
    try ConfigurationDocument(reading: Array(text.utf8), file: "pkgwright.yaml")
  }

  private func section(_ text: String) throws -> ConfigurationSection {
    let document = try document(text)
    return ConfigurationSection(document.root, of: document, name: "", keys: keys)
  }

  @Test func valuesAreRead() throws {
    var section = try section(
      "# comment\nselect: [a, 'b c']\nfail-on: warning\nmax-warnings: 12\nlevels:\n  x.y: error\n")
    #expect(section.texts("select").map(\.text) == ["a", "b c"])
    #expect(section.choice("fail-on", [("error", 1), ("warning", 2)]) == 2)
    #expect(section.number("max-warnings") == 12)
    #expect(section.table("levels").map { [$0.key, $0.text] } == [["x.y", "error"]])
    #expect(section.mistakes.isEmpty)
  }

  @Test(arguments: ["", "---\n", "# only a comment\n", "~\n"])
  func nothingIsAnEmptySection(_ text: String) throws { #expect(try section(text).mistakes.isEmpty) }

  @Test func oneWordIsAListOfOne() throws {
    var section = try section("select: a\n")
    #expect(section.texts("select").map(\.text) == ["a"])
  }

  @Test func unknownKeysAreRefusedWithTheirPlace() throws {
    let mistakes = try section("select: a\nfail_on: error\nnonsense: 1\n").mistakes
    #expect(
      mistakes.map(\.description) == [
        "pkgwright.yaml:2:1: error: unknown key 'fail_on'\n    fail_on: error\n    ^\n    help: did you mean fail-on?",
        "pkgwright.yaml:3:1: error: unknown key 'nonsense'\n    nonsense: 1\n    ^\n"
          + "    help: the keys are select, fail-on, max-warnings, levels",
      ])
  }

  private static let wrong: [(String, String)] = [
    ("max-warnings: -1\n", "pkgwright.yaml:1:15: error: 'max-warnings' must be a number, not '-1'"),
    ("max-warnings: [1]\n", "pkgwright.yaml:1:15: error: 'max-warnings' must be a word, not a list"),
    ("select: {a: b}\n", "pkgwright.yaml:1:9: error: 'select' must be a list of words, not a section"),
    ("select: [[a]]\n", "pkgwright.yaml:1:10: error: 'select' must be a word, not a list"),
    ("levels: x\n", "pkgwright.yaml:1:9: error: 'levels' must be a section, not a word"),
    ("ä: 1\n", "pkgwright.yaml:1:1: error: unknown key 'ä'"),
    ("- a\n", "pkgwright.yaml:1:1: error: the file must be a section with keys, not a list"),
  ]

  @Test(arguments: wrong)
  func wrongValuesAreRefused(_ text: String, _ beginning: String) throws {
    var section = try section(text)
    _ = section.number("max-warnings")
    _ = section.texts("select")
    _ = section.table("levels")
    #expect(section.mistakes.count == 1)
    #expect(section.mistakes.first?.description.hasPrefix(beginning) == true, "\(section.mistakes)")
  }

  @Test(arguments: [
    "a: [1\n", "a: b: c\n", "\tx: 1\n", "a: *nowhere\n", "select: 1\nselect: 2\n", "a: \"x\n", "%FOO\n---\n- @\n",
  ])
  func brokenFilesAreRefused(_ text: String) throws {
    #expect(throws: Diagnostic.self) { try document(text) }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: Diagnostic.self) { try ConfigurationDocument(reading: [0xff, 0xfe, 0x00], file: "x") }
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(throws: Diagnostic.self) { try document(text) }
  }
}
