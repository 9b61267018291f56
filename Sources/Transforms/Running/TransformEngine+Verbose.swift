import PackageModel

/// A comment that tells what rules did.
enum VerboseComment {
  case line(ByteString)
  /// The comments of an emitted action, which the IPS tool prints as Python writes a list.
  case list([VerboseComment])

  /// The comment as it is printed.
  var text: ByteString {
    switch self {
    case .line(let line): line
    case .list: ByteString(repr)
    }
  }

  private var repr: [UInt8] {
    switch self {
    case .line(let line): PythonText.repr(line.bytes)
    case .list(let comments): [0x5b] + comments.map(\.repr).joined(separator: ", ".utf8) + [0x5d]
    }
  }
}

extension TransformEngine {
  /// The action in hand as the IPS tools print it.
  mutating func printedWork() -> ByteString {
    if ranks.count != outcome.document.storage.names.count { ranks = outcome.document.storage.names.ranks() }
    let first = outcome.document.storage.attributes.count
    outcome.document.storage.attributes.append(contentsOf: work.attributes)
    defer { outcome.document.storage.attributes.removeSubrange(first...) }
    let reference = ActionReference(
      firstAttribute: UInt32(first), attributeCount: UInt32(work.attributes.count), payloadStart: work.payloadStart,
      payloadCount: work.payloadCount, kind: work.actionKind ?? .unknown)
    var output: [UInt8] = []
    ActionWriter.append(
      reference, of: outcome.document.storage, ranks: ranks, showsMissingHash: true, to: &output)
    guard work.actionKind == nil else { return ByteString(output) }
    return "pkg" + ByteString(output.dropFirst(ActionKind.unknown.name.count))
  }

  mutating func beginVerbose(_ comments: inout [VerboseComment]) {
    guard options.isVerbose else { return }
    comments.append(.line("#  Action: " + (work.actionKind == nil ? "None" : printedWork())))
    normaliseMode()
  }

  /// The comments that are put out: none where nothing follows the one that shows the action.
  func worthTelling(_ comments: [VerboseComment]) -> [VerboseComment] { comments.count > 1 ? comments : [] }

  /// Puts comments before the lines of an action.
  mutating func insert(_ comments: [VerboseComment], at line: Int) {
    let comments = worthTelling(comments)
    guard !comments.isEmpty else { return }
    let lines = comments.indices.map { index in
      TransformOutcome.Line(
        kind: .comment, isEmitted: false, index: UInt32(outcome.texts.count + index), item: UInt32(item))
    }
    outcome.texts += comments.map(\.text)
    outcome.lines.insert(contentsOf: lines, at: line)
  }

  /// Notes what a rule did.
  mutating func tell(_ rule: Int, before: WorkingAction, _ emitted: [Emitted], _ comments: inout [VerboseComment]) {
    if options.isTraced { trace(rule, before: before, emitted) }
    guard options.isVerbose, work.isDropped || isReported(rule, before) else { return }
    let place = ByteString(" (file \(rules[rule].fileName) line \(rules[rule].line))")
    comments.append(.line("# Applied: " + rules[rule].text + place))
    comments.append(.line("#  Result: " + (work.isDropped ? "None" : printedWork())))
    normaliseMode()
  }

  /// Whether the IPS tool takes the action for changed: its attributes differ. It does not see a payload's hash, nor a
  /// value that was added to what was a list already, and it takes a list of one value for something else than the value.
  private func isReported(_ rule: Int, _ before: WorkingAction) -> Bool {
    let names = Set(work.attributes.map(\.name)).union(before.attributes.map(\.name))
    return names.contains { name in
      if isAddition(rule), before.isList(name) { return false }
      return before.isList(name) != work.isList(name) || values(of: name, before) != values(of: name, work)
    }
  }

  private func isAddition(_ rule: Int) -> Bool {
    switch plan.rules[rule].operation {
    case .assign(.add, _, _), .assignConstant(.add, _, _, _): true
    default: false
    }
  }

  private func values(of name: NameTable.ID, _ action: WorkingAction) -> [ByteString] {
    action.attributes.filter { $0.name == name }.map { outcome.document.storage.value($0) }
  }

  /// Printing an action with a mode as Python writes numbers changes the mode.
  private mutating func normaliseMode() {
    guard !work.isList(NameTable.mode),
      let index = work.attributes.firstIndex(where: { $0.name == NameTable.mode })
    else { return }
    let value = outcome.document.storage.value(work.attributes[index])
    guard let digits = value.dropping(prefix: "0o"), outcome.document.storage.hasRoom(for: value.count) else { return }
    let place = outcome.document.storage.store("0" + digits)
    work.attributes[index] = AttributeReference(start: place.start, count: place.count, name: NameTable.mode)
    work.isChanged = true
  }

  // MARK: Tracing

  /// Notes everything that a rule did, the things the IPS tool does not see among them.
  private mutating func trace(_ rule: Int, before: WorkingAction, _ emitted: [Emitted]) {
    let line = outcome.document.items[item]
    let after = work
    work = before
    let old = printedWork()
    work = after
    let effect: TransformEvent.Effect
    switch plan.rules[rule].operation {
    case .drop: effect = .dropped
    case .print: effect = .printed(outcome.printed.last ?? "")
    case .emit: effect = .emitted(emitted.last.map { printed($0) } ?? "")
    case .assign, .assignConstant, .edit, .delete, .exit, .abort:
      let new = printedWork()
      effect = new == old ? .unchanged : change(from: before, to: new)
    }
    outcome.trace.append(
      TransformEvent(
        fileName: outcome.document.sources[Int(line.source)].name, line: line.kind == .end ? nil : Int(line.line),
        depth: depth, action: old, rule: rule, effect: effect))
  }

  private func change(from before: WorkingAction, to text: ByteString) -> TransformEvent.Effect {
    let old = pieces(before)
    let new = pieces(work)
    var removed = old
    var added = new
    for piece in old {
      guard let place = added.firstIndex(of: piece), let other = removed.firstIndex(of: piece) else { continue }
      added.remove(at: place)
      removed.remove(at: other)
    }
    return .changed(to: text, removed: removed, added: added)
  }

  /// The payload's hash and the attributes of an action, each as it is printed.
  private func pieces(_ action: WorkingAction) -> [ByteString] {
    let storage = outcome.document.storage
    var result: [ByteString] = []
    if action.payloadCount != ActionReference.noPayload {
      let hash = storage.bytes(action.payloadStart, action.payloadCount)
      result.append("hash=" + ActionWriter.quoted(hash, asListElement: true))
    }
    return result
      + action.attributes.map { attribute in
        let value = ActionWriter.quoted(storage.value(attribute), asListElement: action.isList(attribute.name))
        return storage.names[attribute.name] + "=" + value
      }
  }

  private mutating func printed(_ emitted: Emitted) -> ByteString {
    switch emitted {
    case .text(let text): return ByteString(text)
    case .action(let action):
      let kept = work
      load(action)
      defer { work = kept }
      return printedWork()
    }
  }
}
