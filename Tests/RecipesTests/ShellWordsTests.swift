import PackageModel
@testable import Recipes
import Testing

@Suite struct ShellWordsTests {
  @Test(arguments: [
    ("", []),
    (" \t\n ", []),
    ("one two\tthree\nfour", ["one", "two", "three", "four"]),
    ("'a b' \"c d\"", ["a b", "c d"]),
    ("a'b c'd", ["ab cd"]),
    ("'it'\\''s'", ["it's"]),
    ("\"a \\\" \\$ \\` \\\\ \\n\"", ["a \" $ ` \\ \\n"]),
    ("a\\ b \\'", ["a b", "'"]),
    ("''", [""]),
    ("--a=\"b c\"", ["--a=b c"]),
    ("a\\\n b", ["a", "b"]),
    ("a\\\nb", ["ab"]),
    ("# no comment", ["#", "no", "comment"]),
    ("größe '☃ x'", ["größe", "☃ x"]),
    ("end\\", ["end\\"]),
  ])
  func splits(_ text: String, _ words: [String]) throws {
    #expect(try ShellWords.split(Array(text.utf8)).map(\.text.text) == words)
  }

  @Test(arguments: [("'", 1), ("a\n\"b", 2), ("a 'b\nc' \"d\ne", 2)])
  func refusesOpenQuotes(_ text: String, _ line: Int) {
    #expect(throws: ShellWords.UnmatchedQuote(line: line)) { try ShellWords.split(Array(text.utf8)) }
  }

  @Test func countsLines() throws {
    let words = try ShellWords.split(Array("a\n\n'b\nc' d\n".utf8))
    #expect(words.map(\.line) == [1, 3, 4])
  }
}
