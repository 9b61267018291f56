import PackageModel
import Testing

@testable import Transforms

@Suite struct PatternMatchingTests {
  private let context = PCREContext()

  private func replace(_ pattern: String, _ replacement: String, in text: String) throws -> String {
    let pattern = try Pattern(ByteString(pattern), for: .anywhere, context: context)
    let template = try ReplacementTemplate(ByteString(replacement), for: pattern.syntax)
    return String(decoding: try pattern.replacing(Array(text.utf8).span, with: template), as: UTF8.self)
  }

  @Test(arguments: [
    ("a*", "-", "baac", "-b--c-"), ("x*", "+", "-b--c-", "+-+b+-+-+c+-+"), ("", "-", "ab", "-a-b-"),
    ("a", "", "banana", "bnn"),
    ("(lib)(pear)", "\\2\\1", "libpear.so", "pearlib.so"), ("(?P<n>b)", "\\g<n>\\g<0>", "abc", "abbc"),
    ("(x)?b", "[\\1]", "ab", "a[]"), (".", "_", "é€😀", "___"), ("\\.", "\\.\\-\\/", "a.b", "a\\.\\-\\/b"),
    ("a", "\\101\\60\\t\\\\", "a", "invalid group reference 60 at position 5"),
    ("a", "\\0601\\x", "a", "bad escape \\x at position 5"),
    ("a", "\\0601", "a", "01"), ("(a)", "\\g<2>", "a", "invalid group reference 2 at position 3"),
    ("a", "\\g<b>", "a", "unknown group"), ("a", "\\g", "a", "missing <"),
    ("a", "\\", "a", "bad escape (end of pattern) at position 0"),
    ("\\b", "|", "ab cd", "|ab| |cd|"), ("(?<=a)b", "X", "abb", "aXb"), ("a|", "-", "ba", "-b--"),
  ])
  func replaces(pattern: String, replacement: String, text: String, expected: String) throws {
    do {
      #expect(try replace(pattern, replacement, in: text) == expected)
    } catch ReplacementTemplate.Failure.malformed(let error) {
      #expect(error.description.hasPrefix(expected))
    } catch ReplacementTemplate.Failure.unknownGroup {
      #expect(expected == "unknown group")
    }
  }

  @Test func endlessTryingIsAFailure() throws {
    let pattern = try Pattern("(?:a+)+(?=$)", for: .anywhere, context: context)
    let text = Array(repeating: UInt8(ascii: "a"), count: 60) + [UInt8(ascii: "b")]
    // The first runs are interpreted, the later ones are machine code; both have the limit.
    for _ in 0..<14 {
      #expect(throws: MatchFailure.tooManySteps) { try pattern.matches(text.span) }
    }
  }

  @Test func deepMatchesNeedNoStackOfOurs() throws {
    let pattern = try Pattern("(?:(a)|b)*", for: .atStart, context: context)
    let text = Array(repeating: UInt8(ascii: "a"), count: 200_000)
    for _ in 0..<14 { #expect(try pattern.matches(text.span)) }
    #expect(pattern.range(ofGroup: 0) == 0..<200_000)
  }

  @Test func bytesThatAreNoCharactersAreTakenOneByOne() throws {
    let pattern = try Pattern("a(.)(.)b$", for: .atStart, context: context)
    #expect(try pattern.matches([0x61, 0xff, 0xc3, 0x62].span))
    #expect(pattern.range(ofGroup: 2) == 2..<3)
    #expect(try !pattern.matches([0x61, 0xff, 0x62].span))
    let word = try Pattern("\\w+", for: .anywhere, context: context)
    #expect(try !word.matches([0xff, 0xfe].span))
  }

  @Test func largePatternsAreRefusedWithoutACrash() throws {
    let deep = String(repeating: "(", count: 2_000) + String(repeating: ")", count: 2_000)
    #expect(throws: PatternError.self) { try PatternParser.parse(Array(deep.utf8)) }
    let long = try Pattern("(?:(?:abcdefgh){1000}){1000}", for: .atStart, context: context)
    #expect(throws: MatchFailure.unsupported) { try long.prepare() }
    #expect(throws: PatternError.self) { try PatternParser.parse(Array("a{99999999999}".utf8)) }
  }

  /// Every character with two cases is one with the characters that Python takes it for.
  @Test(.enabled(if: PythonOracle.isAvailable))
  func casesArePythons() throws {
    let program = """
      import json, re, sys
      cased = [c for c in map(chr, range(0x80, 0x1e950)) if not 0xd800 <= ord(c) < 0xe000
               and (c.lower() != c or c.upper() != c)]
      everything = "".join(cased) + "kKsSiI"
      json.dump([[ord(c)] + [ord(d) for d in re.findall("(?i)" + c, everything)] for c in cased], sys.stdout)
      """
    let families: [[UInt32]] = try PythonOracle.map(program, [String]())
    #expect(families.count > 2_000)
    for family in families {
      let ours = Set(CaseVariants.variants(of: family[0], asciiOnly: false))
      #expect(ours == Set(family).union([family[0]]), "U+\(String(family[0], radix: 16))")
    }
  }
}
