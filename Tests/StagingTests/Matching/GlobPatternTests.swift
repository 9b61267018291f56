import Foundation
import PackageModel
import Staging
import Testing

@Suite struct GlobPatternTests {
  static let strings = [
    "", ".", ".x", "x", "a", "b", "c", "a.x", "ab", "a.conf", "d/a.conf", ".d/a.conf", "d/.git", "d/.gitignore", "/x",
    "[", "[a", "]", "\\", "*", "abc", "axbyc", "é", "xé", "ö", "-", "a]", "a-", "a*", ".a", "..",
  ]

  /// What Ruby's `File.fnmatch` without flags says, recorded; one digit for each of the strings.
  static let ruby: [(String, String)] = [
    ("*", "1001111111101111111111111111100"), ("*.conf", "0000000001100000000000000000000"),
    ("**/.git**", "0000000000001100000000000000000"), ("a[.]x", "0000000100000000000000000000000"),
    ("[.]x", "0000000000000000000000000000000"), (".x", "0010000000000000000000000000000"),
    ("\\.x", "0010000000000000000000000000000"), ("[", "0000000000000000000000000000000"),
    ("[a", "0000000000000000000000000000000"), ("[]a]", "0000000000000000000000000000000"),
    ("[^]a]x", "0000000000000000000000000000000"), ("a\\", "0000100000000000000000000000000"),
    ("\\*", "0000000000000000000100000000000"), ("?", "0001111000000001011100101100000"),
    ("[a-c]", "0000111000000000000000000000000"), ("[c-a]", "0000101000000000000000000000000"),
    ("[a-]", "0000100000000000000000000100000"), ("[\\]]", "0000000000000000010000000000000"),
    ("[!a]", "0001011000000001011100101100000"), ("*[!a]", "0001011111101111011111111111100"),
    ("a*b*c", "0000000000000000000011000000000"), ("", "1000000000000000000000000000000"),
    ("*/", "0000000000000000000000000000000"), ("é", "0000000000000000000000100000000"),
    ("?é", "0000000000000000000000010000000"), ("[é-ö]", "0000000000000000000000101000000"),
    ("[a-\\c]", "0000111000000000000000000000000"), ("[-a]", "0000100000000000000000000100000"),
    ("a**", "0000100111000000000011000011100"), ("*\\", "1001111111101111111111111111100"),
    ("[a]]", "0000000000000000000000000010000"), ("[^a", "0000000000000000000000000000000"),
    ("*.?", "0000000100000000000000000000000"),
  ]

  @Test(arguments: ruby) func matchesAsRubyDoes(_ pattern: String, _ expected: String) {
    let glob = GlobPattern(ByteString(pattern), .ruby)
    #expect(Self.strings.map { glob.matches(ByteString($0)) ? "1" : "0" }.joined() == expected)
  }

  @Test func rulesForPathsMatchLeadingDots() {
    #expect(GlobPattern("*", .path).matches(".x"))
    #expect(GlobPattern("?git", .path).matches(".git"))
    #expect(!GlobPattern("x", .path).matches(".x"))
  }

  static let pythonPatterns =
    ruby.map(\.0) + [
      "[]]", "[!]]", "[!]a]*", "[]-a]", "[a-c-e]", "[--a]", "[c-a-b]", "[!c-a]", "[a-cx-z]", "[a-]*", "[-]", "[!-]",
      "[^a]", "[[a]", "[&&a]", "[a||b]", "[~]", "[!!]", "[!]", "[]", "a[b", "[a-é]", "**", "?*", "\\[", "[\\]", "[!\\]",
    ]

  @Test(.enabled(if: Tools.exists("python3") || (try? Tools.run("python3", "-c", "1").status) == 0))
  func matchesAsPythonDoes() throws {
    let program = """
      import fnmatch, json, sys
      patterns, strings = json.load(sys.stdin)
      for p in patterns: print(''.join('01'[fnmatch.fnmatchcase(s, p)] for s in strings))
      """
    let input = try JSONEncoder().encode([Self.pythonPatterns, Self.strings])
    let judged = try Tools.run("python3", "-c", program, input: input).lines
    try #require(judged.count == Self.pythonPatterns.count)
    for (pattern, expected) in zip(Self.pythonPatterns, judged) {
      let glob = GlobPattern(ByteString(pattern), .python)
      let found = Self.strings.map { glob.matches(ByteString($0)) ? "1" : "0" }.joined()
      #expect(found == expected, "\(pattern)")
    }
  }

  @Test func bytesThatAreNoTextAreCharacters() {
    let name = ByteString([0xff, 0x61, 0xe9])
    for dialect in [GlobPattern.Dialect.ruby, .python, .path] {
      #expect(GlobPattern("???", dialect).matches(name))
      #expect(!GlobPattern("??", dialect).matches(name))
      #expect(GlobPattern(ByteString([0xff, 0x2a]), dialect).matches(name))
    }
  }

  @Test func manyStarsTakeNoExponentialTime() {
    let pattern = GlobPattern(ByteString(String(repeating: "*a", count: 200)), .ruby)
    #expect(!pattern.matches(ByteString(String(repeating: "a", count: 4000) + "b")))
  }
}
