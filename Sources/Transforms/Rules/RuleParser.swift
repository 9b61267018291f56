import PackageModel

/// Reads `<transform CLAUSE -> OPERATION>`.
struct RuleParser {
  private let text: ByteString
  private let context: PCREContext
  /// Behind `<transform` and the character that follows it.
  private let clauseStart: Int

  private init(_ text: ByteString, context: PCREContext) {
    self.text = text
    self.context = context
    let keyword = "<transform".utf8.count
    let width = keyword < text.count - 1 ? PythonText.decode(text.bytes.span, at: keyword).width : 0
    clauseStart = min(keyword + width, text.count - 1)
  }

  /// Reads a rule from its text, angle brackets included.
  static func parse(
    _ text: ByteString, fileName: ByteString, line: Int, context: PCREContext
  ) throws(RuleMistake) -> Rule {
    try RuleParser(text, context: context).rule(fileName: fileName, line: line)
  }

  private func rule(fileName: ByteString, line: Int) throws(RuleMistake) -> Rule {
    let end = text.count - 1
    guard let arrow = text[clauseStart..<end].firstRange(of: "->") else {
      throw RuleMistake(
        message: "the arrow is missing", position: end,
        remedy: "write <transform TYPES NAME=PATTERN… -> OPERATION>")
    }
    let clause = clauseStart..<(clauseStart + arrow.lowerBound)
    let words = UnicodeBlanks.words(text.bytes.span, clause)
    let types = words.filter { !text[$0].contains(ASCII.equals) }
    var conditions: [RuleCondition] = []
    try readConditions(words.filter { text[$0].contains(ASCII.equals) }, into: &conditions)
    let kinds = types.reduce(into: RuleKinds()) { $0.formUnion(RuleKinds(word: text[$1])) }
    let operation = UnicodeBlanks.trimmed(text.bytes.span, (clause.upperBound + 2)..<end)
    return Rule(
      text: text, fileName: fileName, line: line, types: types.map { text[$0] },
      kinds: types.isEmpty ? .all : kinds, conditions: conditions,
      groupOrder: Rule.groupOrder(of: conditions, clause: text[clause]),
      operation: try OperationParser(text: text, range: operation, context: context).parse())
  }

  /// The words with an equals sign are read as the attributes of an action are.
  private func readConditions(
    _ words: [Range<Int>], into conditions: inout [RuleCondition]
  ) throws(RuleMistake) {
    let prefix: ByteString = "unknown "
    let line = prefix + words.map { text[$0] }.joined(separator: " ")
    let action: Action
    do throws(ActionError) {
      action = try Action(scanning: line)
    } catch {
      throw RuleMistake(
        message: "\(error.message) in the clause", position: place(error.position - prefix.count, in: words),
        remedy: error.remedy ?? "a pattern cannot have blanks; write \\s or . for one", crashesReference: true)
    }
    for entry in action.attributes.entries {
      let word = words.first { text[$0].hasPrefix(entry.name + "=") } ?? words[0]
      guard entry.values.count == 1 else {
        throw RuleMistake(
          message: "the attribute '\(entry.name)' is asked for twice", position: word.lowerBound,
          remedy: "join the two patterns to one", crashesReference: true)
      }
      do throws(PatternError) {
        conditions.append(
          RuleCondition(name: entry.name, pattern: try Pattern(entry.values[0], for: .atStart, context: context)))
      } catch {
        // A quoted pattern stands one byte further on, and its escapes are gone.
        let value = word.lowerBound + entry.name.count + 1
        let isQuoted = text.bytes[value] == ASCII.doubleQuote || text.bytes[value] == ASCII.singleQuote
        throw RuleMistake(
          message: "the pattern for '\(entry.name)' is malformed: \(error.message)",
          position: value + (isQuoted ? 1 : 0) + Self.bytes(of: error, in: entry.values[0]),
          remedy: PatternRemedy.remedy(for: error), crashesReference: error.isOverflow)
      }
    }
  }

  /// Where a byte of words joined by blanks is in the text.
  private func place(_ position: Int, in words: [Range<Int>]) -> Int {
    var rest = max(0, position)
    for word in words {
      if rest <= word.count { return word.lowerBound + rest }
      rest -= word.count + 1
    }
    return words.last?.upperBound ?? clauseStart
  }

  /// How many bytes stand before the place of a mistake in a pattern.
  static func bytes(of error: PatternError, in pattern: ByteString) -> Int {
    PythonText.bytes(PythonText.scalars(pattern.bytes).prefix(error.position ?? 0)).count
  }
}

/// What to do about a mistake in a pattern.
enum PatternRemedy {
  static func remedy(for error: PatternError) -> String? {
    let remedies = [
      ("missing ), unterminated subpattern", "close the group with ), or write \\( for a parenthesis"),
      ("unbalanced parenthesis", "write \\) for a parenthesis"),
      ("unterminated character set", "close the set with ], or write \\[ for a bracket"),
      ("nothing to repeat", "put something before the repetition, or a backslash before its sign"),
      ("multiple repeat", "put the first repetition in a group: (?:…)"),
      ("bad escape", "write a backslash only before signs and the letters of Python's re"),
      ("bad character range", "put the ends in order, or write \\- for a hyphen"),
      ("global flags not at the start", "put the flags first, or write (?i:…) around the part they are for"),
      ("look-behind requires fixed-width", "let all choices of the look-behind have one width"),
      ("unknown extension", "see \"Patterns\" in docs/transforms.md for the groups there are"),
      ("invalid group reference", "groups are numbered from 1 by their opening parentheses"),
    ]
    return remedies.first { error.message.hasPrefix($0.0) }?.1
  }
}
