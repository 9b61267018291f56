import PackageModel
@testable import Recipes
import Testing

@Suite struct RelationFixerTests {
  private func fixed(_ texts: [String], _ field: RelationField, ignoresRevisions: Bool = false) throws -> [String] {
    var fixer = RelationFixer(ignoresRevisions: ignoresRevisions, log: LogBook().log)
    for text in texts { try fixer.add(text, to: field) }
    return fixer.relations[field] ?? []
  }

  @Test(arguments: [
    ("aa", ["aa"]),
    ("aa >= 1.2", ["aa (>= 1.2)"]),
    ("aa <= 2", ["aa (<= 2)"]),
    ("aa = 3-1", ["aa (= 3-1)"]),
    ("aa == 3", ["aa (= 3)"]),
    ("aa > 4", ["aa (>> 4)"]),
    ("aa < 5", ["aa (<< 5)"]),
    ("aa >> 6", ["aa (>> 6)"]),
    ("aa << 7", ["aa (<< 7)"]),
    ("aa>=1.2", ["aa (>= 1.2)"]),
    ("aa(>= 1.2)", ["aa (>= 1.2)"]),
    ("aa (>=1.2)", ["aa (>= 1.2)"]),
    ("  aa  ( >=  1.2 )  ", ["aa (>= 1.2)"]),
    ("aa (> 1)", ["aa (>> 1)"]),
    ("aa (< 1)", ["aa (<< 1)"]),
    ("aa (= 1:2.0-3)", ["aa (= 1:2.0-3)"]),
    ("aa (<< 2~)", ["aa (<< 2~)"]),
    ("aa:any >= 1", ["aa:any (>= 1)"]),
    ("libstdc++6.1", ["libstdc++6.1"]),
    ("aa | bb", ["aa | bb"]),
    ("cc (>= 1) | dd (>= 2) | ee", ["cc (>= 1) | dd (>= 2) | ee"]),
    ("aa|bb<2", ["aa | bb (<< 2)"]),
    ("aa, bb >= 2,cc", ["aa", "bb (>= 2)", "cc"]),
    ("Foo_Bar >= 1_2", ["foo-bar (>= 1-2)"]),
    ("aa ~> 1.2.3", ["aa (>= 1.2.3)", "aa (<< 1.3.0)"]),
    ("aa ~> 1.2", ["aa (>= 1.2)", "aa (<< 2.0)"]),
    ("aa ~> 4", ["aa (>= 4)", "aa (<< 5)"]),
    ("aa (~> 2:1.9)", ["aa (>= 2:1.9)", "aa (<< 2:2.0)"]),
    ("aa ~> 1.9.0rc1", ["aa (>= 1.9.0rc1)", "aa (<< 1.10.0)"]),
    ("aa ~> 1.2 | bb", ["aa (>= 1.2) | bb", "aa (<< 2.0) | bb"]),
    ("aa != 3 | bb", ["aa (<< 3) | aa (>> 3) | bb"]),
    ("", []),
    (" , ", []),
    ("/usr/bin/perl", []),
    ("rpmlib(CompressedFileNames) <= 3.0.4-1", []),
    ("aa | /bin/sh", ["aa"]),
  ])
  func dependencies(_ text: String, _ expected: [String]) throws {
    #expect(try fixed([text], .depends) == expected)
  }

  @Test func keepsOrderAndRepetitions() throws {
    #expect(try fixed(["zz", "mm", "aa", "zz"], .depends) == ["zz", "mm", "aa", "zz"])
  }

  @Test(arguments: [RelationField.depends, .preDepends])
  func unwantedVersionsBecomeBreaks(_ field: RelationField) throws {
    var fixer = RelationFixer(log: LogBook().log)
    try fixer.add("aa != 1.5", to: field)
    try fixer.add("bb", to: field)
    #expect(fixer.relations == [field: ["bb"], .breaks: ["aa (= 1.5)"]])
  }

  @Test(arguments: [
    ("aa = 1.2.3", ["aa (>= 1.2.3)", "aa (<< 1.2.4)"]),
    ("aa (= 1.2-3)", ["aa (>= 1.2-3)", "aa (<< 1.3)"]),
    ("aa = 2:7", ["aa (>= 2:7)", "aa (<< 2:8)"]),
    ("aa >= 1", ["aa (>= 1)"]),
  ])
  func revisionsCanBeIgnored(_ text: String, _ expected: [String]) throws {
    #expect(try fixed([text], .depends, ignoresRevisions: true) == expected)
  }

  @Test(arguments: [
    (RelationField.conflicts, "aa != 2", ["aa (<< 2)", "aa (>> 2)"]),
    (.replaces, "My_App < 2", ["my-app (<< 2)"]),
    (.recommends, "aa != 2", ["aa (<< 2) | aa (>> 2)"]),
    (.suggests, "uu | vv", ["uu | vv"]),
    (.provides, "Mail_Agent", ["mail-agent"]),
    (.provides, "bar = 2.0", ["bar (= 2.0)"]),
    (.provides, "baz (= 1.5-1)", ["baz (= 1.5-1)"]),
  ])
  func otherFields(_ field: RelationField, _ text: String, _ expected: [String]) throws {
    #expect(try fixed([text], field) == expected)
  }

  @Test(arguments: [
    (RelationField.depends, "foo bar"), (.depends, "aa => 1"), (.depends, "aa >="), (.depends, "aa (>= 1"),
    (.depends, "aa (>= 1) bb"), (.depends, "aa >= x y"), (.depends, "-aa"), (.depends, "a$b"), (.depends, "(>= 1)"),
    (.depends, "aa >= one"), (.depends, "aa |"), (.depends, "aa (>= 1) [amd64]"), (.depends, "${misc:Depends}"),
    (.provides, "pp (>= 1)"), (.provides, "pp | qq"), (.conflicts, "aa | bb"), (.conflicts, "aa ~> 1.2"),
  ])
  func refuses(_ field: RelationField, _ text: String) {
    #expect(throws: Diagnostic.self) { try fixed([text], field) }
  }

  @Test func tellsWhatIsChanged() throws {
    let book = LogBook()
    var fixer = RelationFixer(log: book.log)
    try fixer.add("Foo_Bar", to: .depends)
    try fixer.add("/bin/sh", to: .depends)
    #expect(book.messages.count == 3)
  }
}
