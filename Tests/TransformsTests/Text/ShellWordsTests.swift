import Foundation
import PackageModel
import Testing

@testable import Transforms

@Suite struct ShellWordsTests {
  @Test(arguments: [
    ("a b  c", ["a", "b", "c"]), ("", []), ("  ", []), ("'a b' c", ["a b", "c"]), ("\"a b\"", ["a b"]),
    ("a'b'\"c\"d", ["abcd"]), ("''", [""]), ("a '' \"\"", ["a", "", ""]), ("a\\ b", ["a b"]), ("\\\\1", ["\\1"]),
    ("\\1", ["1"]), ("\"\\1\\\"\\\\\"", ["\\1\"\\"]), ("'\\1'", ["\\1"]), ("#a #", ["#a", "#"]),
    ("a\tb\rc\nd", ["a", "b", "c", "d"]),
    ("é\u{a0}ü", ["é\u{a0}ü"]), ("it''s", ["its"]), ("\"a\"'b'c\\d", ["abcd"]), ("a;b|c", ["a;b|c"]),
  ])
  func splits(text: String, words: [String]) throws {
    #expect(try ShellWords.split(ByteString(text)).map(\.text.text) == words)
  }

  @Test(arguments: [
    ("'a", ShellWords.Failure.Reason.noClosingQuotation, 0), ("x \"a", .noClosingQuotation, 2),
    ("a\\", .noEscapedCharacter, 1), ("\"a\\", .noEscapedCharacter, 2),
  ])
  func tellsMistakes(text: String, reason: ShellWords.Failure.Reason, position: Int) {
    #expect(throws: ShellWords.Failure(reason: reason, position: position)) { try ShellWords.split(ByteString(text)) }
  }

  @Test func wordsKnowTheirPlace() throws {
    let words = try ShellWords.split("a  'b c' d")
    #expect(words.map(\.range) == [0..<1, 3..<8, 9..<10])
  }

  static func random(_ random: inout SplitMix, _ characters: [String]) -> String {
    (0..<Int(random.next() % 12)).map { _ in random.pick(characters) }.joined()
  }

  /// The same words as Python's, whole and broken.
  @Test(.enabled(if: PythonOracle.isAvailable))
  func agreesWithPython() throws {
    var random = SplitMix(seed: 42)
    let texts = (0..<1500).map { _ in
      Self.random(&random, ["a", "b", " ", " ", "'", "\"", "\\", "#", "\t", "é", "=", ";", "\u{a0}", "\r"])
    }
    let program = """
      import json, shlex, sys
      def split(text):
          try: return shlex.split(text)
          except ValueError: return None
      json.dump([split(text) for text in json.load(sys.stdin)], sys.stdout)
      """
    let expected: [[String]?] = try PythonOracle.map(program, texts)
    for (text, words) in zip(texts, expected) {
      #expect((try? ShellWords.split(ByteString(text)).map(\.text.text)) == words, "\(text.debugDescription)")
    }
  }

  /// The tokens of options are those of Python's other mode.
  @Test(.enabled(if: PythonOracle.isAvailable))
  func optionTokensAgreeWithPython() throws {
    var random = SplitMix(seed: 7)
    let texts = (0..<1500).map { _ in
      Self.random(&random, ["a", "sep", "1", "_", " ", "'", "\"", "\\", "#", ";", "=", "é", ",", "<", "\t"])
    }
    let program = """
      import json, shlex, sys
      def tokens(text):
          try: return list(shlex.shlex(text))
          except ValueError: return None
      json.dump([tokens(text) for text in json.load(sys.stdin)], sys.stdout)
      """
    let expected: [[String]?] = try PythonOracle.map(program, texts)
    for (text, wanted) in zip(texts, expected) {
      #expect(Self.tokens(text) == wanted, "\(text.debugDescription)")
    }
  }

  private static func tokens(_ text: String) -> [String]? {
    var lexer = OptionLexer(ByteString(text))
    var tokens: [String] = []
    while let token = try? lexer.next() {
      if token.isEmpty { return tokens }
      tokens.append(ByteText.of(token))
    }
    return nil
  }
}
