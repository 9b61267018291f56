import Testing

@testable import Transforms

/// Patterns made at random, whole and broken, mean here what they mean to Python.
@Suite struct PatternFuzzTests {
  /// Writes patterns by Python's grammar, with a slip now and then.
  private struct Writer {
    var random: SplitMix
    var groups = 0
    var names: [String] = []

    mutating func pattern() -> String {
      groups = 0
      names = []
      let flags = random.chance(15) ? random.pick(["(?i)", "(?s)", "(?m)", "(?x)", "(?a)", "(?ai)", "(?im)"]) : ""
      var text = flags + alternatives(depth: 0)
      if random.chance(12) { text = broken(text) }
      return text
    }

    private mutating func broken(_ text: String) -> String {
      var scalars = Array(text.unicodeScalars)
      let place = Int(random.next() % UInt64(scalars.count + 1))
      if random.chance(50), place < scalars.count {
        scalars.remove(at: place)
      } else {
        let slip = random.pick(["(", ")", "[", "]", "*", "{", "}", "\\", "?", "|", "(?", "\\q", "-", "+", "^"])
        scalars.insert(contentsOf: slip.unicodeScalars, at: place)
      }
      return String(String.UnicodeScalarView(scalars))
    }

    mutating func alternatives(depth: Int) -> String {
      var branches = [sequence(depth: depth)]
      while random.chance(18), branches.count < 3 { branches.append(sequence(depth: depth)) }
      return branches.joined(separator: "|")
    }

    mutating func sequence(depth: Int) -> String {
      let count = Int(random.next() % 4) + (depth == 0 ? 1 : 0)
      return (0..<count).map { _ in item(depth: depth) }.joined()
    }

    mutating func item(depth: Int) -> String {
      var text = atom(depth: depth)
      if random.chance(30) {
        text += random.pick(["*", "+", "?", "{2}", "{1,2}", "{,2}", "{0,1}", "{1,}", "{", "{x}", "{0}"])
        if random.chance(25) { text += random.pick(["?", "+"]) }
      }
      return text
    }

    mutating func atom(depth: Int) -> String {
      let characters = ["a", "b", "c", "A", "K", "é", "ß", "i", "k", "s", "1", "_", " ", "/", "\\.", "-", "€", ","]
      let kind = random.next() % 100
      if depth > 3 || kind < 45 { return random.pick(characters) }
      if kind < 52 { return "." }
      if kind < 62 {
        return random.pick([
          "\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\b", "\\B", "\\A", "\\Z", "^", "$", "\\n", "\\t", "\\x41",
          "\\u00e9", "\\101", "\\0", "\\N{LATIN SMALL LETTER B}",
        ])
      }
      if kind < 74 { return set() }
      if kind < 78, groups > 0 {
        if random.chance(30), let name = names.last { return "(?P=\(name))" }
        return "\\\(1 + random.next() % UInt64(groups))"
      }
      return group(depth: depth)
    }

    mutating func set() -> String {
      let members = [
        "a", "b-d", "A-C", "é", "à-ü", "\\d", "\\w", "\\s", "\\W", "\\D", "\\S", "-", "^", "_", "[", "1-3", "\\]",
        "\\n",
        "k", "i", "\\b", "&&", ".", "K", "ſ",
      ]
      let count = 1 + Int(random.next() % 3)
      let body = (0..<count).map { _ in random.pick(members) }.joined()
      return "[" + (random.chance(25) ? "^" : "") + body + "]"
    }

    mutating func group(depth: Int) -> String {
      switch random.next() % 14 {
      case 0...4:
        groups += 1
        let body = alternatives(depth: depth + 1)
        return "(\(body))"
      case 5, 6: return "(?:\(alternatives(depth: depth + 1)))"
      case 7:
        groups += 1
        let name = "n\(groups)"
        let body = alternatives(depth: depth + 1)
        names.append(name)
        return "(?P<\(name)>\(body))"
      case 8: return "(?\(random.pick(["=", "!"]))\(alternatives(depth: depth + 1)))"
      case 9:
        let sign = random.pick(["<=", "<!"])
        return random.chance(70)
          ? "(?\(sign)\(random.pick(["a", "ab", "[bc]", "\\w", "a|b", "(?:ab|cd)", "é."])))"
          : "(?\(sign)\(alternatives(depth: depth + 1)))"
      case 10: return "(?>\(alternatives(depth: depth + 1)))"
      case 11: return "(?\(random.pick(["i", "s", "m", "a", "x", "-i", "i-s"])):\(alternatives(depth: depth + 1)))"
      case 12 where groups > 0:
        return "(?(\(1 + random.next() % UInt64(groups)))\(sequence(depth: depth + 1))|\(sequence(depth: depth + 1)))"
      default: return "(?#note)"
      }
    }

    mutating func subject() -> String {
      let characters = [
        "a", "b", "c", "a", "b", "A", "K", "é", "É", "ß", "i", "İ", "ı", "k", "K", "s", "ſ", "1", "٣", "_", " ", "/",
        ".",
        "-", "\n", "\t", "\u{1c}", "\u{a0}", "€", ",", "😀",
      ]
      let isPlain = random.chance(60)
      let count = Int(random.next() % 12)
      return (0..<count).map { _ in
        isPlain ? characters[Int(random.next() % 6)] : random.pick(characters)
      }.joined()
    }

    mutating func replacement() -> String {
      let pieces = [
        "x", "-", "\\1", "\\2", "\\g<0>", "\\g<1>", "\\n", "\\.", "\\\\", "\\g<n1>", "\\60", "\\101", "\\0", "é", "",
        "\\q", "\\g<", "\\12",
      ]
      return (0..<(1 + Int(random.next() % 3))).map { _ in
        random.chance(60) ? random.pick(["x", "-", "[\\g<0>]", "é"]) : random.pick(pieces)
      }.joined()
    }
  }

  static let seeds: [UInt64] = Array(1...8)

  @Test(.enabled(if: PythonOracle.isAvailable), arguments: seeds)
  func agreesWithPython(seed: UInt64) throws {
    var writer = Writer(random: SplitMix(seed: seed))
    let questions = (0..<500).map { _ in
      PatternQuestion(pattern: writer.pattern(), subject: writer.subject(), replacement: writer.replacement())
    }
    let expected: [PatternOutcome] = try PythonOracle.map(PatternOutcome.program, questions)
    try #require(expected.count == questions.count)
    var differences = 0
    for (question, wanted) in zip(questions, expected) {
      let got = PatternOutcome(question)
      if got != wanted {
        differences += 1
        if differences <= 20 { Issue.record("\(question)\n  Python: \(wanted)\n  ours:   \(got)") }
      }
    }
    #expect(differences == 0)
  }
}
