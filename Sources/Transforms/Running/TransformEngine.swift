import PackageModel

/// Applies rules to the actions of a document.
struct TransformEngine {
  /// A line that a rule made.
  enum Emitted {
    case text([UInt8])
    case action(ActionReference)
  }

  /// How deep rules may emit actions for rules; Python's stack holds as many.
  private static let greatestDepth = 990

  let options: Transformation.Options
  let rules: [Rule]
  let plan: TransformPlan
  var lists: RuleLists
  let context: PCREContext
  var outcome: TransformOutcome
  var work = WorkingAction()
  var cursors: [RuleCursor] = []
  /// The package's attributes: values of the `set` actions so far.
  var packageAttributes: [AttributeReference] = []
  /// The item that is being worked on.
  var item = 0
  /// How many rules made the action that is being worked on.
  var depth = 0
  /// The groups of the rule that is being applied, once they are known.
  var groups: [ByteString?]?
  /// The last rule that emitted something.
  var lastEmitter = 0
  /// The last pattern made from tokens.
  var latePattern: Pattern?
  /// The order of the names when it was last asked for.
  var ranks: [UInt16] = []
  private let fmri: NameTable.ID
  private let fmriName: NameTable.ID

  /// Applies the rules of a document to its actions.
  ///
  /// - Throws: ``Interruption`` where a rule ends the run, or something is wrong with an action or a rule.
  static func run(
    _ document: consuming TransformDocument, options: Transformation.Options
  ) throws(Interruption) -> TransformOutcome {
    guard var engine = TransformEngine(document, options: options) else {
      throw .failure(
        TransformFailure(diagnostics: [Diagnostic(.error, ActionError(.tooLarge, at: 0).message)]))
    }
    try engine.run()
    return engine.outcome
  }

  private init?(_ document: TransformDocument, options: Transformation.Options) {
    var document = document
    guard let plan = TransformPlan(document.rules, in: &document.storage),
      let fmri = document.storage.intern("pkg.fmri"), let fmriName = document.storage.intern("pkg.fmri.name")
    else { return nil }
    self.options = options
    rules = document.rules
    self.plan = plan
    lists = RuleLists(plan)
    context = PCREContext()
    self.fmri = fmri
    self.fmriName = fmriName
    outcome = TransformOutcome(document: document, matchCounts: Array(repeating: 0, count: document.rules.count))
    outcome.lines.reserveCapacity(document.items.count + 16)
  }

  private mutating func run() throws(Interruption) {
    for index in outcome.document.items.indices {
      item = index
      let line = outcome.document.items[index]
      switch line.kind {
      case .text: append(.item, isEmitted: false, index: 0)
      case .malformed: throw .failure(TransformFailure(diagnostics: outcome.document.malformed))
      case .action: try runAction(outcome.document.actions[Int(line.index)], number: line.index)
      case .end:
        try runPackage()
        packageAttributes.removeAll(keepingCapacity: true)
      }
    }
  }

  private mutating func append(_ kind: TransformOutcome.Line.Kind, isEmitted: Bool, index: UInt32) {
    outcome.lines.append(
      TransformOutcome.Line(kind: kind, isEmitted: isEmitted, index: index, item: UInt32(item)))
  }

  // MARK: Actions

  private mutating func runAction(_ action: ActionReference, number: UInt32) throws(Interruption) {
    load(action)
    if action.kind == .set { try notePackageAttribute() }
    let firstLine = outcome.lines.count
    var comments: [VerboseComment] = []
    let emitted = try applyRules(&comments)
    if !work.isDropped {
      append(.action, isEmitted: false, index: work.isChanged ? try storeWork() : number)
    }
    let names = action.kind == .set ? packageNames() : []
    try runEmitted(emitted, &comments)
    for name in names { try add(name, toPackageAttribute: fmriName) }
    insert(comments, at: firstLine)
  }

  /// The package's attributes make an action of their own where they say which package it is.
  private mutating func runPackage() throws(Interruption) {
    guard packageAttributes.contains(where: { $0.name == fmri }) else { return }
    work = WorkingAction()
    work.kind = RuleKinds.packageNumber
    work.attributes = packageAttributes
    let firstLine = outcome.lines.count
    var comments: [VerboseComment] = []
    let emitted = try applyRules(&comments)
    packageAttributes = work.attributes
    try runEmitted(emitted, &comments)
    insert(comments, at: firstLine)
  }

  private mutating func runEmitted(_ emitted: [Emitted], _ comments: inout [VerboseComment]) throws(Interruption) {
    for line in emitted {
      switch line {
      case .text(let text):
        append(.text, isEmitted: true, index: UInt32(outcome.texts.count))
        outcome.texts.append(ByteString(text))
      case .action(let action):
        depth += 1
        load(action)
        var inner: [VerboseComment] = []
        let more = try applyRules(&inner)
        if !work.isDropped { append(.action, isEmitted: true, index: try storeWork()) }
        try runEmitted(more, &inner)
        inner = worthTelling(inner)
        if !inner.isEmpty { comments.append(.list(inner)) }
        depth -= 1
      }
    }
  }

  mutating func load(_ action: ActionReference) {
    work.kind = Int(action.kind.rawValue)
    work.payloadStart = action.payloadStart
    work.payloadCount = action.payloadCount
    work.attributes.removeAll(keepingCapacity: true)
    work.attributes.append(contentsOf: outcome.document.storage.attributes[action.attributes])
    work.isChanged = false
    work.isDropped = false
  }

  /// Keeps the action as it is now and gives its number.
  private mutating func storeWork() throws(Interruption) -> UInt32 {
    let reference = ActionReference(
      firstAttribute: UInt32(truncatingIfNeeded: outcome.document.storage.attributes.count),
      attributeCount: UInt32(work.attributes.count), payloadStart: work.payloadStart,
      payloadCount: work.payloadCount, kind: work.actionKind ?? .unknown)
    guard outcome.document.storage.hasRoom(for: 0), outcome.document.actions.count < Int(UInt32.max) else {
      throw tooLarge()
    }
    outcome.document.storage.attributes.append(contentsOf: work.attributes)
    outcome.document.actions.append(reference)
    return UInt32(outcome.document.actions.count - 1)
  }

  func tooLarge() -> Interruption {
    .failure(TransformFailure(diagnostics: [Diagnostic(.error, ActionError(.tooLarge, at: 0).message)]))
  }

  // MARK: Package attributes

  private mutating func notePackageAttribute() throws(Interruption) {
    guard let name = work.attributes.first(where: { $0.name == NameTable.name }),
      let id = outcome.document.storage.intern(outcome.document.storage.value(name))
    else { throw tooLarge() }
    for attribute in work.attributes where attribute.name == NameTable.value {
      packageAttributes.append(
        AttributeReference(start: attribute.start, count: attribute.count, name: id, isList: true))
    }
  }

  /// The names that a `set` action gives to the package, if it says which package it is.
  private func packageNames() -> [ByteString] {
    guard !work.isList(NameTable.name), let name = work.attributes.first(where: { $0.name == NameTable.name }),
      outcome.document.storage.value(name) == "pkg.fmri"
    else { return [] }
    return work.attributes.filter { $0.name == NameTable.value }.map {
      PackageStem.stem(of: outcome.document.storage.value($0))
    }
  }

  private mutating func add(_ value: ByteString, toPackageAttribute name: NameTable.ID) throws(Interruption) {
    guard outcome.document.storage.hasRoom(for: value.count) else { throw tooLarge() }
    let place = outcome.document.storage.store(value)
    packageAttributes.append(
      AttributeReference(start: place.start, count: place.count, name: name, isList: true))
  }

  // MARK: Rules

  /// Applies all rules to the action in hand.
  private mutating func applyRules(_ comments: inout [VerboseComment]) throws(Interruption) -> [Emitted] {
    var emitted: [Emitted] = []
    beginVerbose(&comments)
    startCursors()
    while let (rule, isFound) = nextRule() {
      if groups != nil { groups = nil }
      do throws(RuleTrouble) {
        guard try conditionsHold(rule, isFound: isFound) else { continue }
      } catch {
        throw failure(error, rule)
      }
      outcome.matchCounts[rule] += 1
      let before = options.isVerbose || options.isTraced ? work : nil
      let changed: NameTable.ID?
      do throws(OperationEnd) {
        changed = try perform(rule, &emitted)
      } catch {
        switch error {
        case .exit(let status, let message): throw .exit(status, message)
        case .trouble(let trouble): throw failure(trouble, rule)
        case .full: throw tooLarge()
        }
      }
      if let before { tell(rule, before: before, emitted, &comments) }
      if work.isDropped { break }
      if let changed { refreshCursors(changed, after: rule) }
    }
    guard emitted.isEmpty || depth < Self.greatestDepth else {
      throw failure(
        RuleTrouble(
          "the rules emit actions for which they emit actions, without end",
          remedy: "let the rule not match the action that it emits"), lastEmitter)
    }
    return emitted
  }

  /// The failure of a rule at the action in hand.
  private func failure(_ trouble: RuleTrouble, _ rule: Int) -> Interruption {
    let line = outcome.document.items[item]
    let text = outcome.document.storage.bytes(line.start, line.count)
    let isAction = line.kind == .action
    let action = Diagnostic(
      .error, trouble.message,
      at: SourceLocation(
        file: outcome.document.sources[Int(line.source)].name.text, line: isAction ? Int(line.line) : nil),
      sourceLine: isAction ? text : nil, remedy: trouble.remedy)
    let place = Diagnostic(
      .note, "in this rule", at: SourceLocation(file: rules[rule].fileName.text, line: rules[rule].line),
      sourceLine: rules[rule].text)
    return .failure(TransformFailure(diagnostics: [action, place], crashesReference: trouble.crashesReference))
  }
}
