import PackageModel

/// Reads the operation of a rule: what stands behind the arrow.
struct OperationParser {
  let text: ByteString
  /// The operation in the text, without blanks at its ends.
  let range: Range<Int>
  let context: PCREContext

  func parse() throws(RuleMistake) -> RuleOperation {
    let span = text.bytes.span
    guard !range.isEmpty else {
      throw RuleMistake(
        message: "the operation is missing", position: range.lowerBound,
        remedy: "the operations are " + RuleOperation.names.joined(separator: ", "), crashesReference: true)
    }
    let word = UnicodeBlanks.firstWord(span, range)
    let arguments = UnicodeBlanks.trimmed(span, word.upperBound..<range.upperBound)
    switch text[word].text {
    case "drop": return try none(.drop, arguments)
    case "abort": return try none(.abort, arguments)
    case "set":
      let (name, value) = try nameAndValue("set", arguments)
      return .set(name, value)
    case "default":
      let (name, value) = try nameAndValue("default", arguments)
      return .default(name, value)
    case "add":
      let (name, value) = try nameAndValue("add", arguments)
      return .add(name, value)
    case "edit": return try edit(arguments)
    case "delete": return try delete(arguments)
    case "emit": return .emit(Template(text[arguments]))
    case "print": return .print(Template(text[arguments]))
    case "exit": return try exit(arguments)
    case let name:
      let nearest = Suggestion.nearest(to: name, among: RuleOperation.names)
      throw RuleMistake(
        message: "there is no operation '\(name)'", position: word.lowerBound,
        remedy: nearest.map { "did you mean \"\($0)\"?" }
          ?? "the operations are " + RuleOperation.names.joined(separator: ", "))
    }
  }

  private func none(_ operation: RuleOperation, _ arguments: Range<Int>) throws(RuleMistake) -> RuleOperation {
    guard arguments.isEmpty else {
      throw RuleMistake(
        message: "'\(operation.name)' takes no arguments", position: arguments.lowerBound,
        remedy: "remove \"\(text[arguments])\"")
    }
    return operation
  }

  /// The words of the arguments.
  private func words(
    _ name: String, _ arguments: Range<Int>, isQuoteFailureCrash: Bool
  ) throws(RuleMistake) -> [ShellWords.Word] {
    do throws(ShellWords.Failure) {
      return try ShellWords.split(text[arguments])
    } catch {
      throw RuleMistake(
        message: "\(error.message) in the arguments of '\(name)'", position: arguments.lowerBound + error.position,
        remedy: "put a quote that is meant as such into quotes of the other kind",
        crashesReference: isQuoteFailureCrash)
    }
  }

  private func nameAndValue(
    _ name: String, _ arguments: Range<Int>
  ) throws(RuleMistake) -> (Template, Template) {
    let words = try words(name, arguments, isQuoteFailureCrash: false)
    guard words.count == 2 else {
      let position =
        words.count > 2 ? arguments.lowerBound + words[2].range.lowerBound : arguments.upperBound
      throw RuleMistake(
        message: "'\(name)' takes an attribute's name and a value, not \(words.count) words", position: position,
        remedy: words.count > 2 ? "quote a value with blanks: \"a b\"" : "write '\(name) NAME VALUE'",
        crashesReference: arguments.isEmpty)
    }
    return (Template(words[0].text), Template(words[1].text))
  }

  private func edit(_ arguments: Range<Int>) throws(RuleMistake) -> RuleOperation {
    let words = try words("edit", arguments, isQuoteFailureCrash: true)
    guard words.count == 2 || words.count == 3 else {
      let position =
        words.count > 3 ? arguments.lowerBound + words[3].range.lowerBound : arguments.upperBound
      throw RuleMistake(
        message: "'edit' takes an attribute's name, a pattern and perhaps a replacement, not \(words.count) words",
        position: position,
        remedy: words.count > 3 ? "quote what has blanks: \"a b\"" : "write 'edit NAME PATTERN REPLACEMENT'")
    }
    let template = Template(words[1].text)
    let needsAction: Bool
    do throws(OptionLexer.Failure) {
      needsAction = try template.needsAction()
    } catch {
      throw RuleMistake(
        message: error.message, position: arguments.lowerBound + words[1].range.lowerBound, remedy: nil,
        crashesReference: true)
    }
    let pattern =
      needsAction ? EditPattern.perAction(template) : .fixed(try self.pattern(words[1], of: "edit", arguments))
    return .edit(Template(words[0].text), pattern, Template(words.count == 3 ? words[2].text : ""))
  }

  private func delete(_ arguments: Range<Int>) throws(RuleMistake) -> RuleOperation {
    let words = try words("delete", arguments, isQuoteFailureCrash: true)
    guard words.count == 2 else {
      let position =
        words.count > 2 ? arguments.lowerBound + words[2].range.lowerBound : arguments.upperBound
      throw RuleMistake(
        message: "'delete' takes an attribute's name and a pattern, not \(words.count) words", position: position,
        remedy: words.count > 2 ? "quote a pattern with blanks: \"a b\"" : "write 'delete NAME PATTERN'")
    }
    return .delete(words[0].text, try pattern(words[1], of: "delete", arguments))
  }

  private func pattern(
    _ word: ShellWords.Word, of name: String, _ arguments: Range<Int>
  ) throws(RuleMistake) -> Pattern {
    do throws(PatternError) {
      return try Pattern(word.text, for: .anywhere, context: context)
    } catch {
      let start = arguments.lowerBound + word.range.lowerBound
      // Inside quotes and behind escapes the place in the pattern is not that in the text.
      let isPlain = word.range.count == word.text.count
      throw RuleMistake(
        message: "the pattern of '\(name)' is malformed: \(error.message)",
        position: start + (isPlain ? RuleParser.bytes(of: error, in: word.text) : 0),
        remedy: PatternRemedy.remedy(for: error), crashesReference: error.isOverflow)
    }
  }

  private func exit(_ arguments: Range<Int>) throws(RuleMistake) -> RuleOperation {
    guard !arguments.isEmpty else { return .exit(0, nil) }
    let word = UnicodeBlanks.firstWord(text.bytes.span, arguments)
    guard let status = PythonText.integer(PythonText.scalars(text[word].bytes)) else {
      throw RuleMistake(
        message: "'exit' takes a status first, and '\(text[word])' is no number", position: word.lowerBound,
        remedy: "write 'exit 1 MESSAGE'")
    }
    let message = UnicodeBlanks.trimmed(text.bytes.span, word.upperBound..<arguments.upperBound)
    // A status that no C long holds is one that sys.exit cannot pass on.
    let isTooLarge = status == Int.max || status == -Int.max
    let code = isTooLarge ? 255 : Int32(truncatingIfNeeded: status & 0xff)
    return .exit(code, message.isEmpty ? nil : Template(text[message]))
  }
}
