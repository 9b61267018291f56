import PackageModel
import Testing

@testable import Transforms

/// The automaton finds the patterns that match one by one.
@Suite struct PatternSetTests {
  private let context = PCREContext()

  private func check(_ texts: [String], _ subjects: [String]) throws {
    let patterns = try texts.map { try Pattern(ByteString($0), for: .atStart, context: context) }
    var set = PatternSet(patterns.map(\.syntax))
    let all = set.select(patterns.indices.map(Int32.init))
    let odd = set.select(patterns.indices.filter { $0 % 2 == 1 }.map(Int32.init))
    for subject in subjects {
      let bytes = Array(subject.utf8)
      for (selection, isWanted) in [(all, { (_: Int) in true }), (odd, { $0 % 2 == 1 })] {
        let result = set.match(bytes.span, selection)
        let found = Set(set.patterns(ofList: result.list).map(Int.init))
        for (number, pattern) in patterns.enumerated() where isWanted(number) {
          let matches = try pattern.matches(bytes.span)
          if result.isComplete, set.isExact(number) {
            #expect(found.contains(number) == matches, "\(texts[number]) on \(subject)")
          } else if matches {
            #expect(found.contains(number), "\(texts[number]) on \(subject)")
          }
        }
        #expect(found.allSatisfy(isWanted))
      }
    }
  }

  @Test func findsThePatternsOfRules() throws {
    try check(
      [
        "usr$", "usr/", "usr/(bin|lib)/", ".*\\.so(\\.\\d+)*$", ".*", "", "(usr/)?kernel/.+(?<!\\.conf)$", "[^/]+$",
        "usr.*/include(/|$)", "(?i)USR", "us+r/\\w{3}/", "^usr\\b",
        "(u)(?P=x)?".replacing("(?P=x)?", with: "\\1?s"), "a{2,3}b",
        "é", "[é-ü]", ".*é", "x|usr|", "(?:a*)*b", "a++b", "\\Ausr\\Z", "us.{0,3000}x", "\\Z^", "$^", "(?:$|x)\\A",
      ],
      [
        "", "usr", "usr/", "usr/bin/x", "usr/lib/libx.so.1.2", "kernel/drv/x.conf", "usr/kernel/drv/x",
        "usr/src/include",
        "USR/x", "usx", "aaab", "aab", "usr/bé/x", "é", "usr\nx", "usr\n", "b", "aaaaab", "usr/lib/x.so\n", "us\u{7f}r",
      ])
  }

  @Test func textsThatBeginAlikeShareTheirStates() throws {
    let subjects = [
      "usr/share/man/man1/a.1", "usr/share/man/man1/b.1", "usr/share/man", "usr/share/man/man1/a.10",
      "", "us",
    ]
    try check(
      [
        "usr/share/man/.*\\.\\d[a-z]*$", "usr/share$", "usr/share/man$",
        ".*\\.1$",
      ], subjects + subjects.reversed())
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func findsRandomPatterns(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let atoms = ["a", "b", "/", ".", "[ab]", "[^a]", "\\w", "(a|b/)", "(?:ab)", "$", "^", "\\b", "(?=a)", "é", "\\."]
    let texts = (0..<40).map { _ in
      (0..<(1 + Int(random.next() % 4))).map { _ in
        random.pick(atoms) + (random.chance(30) ? random.pick(["", "{2}", "{0,1}"]) : "")
      }.joined().replacing("${", with: "a{").replacing("^{", with: "a{").replacing("\\b{", with: "b{")
    }
    let subjects = (0..<200).map { _ in
      (0..<Int(random.next() % 9)).map { _ in random.pick(["a", "b", "/", ".", "é", "a", "\n"]) }.joined()
    }
    try check(texts, subjects)
  }

  @Test func manyStatesAreForgottenAndFoundAgain() throws {
    // Each subset of the letters seen makes a state of its own, far more than are kept.
    let letters = "abcdefghijklmnop".map(String.init)
    var random = SplitMix(seed: 9)
    let subjects = (0..<3_000).map { _ in (0..<14).map { _ in random.pick(letters) }.joined() }
    try check(letters.map { ".*\($0).*\($0)" }, subjects)
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return (String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])).replacing(old, with: new)
  }

  private func firstRange(of old: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(old) { return start..<index(start, offsetBy: old.count) }
      start = index(after: start)
    }
    return nil
  }
}
