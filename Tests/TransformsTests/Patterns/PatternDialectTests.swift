import PackageModel
import Testing

@testable import Transforms

/// The dialect of patterns, construct by construct: what matches at the beginning of a text, and the mistakes. The
/// results are those of Python 3.11.
@Suite struct PatternDialectTests {
  enum Expectation: Hashable {
    case groups([String?])
    case noMatch
    case mistake(String)
  }

  static let rows: [(pattern: String, subject: String, expected: Expectation)] = [
    ("\\Atop\\Z", "top", .groups(["top"])),
    ("top\\Z", "top\u{a}", .noMatch),
    ("top$", "top\u{a}", .groups(["top"])),
    ("a$b", "a\u{a}b", .noMatch),
    ("(?m)^b", "a\u{a}b", .noMatch),
    ("(?m)a$", "a\u{a}b", .groups(["a"])),
    ("(?s)a.b", "a\u{a}b", .groups(["a\u{a}b"])),
    ("a.b", "a\u{a}b", .noMatch),
    ("(?P<x>a)(?P=x)", "aa", .groups(["aa", "a"])),
    ("(a)\\1", "aa", .groups(["aa", "a"])),
    ("(a)\\1", "ab", .noMatch),
    ("a{,2}", "aaa", .groups(["aa"])),
    ("a{2,}", "aaaa", .groups(["aaaa"])),
    ("a{x}", "a{x}", .groups(["a{x}"])),
    ("a{,x}", "a{,x}", .groups(["a{,x}"])),
    ("a{", "a{", .groups(["a{"])),
    ("{", "{", .groups(["{"])),
    ("a{1}{2}", "x", .mistake("multiple repeat at position 4")),
    ("\\w+", "über_9", .groups(["über_9"])),
    ("(?a)\\w+", "über", .noMatch),
    ("(?a:\\w)\\w", "aü", .groups(["aü"])),
    ("\\d+", "\u{663}1", .groups(["\u{663}1"])),
    ("(?a)\\d+", "\u{663}", .noMatch),
    ("\\s", "\u{1c}", .groups(["\u{1c}"])),
    ("(?a)\\s", "\u{1c}", .noMatch),
    ("\\s", "\u{85}", .groups(["\u{85}"])),
    ("\\bé", "é", .groups(["é"])),
    ("(?a)\\bé", "é", .noMatch),
    ("\\B", "", .noMatch),
    ("\\b", "", .noMatch),
    ("\\u00e9", "é", .groups(["é"])),
    ("\\U0001F600", "😀", .groups(["😀"])),
    ("\\x41", "A", .groups(["A"])),
    ("\\101", "A", .groups(["A"])),
    ("\\0", "\u{0}", .groups(["\u{0}"])),
    ("[\\x41-\\x43]+", "ABCD", .groups(["ABC"])),
    ("\\N{EM DASH}", "—", .groups(["—"])),
    ("(?<=a)b", "ab", .noMatch),
    ("a(?<=a)b", "ab", .groups(["ab"])),
    ("ab(?<!b)", "ab", .noMatch),
    ("(?<=ab|cd)e", "e", .noMatch),
    ("(?<=a|bc)e", "e", .mistake("look-behind requires fixed-width pattern")),
    ("(?<=a*)b", "b", .mistake("look-behind requires fixed-width pattern")),
    ("(a)?(?(1)b|c)", "ab", .groups(["ab", "a"])),
    ("(a)?(?(1)b|c)", "c", .groups(["c", nil])),
    ("(?P<q>a)?(?(q)b|c)", "c", .groups(["c", nil])),
    ("(?>a+)a", "aaa", .noMatch),
    ("(?>a+)b", "aab", .groups(["aab"])),
    ("a++a", "aaa", .noMatch),
    ("a*+b", "aab", .groups(["aab"])),
    ("a?+a", "a", .noMatch),
    ("a{1,2}+a", "aa", .noMatch),
    ("(?i)straße", "STRAßE", .groups(["STRAßE"])),
    ("(?i)i", "\u{130}", .groups(["\u{130}"])),
    ("(?i)\u{131}", "i", .groups(["i"])),
    ("(?i)K", "K", .groups(["K"])),
    ("(?i)s", "\u{17f}", .groups(["\u{17f}"])),
    ("(?ai)k", "K", .groups(["K"])),
    ("(?i:a)b", "Ab", .groups(["Ab"])),
    ("(?i:a)b", "AB", .noMatch),
    ("(?-i:a)", "a", .groups(["a"])),
    ("a(?i)b", "ab", .mistake("global flags not at the start of the expression at position 1")),
    ("(?i)[k]", "K", .groups(["K"])),
    ("(?i)[^k]", "K", .noMatch),
    ("(?x)a # note\u{a} b", "ab", .groups(["ab"])),
    ("(?x: a ) b", "a b", .groups(["a b"])),
    ("a(?#note)b", "ab", .groups(["ab"])),
    ("[]]", "]", .groups(["]"])),
    ("[^]]", "a", .groups(["a"])),
    ("[a&&b]", "&", .groups(["&"])),
    ("[a||b]+", "|a", .groups(["|a"])),
    ("[[:alpha:]]", ":]", .groups([":]"])),
    ("[][]", "[]", .groups(["["])),
    ("[a-]", "-", .groups(["-"])),
    ("[-a]", "-", .groups(["-"])),
    ("[\\w-]+", "a-", .groups(["a-"])),
    ("[\\d-x]", "x", .mistake("bad character range \\d-x at position 1")),
    ("\\h", "h", .mistake("bad escape \\h at position 0")),
    ("\\Q", "Q", .mistake("bad escape \\Q at position 0")),
    ("\\K", "K", .mistake("bad escape \\K at position 0")),
    ("\\e", "e", .mistake("bad escape \\e at position 0")),
    ("\\R", "R", .mistake("bad escape \\R at position 0")),
    ("\\z", "z", .mistake("bad escape \\z at position 0")),
    ("\\p{L}", "a", .mistake("bad escape \\p at position 0")),
    ("\\G", "G", .mistake("bad escape \\G at position 0")),
    ("(?R)", "a", .mistake("unknown extension ?R at position 1")),
    ("(?1)", "a", .mistake("unknown extension ?1 at position 1")),
    ("(?|a|b)", "a", .mistake("unknown extension ?| at position 1")),
    ("(?<n>a)", "a", .mistake("unknown extension ?<n at position 1")),
    ("(?'n'a)", "a", .mistake("unknown extension ?' at position 1")),
    ("(*FAIL)", "a", .mistake("nothing to repeat at position 1")),
    ("(?&n)", "a", .mistake("unknown extension ?& at position 1")),
    ("*a", "a", .mistake("nothing to repeat at position 0")),
    ("a**", "a", .mistake("multiple repeat at position 2")),
    ("a|*", "a", .mistake("nothing to repeat at position 2")),
    ("(?:)*", "a", .groups([""])),
    ("^*", "a", .mistake("nothing to repeat at position 1")),
    ("(", "a", .mistake("missing ), unterminated subpattern at position 0")),
    (")", "a", .mistake("unbalanced parenthesis at position 0")),
    ("[", "a", .mistake("unterminated character set at position 0")),
    ("a\\", "a", .mistake("bad escape (end of pattern) at position 1")),
    ("[z-a]", "a", .mistake("bad character range z-a at position 1")),
    ("[\\w-a]", "a", .mistake("bad character range \\w-a at position 1")),
    ("\\1", "a", .mistake("invalid group reference 1 at position 1")),
    ("(\\1)", "a", .mistake("cannot refer to an open group at position 1")),
    ("(?P<1>a)", "a", .mistake("bad character in group name '1' at position 4")),
    ("(?P<n>a)(?P<n>b)", "a", .mistake("redefinition of group name 'n' as group 2; was group 1 at position 12")),
    ("(?P=n)", "a", .mistake("unknown group name 'n' at position 4")),
    ("(?P>n)", "a", .mistake("unknown extension ?P> at position 1")),
    ("(?P<n", "a", .mistake("missing >, unterminated name at position 4")),
    ("(?P<>a)", "a", .mistake("missing group name at position 4")),
    ("(?(2)a|b)", "b", .mistake("invalid group reference 2 at position 3")),
    ("(?(0)a)", "a", .mistake("bad group number at position 3")),
    ("(?(x)a)", "a", .mistake("unknown group name 'x' at position 3")),
    ("(?(1)a|b|c)(x)", "a", .mistake("conditional backref with more than two branches at position 8")),
    ("(?L)a", "a", .mistake("bad inline flags: cannot use 'L' flag with a str pattern at position 3")),
    ("(?au)a", "a", .mistake("bad inline flags: flags 'a', 'u' and 'L' are incompatible at position 4")),
    ("(?z)a", "a", .mistake("unknown extension ?z at position 1")),
    ("(?i", "a", .mistake("missing -, : or ) at position 3")),
    ("(?i-", "a", .mistake("missing flag at position 4")),
    ("(?-i)a", "a", .mistake("missing : at position 4")),
    ("(?i-i:a)", "a", .mistake("bad inline flags: flag turned on and off at position 5")),
    ("(?-a:a)", "a", .mistake("bad inline flags: cannot turn off flags 'a', 'u' and 'L' at position 4")),
    ("\\x4", "a", .mistake("incomplete escape \\x4 at position 0")),
    ("\\u12", "a", .mistake("incomplete escape \\u12 at position 0")),
    ("\\U00110000", "a", .mistake("bad escape \\U00110000 at position 0")),
    ("\\N", "a", .mistake("missing { at position 2")),
    ("\\N{NO SUCH}", "a", .mistake("undefined character name 'NO SUCH' at position 0")),
    ("\\400", "a", .mistake("octal escape value \\400 outside of range 0-0o377 at position 0")),
    ("[\\8]", "8", .mistake("bad escape \\8 at position 1")),
    ("\\8", "8", .mistake("invalid group reference 8 at position 1")),
    ("a{2,1}", "a", .mistake("min repeat greater than max repeat at position 2")),
    ("(?", "a", .mistake("unexpected end of pattern at position 2")),
    ("(?P", "a", .mistake("unexpected end of pattern at position 3")),
    ("(?<", "a", .mistake("unexpected end of pattern at position 3")),
    ("(?<a)", "a", .mistake("unknown extension ?<a at position 1")),
    ("(?(", "a", .mistake("missing group name at position 3")),
    ("(?#", "a", .mistake("missing ), unterminated comment at position 0")),
    ("((.)X)+", "aXbX", .groups(["aXbX", "bX", "b"])),
    ("(a|ab)(c|bcd)(d*)", "abcd", .groups(["abcd", "a", "bcd", ""])),
    ("(a*)*", "b", .groups(["", ""])),
    ("(a*)+", "b", .groups(["", ""])),
    ("(?:a|(b))*", "ba", .groups(["ba", "b"])),
    ("", "x", .groups([""])),
    ("[^a]", "é", .groups(["é"])),
    ("..", "é", .noMatch),
    ("é?x", "x", .groups(["x"])),
    ("a|b|", "c", .groups([""])),
    ("\\/\\-\\.", "/-.", .groups(["/-."])),
    ("~", "~", .groups(["~"])),
  ]

  @Test(arguments: rows.indices)
  func means(row: Int) throws {
    let (text, subject, expected) = Self.rows[row]
    let result = Self.match(text, subject)
    #expect(result == expected, "\(text)")
  }

  private static func match(_ text: String, _ subject: String) -> Expectation {
    let bytes = Array(subject.utf8)
    do throws(PatternError) {
      let pattern = try Pattern(ByteString(text), for: .atStart, context: PCREContext())
      guard (try? pattern.matches(bytes.span)) == true else { return .noMatch }
      return .groups(
        (0...pattern.syntax.groupCount).map { group in
          pattern.range(ofGroup: group).map { String(decoding: bytes[$0], as: UTF8.self) }
        })
    } catch {
      return .mistake(error.message.hasPrefix("look-behind") ? error.message : error.description)
    }
  }

  @Test(.enabled(if: PythonOracle.isAvailable))
  func theTableIsPythons() throws {
    let questions = Self.rows.map { PatternQuestion(pattern: $0.pattern, subject: $0.subject, replacement: "") }
    let outcomes: [PatternOutcome] = try PythonOracle.map(PatternOutcome.program, questions)
    for (row, outcome) in zip(Self.rows, outcomes) {
      let wanted: Expectation =
        if let error = outcome.error { .mistake(error) } else if let groups = outcome.match { .groups(groups) } else {
          .noMatch
        }
      #expect(row.expected == wanted, "\(row.pattern)")
    }
  }
}
