import PackageModel

/// Why an operation did not come to its end.
enum OperationEnd: Error {
  case trouble(RuleTrouble)
  case exit(Int32, ByteString?)
  /// The storage is full.
  case full
}

extension TransformEngine {
  /// Does what a rule says to the action in hand and gives the name of the attribute that it changed.
  mutating func perform(_ rule: Int, _ emitted: inout [Emitted]) throws(OperationEnd) -> NameTable.ID? {
    switch plan.rules[rule].operation {
    case .assignConstant(let assignment, let name, let start, let count):
      if assignment == .default, work.contains(name) { return nil }
      return put(assignment, name, start, count)
    case .drop:
      work.isDropped = true
      return nil
    case .assign(let assignment, let name, let value): return try assign(assignment, name, value, rule)
    case .edit(let name, let pattern, let replacement, let constant):
      return try edit(name, pattern, replacement, constant, rule)
    case .delete(let name, let pattern): return try delete(name, pattern)
    case .emit(let template):
      lastEmitter = rule
      emitted.append(try emit(text(template, rule, quotes: true)))
      return nil
    case .print(let template):
      outcome.printed.append(ByteString(try text(template, rule, quotes: true)))
      return nil
    case .exit(let status, let message):
      var text: [UInt8] = []
      if let message { text = try self.text(message, rule, quotes: true) }
      throw .exit(status, message == nil ? nil : ByteString(text))
    case .abort: throw .exit(0, nil)
    }
  }

  private mutating func text(_ template: Template, _ rule: Int, quotes: Bool) throws(OperationEnd) -> [UInt8] {
    do throws(RuleTrouble) {
      return try expand(template, rule: rule, quotes: quotes)
    } catch {
      throw .trouble(error)
    }
  }

  /// The attribute that an operand names; `nil` is the payload's hash.
  private mutating func name(
    _ operand: AttributeOperand, _ rule: Int, hashIsSpecial: Bool
  ) throws(OperationEnd) -> NameTable.ID? {
    switch operand {
    case .constant(let id): return id
    case .hash: return nil
    case .template(let template):
      let name = ByteString(try text(template, rule, quotes: false))
      if hashIsSpecial, name == "action.hash" { return nil }
      guard let id = outcome.document.storage.intern(name) else { throw .full }
      return id
    }
  }

  private mutating func place(_ operand: Operand, _ rule: Int) throws(OperationEnd) -> (UInt32, UInt32) {
    switch operand {
    case .constant(let start, let count): return (start, count)
    case .template(let template): return try store(try text(template, rule, quotes: false))
    }
  }

  private mutating func store(_ value: [UInt8]) throws(OperationEnd) -> (UInt32, UInt32) {
    guard outcome.document.storage.hasRoom(for: value.count) else { throw .full }
    let place = outcome.document.storage.store(ByteString(value))
    return (place.start, place.count)
  }

  private mutating func assign(
    _ assignment: PlannedOperation.Assignment, _ operand: AttributeOperand, _ value: Operand, _ rule: Int
  ) throws(OperationEnd) -> NameTable.ID? {
    let name = try name(operand, rule, hashIsSpecial: assignment == .set)
    if assignment == .default, let name, work.contains(name) { return nil }
    let (start, count) = try place(value, rule)
    guard let name else {
      if work.allowsPayload {
        work.payloadStart = start
        work.payloadCount = count
        work.isChanged = true
      }
      return nil
    }
    return put(assignment, name, start, count)
  }

  private mutating func put(
    _ assignment: PlannedOperation.Assignment, _ name: NameTable.ID, _ start: UInt32, _ count: UInt32
  ) -> NameTable.ID {
    if assignment == .add {
      work.add(name, start: start, count: count)
    } else {
      work.set(name, start: start, count: count)
    }
    return name
  }

  private mutating func edit(
    _ operand: AttributeOperand, _ editPattern: EditPattern, _ replacement: Template,
    _ constant: ReplacementTemplate?, _ rule: Int
  ) throws(OperationEnd) -> NameTable.ID? {
    guard let name = try name(operand, rule, hashIsSpecial: false) else { return nil }
    let text = constant == nil ? try self.text(replacement, rule, quotes: false) : []
    guard work.contains(name) else { return nil }
    let pattern: Pattern
    switch editPattern {
    case .fixed(let fixed): pattern = fixed
    case .perAction(let template): pattern = try self.pattern(template, rule)
    }
    let template: ReplacementTemplate
    if let constant { template = constant } else { template = try self.replacement(text, pattern) }
    for index in work.attributes.indices where work.attributes[index].name == name {
      let new: [UInt8]
      do throws(MatchFailure) {
        new = try outcome.document.storage.withValue(work.attributes[index]) { value throws(MatchFailure) in
          try pattern.replacing(value, with: template)
        }
      } catch {
        throw .trouble(RuleTrouble(error, of: pattern))
      }
      let (start, count) = try store(new)
      work.attributes[index] = AttributeReference(start: start, count: count, name: name, isList: true)
    }
    work.isChanged = true
    return name
  }

  private mutating func pattern(_ template: Template, _ rule: Int) throws(OperationEnd) -> Pattern {
    let text = ByteString(try self.text(template, rule, quotes: false))
    if let latePattern, latePattern.text == text { return latePattern }
    do throws(PatternError) {
      let pattern = try Pattern(text, for: .anywhere, context: context)
      latePattern = pattern
      return pattern
    } catch {
      throw .trouble(
        RuleTrouble(
          "the pattern \"\(text)\" is malformed: \(error.description)", remedy: PatternRemedy.remedy(for: error),
          crashesReference: true))
    }
  }

  private func replacement(_ text: [UInt8], _ pattern: Pattern) throws(OperationEnd) -> ReplacementTemplate {
    do throws(ReplacementTemplate.Failure) {
      return try ReplacementTemplate(ByteString(text), for: pattern.syntax)
    } catch {
      switch error {
      case .malformed(let error):
        throw .trouble(
          RuleTrouble(
            "the replacement \"\(ByteString(text))\" is malformed: \(error.description)",
            remedy: "the pattern has \(pattern.syntax.groupCount) groups; a backslash is written \\\\"))
      case .unknownGroup(let name):
        throw .trouble(
          RuleTrouble(
            "the replacement \"\(ByteString(text))\" names a group '\(name)' that the pattern does not have",
            remedy: "name the group in the pattern: (?P<\(name)>…)", crashesReference: true))
      }
    }
  }

  private mutating func delete(_ name: NameTable.ID, _ pattern: Pattern) throws(OperationEnd) -> NameTable.ID? {
    guard work.contains(name) else { return nil }
    var kept: [AttributeReference] = []
    for attribute in work.attributes {
      guard attribute.name == name else {
        kept.append(attribute)
        continue
      }
      do throws(RuleTrouble) {
        if try matches(pattern, attribute) { continue }
      } catch {
        throw .trouble(error)
      }
      var value = attribute
      value.isList = true
      kept.append(value)
    }
    work.attributes = kept
    work.isChanged = true
    return name
  }

  /// Reads the text of an `emit`.
  private mutating func emit(_ text: [UInt8]) throws(OperationEnd) -> Emitted {
    let trimmed = UnicodeBlanks.trimmed(text.span, 0..<text.count)
    if trimmed.isEmpty || text[trimmed.lowerBound] == ASCII.hash { return .text(text) }
    guard outcome.document.storage.hasRoom(for: text.count) else { throw .full }
    let base = outcome.document.storage.append(side: text.span)
    do throws(ActionError) {
      return .action(try ActionParser.parse(text.span, base: base, into: &outcome.document.storage))
    } catch {
      throw .trouble(
        RuleTrouble(
          "the emitted line is no action, \(error.message): \(ByteString(text))", remedy: error.remedy))
    }
  }
}
