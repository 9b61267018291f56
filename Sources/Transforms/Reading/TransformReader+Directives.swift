import PackageModel

extension TransformReader {
  /// How deep files may include files; each takes a part of the stack.
  private static let greatestDepth = 500

  /// Follows a directive; `false` if it is to be put out as it is.
  mutating func takeDirective(_ text: ByteString, _ origin: LineOrigin) -> Bool {
    if text.hasPrefix("<include") {
      if options.ignoresIncludes { return false }
      include(text, origin)
    } else if text.hasPrefix("<transform") {
      do throws(RuleMistake) {
        let rule = try RuleParser.parse(
          text, fileName: document.sources[origin.source].name, line: origin.lastLine, context: context)
        document.rules.append(rule)
        if options.warnsOfSlips { warn(of: rule, text, origin) }
      } catch {
        if error.crashesReference { noteCrash() }
        report(diagnostic(error.message, at: error.position, text, origin, remedy: error.remedy))
      }
    } else {
      let word = UnicodeBlanks.firstWord(text.bytes.span, 1..<(text.count - 1))
      let nearest = Suggestion.nearest(to: text[word].text, among: ["include", "transform"])
      report(
        diagnostic(
          "there is no command '\(text[word])'", at: 1, text, origin,
          remedy: nearest.map { "did you mean \"\($0)\"?" } ?? "the commands are include and transform"))
    }
    return true
  }

  mutating func include(_ text: ByteString, _ origin: LineOrigin) {
    let keyword = "<include".utf8.count
    var range =
      keyword < text.count - 1 ? UnicodeBlanks.trimmed(text.bytes.span, keyword..<(text.count - 1)) : keyword..<keyword
    let start = range.lowerBound
    while !range.isEmpty, text.bytes[range.lowerBound] == ASCII.doubleQuote {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    while !range.isEmpty, text.bytes[range.upperBound - 1] == ASCII.doubleQuote {
      range = range.lowerBound..<(range.upperBound - 1)
    }
    do throws(Diagnostic) {
      let (bytes, name) = try read(file: text[range])
      if chain.contains(where: { document.sources[$0.source].name == name }) {
        throw Diagnostic(
          .error, "'\(name)' includes itself", remedy: "remove one of the includes that lead in a circle")
      }
      guard chain.count < Self.greatestDepth else {
        throw Diagnostic(
          .error, "files include files \(Self.greatestDepth) deep, and '\(name)' is one more",
          remedy: "include the files from one file")
      }
      chain[chain.count - 1].line = origin.lastLine
      _ = read(bytes, name: name, isChosen: false)
    } catch {
      report(diagnostic(error.message, at: start, text, origin, remedy: error.remedy))
    }
  }

  mutating func warn(of rule: Rule, _ text: ByteString, _ origin: LineOrigin) {
    for suspicion in rule.suspicions {
      var warning = diagnostic(suspicion.message, at: suspicion.position, text, origin, remedy: suspicion.remedy)
      warning.severity = .warning
      warn(warning)
    }
  }

  mutating func warn(_ warning: Diagnostic) {
    document.warnings.append(warning)
    findings.append(warning)
  }

  // MARK: Mistakes

  /// A status of 99 is right only if the first mistake is one.
  mutating func noteCrash() {
    if !hasMistakes { crashesReference = true }
  }

  /// Notes a mistake and through which files it was come by.
  mutating func report(_ diagnostic: Diagnostic) {
    hasMistakes = true
    findings.append(diagnostic)
    for (source, line) in chain.dropLast().reversed() {
      findings.append(
        Diagnostic(
          .note, "included from here", at: SourceLocation(file: document.sources[source].name.text, line: line)))
    }
  }

  func diagnostic(
    _ message: String, at offset: Int, _ text: ByteString, _ origin: LineOrigin, remedy: String?
  ) -> Diagnostic {
    let source = document.sources[origin.source]
    var location = SourceLocation(file: source.name.text, line: origin.lastLine, column: offset + 1)
    var line = text
    if let place = LineLocator.locate(offset, origin, in: source.bytes) {
      location.line = place.line
      location.column = place.column
      line = place.text
    }
    return Diagnostic(.error, message, at: location, sourceLine: line, remedy: remedy)
  }
}
