import GRDB
import PackageModel
import TestSupport
import Testing

@testable import DepotServer

@Suite struct SearchPatternTests {
  @Test(arguments: [
    ("tool", "tool", true), ("tool", "tools", false), ("t*l", "tool", true), ("t?ol", "tool", true),
    ("t?ol", "tol", false), ("*", "", true), ("[st]ool", "tool", true), ("[!st]ool", "tool", false),
    ("[a-z]ool", "tool", true), ("[z-a]ool", "tool", false), ("[!z-a]ool", "tool", true), ("[]]x", "]x", true),
    ("[tool", "[tool", true), ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", false), ("[^t]ool", "tool", true),
    ("a**b", "ab", true), ("*.c", "a.c.c", true),
  ])
  func wildcards(_ pattern: String, _ text: String, _ isMatch: Bool) {
    #expect(SearchPattern(ByteString(pattern), isCaseSensitive: true).matches(text) == isMatch)
  }

  @Test func caseCountsOnlyWhereItIsAskedFor() {
    #expect(SearchPattern("TOOL", isCaseSensitive: false).matches("Tool"))
    #expect(!SearchPattern("TOOL", isCaseSensitive: true).matches("Tool"))
    #expect(SearchPattern("ÜBER*", isCaseSensitive: false).matches("überall"))
  }

  @Test func starsAloneAreEverything() {
    #expect(SearchPattern("*?", isCaseSensitive: false).isEverything)
    #expect(!SearchPattern("*a", isCaseSensitive: false).isEverything)
  }

  /// The database must find at least what the pattern matches, and exactly that where there are no sets.
  @Test func theDatabaseAgrees() throws {
    var random = SeededGenerator(7)
    let alphabet: [Character] = ["a", "b", "*", "?", "[", "]", "!", "-", "^", "ü"]
    try DatabaseQueue().read { database in
      for _ in 0..<3000 {
        func text() -> String {
          String((0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
        }
        let pattern = SearchPattern(ByteString(text()), isCaseSensitive: true)
        let subject = text()
        let found =
          try Bool.fetchOne(database, sql: "SELECT ? GLOB ?", arguments: [subject, pattern.glob]) ?? false
        let expected = pattern.matches(subject)
        if pattern.hasSets ? expected && !found : expected != found {
          Issue.record("pattern \(pattern.text) as \(pattern.glob) on \(subject): \(expected), \(found)")
        }
      }
    }
  }
}
