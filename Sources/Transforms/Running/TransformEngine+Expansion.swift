import PackageModel

extension TransformEngine {
  /// What a token stands for.
  private enum Found {
    case text(ByteString)
    case values([AttributeReference])
  }

  /// A template with its tokens replaced by what they stand for at the action in hand.
  mutating func expand(_ template: Template, rule: Int, quotes: Bool) throws(RuleTrouble) -> [UInt8] {
    if let constant = template.constant { return constant.bytes }
    var result: [UInt8] = []
    for piece in template.pieces {
      switch piece {
      case .text(let text): result += text
      case .token(let token):
        if let failure = token.failure {
          throw RuleTrouble(
            "\(failure.message): \(template.text[token.range])",
            remedy: "write %(NAME;OPTION=VALUE); the options are " + TokenOptions.names.joined(separator: ", "),
            crashesReference: true)
        }
        try append(token, of: template, quotes: token.options.quotes(standard: quotes), to: &result)
      }
      guard result.count <= Pattern.greatestResult else { throw .tooLong }
    }
    return try replacingGroups(result, rule: rule)
  }

  /// Replaces `%<1>` and its kin, also where a value brought them in.
  private mutating func replacingGroups(_ text: [UInt8], rule: Int) throws(RuleTrouble) -> [UInt8] {
    guard var reference = GroupReferences.first(in: text, from: 0) else { return text }
    let groups = try matchGroups(rule)
    var result: [UInt8] = []
    var copied = 0
    while true {
      let number = reference.group
      guard number > 0, number <= groups.count else {
        throw RuleTrouble(
          "there is no group \(number) of the match (there are \(groups.count))",
          remedy: "groups are the parentheses in the patterns of the clause, counted from 1")
      }
      guard let group = groups[number - 1] else {
        throw RuleTrouble(
          "group \(number) took no part in the match",
          remedy: "let the pattern always match the group, as in (x|) for (x)?")
      }
      result += text[copied..<reference.range.lowerBound]
      result += group.bytes
      guard result.count <= Pattern.greatestResult else { throw .tooLong }
      copied = reference.range.upperBound
      guard let next = GroupReferences.first(in: text, from: copied) else { break }
      reference = next
    }
    return result + text[copied...]
  }

  private func append(
    _ token: Template.Token, of template: Template, quotes: Bool, to output: inout [UInt8]
  ) throws(RuleTrouble) {
    guard let found = try find(token, of: template) else { throw notFound(token) }
    let prefix = try option(token.options.prefix, of: template, token)
    let suffix = try option(token.options.suffix, of: template, token)
    switch found {
    case .text(let text):
      output += prefix
      put(text.bytes.span, quotes: quotes, to: &output)
      output += suffix
    case .values(let values):
      var separator = [ASCII.space]
      if values.count > 1, token.options.separator != nil {
        separator = try option(token.options.separator, of: template, token)
      }
      for (index, value) in values.enumerated() {
        guard output.count <= Pattern.greatestResult else { throw .tooLong }
        if index > 0 { output += separator }
        output += prefix
        outcome.document.storage.withValue(value) { put($0, quotes: quotes, to: &output) }
        output += suffix
      }
    }
  }

  private func put(_ value: Span<UInt8>, quotes: Bool, to output: inout [UInt8]) {
    if quotes {
      ActionWriter.appendValue(value, asListElement: true, to: &output)
    } else {
      output.append(span: value)
    }
  }

  private func option(
    _ value: TokenOptions.Value?, of template: Template, _ token: Template.Token
  ) throws(RuleTrouble) -> [UInt8] {
    switch value {
    case nil: return []
    case .text(let text): return text.bytes
    case .alone:
      throw RuleTrouble(
        "an option lacks a value: \(template.text[token.range])", remedy: "write OPTION=VALUE",
        crashesReference: true)
    }
  }

  /// What a token stands for; `nil` where there is no such thing.
  private func find(_ token: Template.Token, of template: Template) throws(RuleTrouble) -> Found? {
    let line = outcome.document.items[item]
    var values: [AttributeReference] = []
    switch token.source {
    case .lineNumber:
      return .text(line.kind == .end ? "None" : ByteString(String(line.line)))
    case .fileName: return .text(outcome.document.sources[Int(line.source)].name)
    case .actionName: return .text(work.actionKind?.name ?? "pkg")
    case .hash:
      if work.allowsPayload {
        if work.payloadCount != ActionReference.noPayload {
          return .text(outcome.document.storage.bytes(work.payloadStart, work.payloadCount))
        }
        // The tool asks a signature without a hash for it and gets nothing, whatever else was offered.
        return work.actionKind == .signature ? nil : .text("NOHASH")
      }
    case .key:
      if let key = work.actionKind?.keyAttribute, let id = outcome.document.storage.names.lookup(key) {
        values = work.attributes.filter { $0.name == id }
      }
    case .attribute:
      values = work.attributes.filter { $0.name == token.nameID }
    case .packageAttribute:
      let attributes = work.kind == RuleKinds.packageNumber ? work.attributes : packageAttributes
      values = attributes.filter { $0.name == token.nameID }
    }
    if !values.isEmpty { return .values(values) }
    guard let text = token.options.notFound else { return nil }
    return .text(ByteString(try option(text, of: template, token)))
  }

  private func notFound(_ token: Template.Token) -> RuleTrouble {
    let known: [ByteString]
    switch token.source {
    case .packageAttribute: known = packageAttributes.map { outcome.document.storage.names[$0.name] }
    default: known = work.attributes.map { outcome.document.storage.names[$0.name] }
    }
    let nearest = Suggestion.nearest(to: token.name.text, among: known.map(\.text))
    return RuleTrouble(
      "attribute '\(token.name)' not found",
      remedy: nearest.map { "did you mean \"\($0)\"?" }
        ?? "ask for it in the clause (\(token.name)=.*), or offer another text: ;notfound=TEXT")
  }
}
