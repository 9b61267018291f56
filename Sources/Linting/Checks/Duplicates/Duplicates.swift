import PackageModel

/// Looks for a value that several actions deliver, seen from one of them.
struct Duplicates {
  private let key: AttributeKey
  private let value: ByteString
  private let action: LintAction
  private let session: CheckSession
  /// All actions that deliver the value; none unless this action is the first one of the run that the check is about.
  private let actions: [LintAction]

  /// - Parameter kinds: the kinds of action that the check is about.
  private init(
    of key: AttributeKey, in index: DeliveryIndex, kinds: Set<ActionKind>, _ action: LintAction, _ session: CheckSession
  ) {
    self.key = key
    self.action = action
    self.session = session
    value = action.first(key) ?? ""
    actions = Self.actions(delivering: value, in: index, kinds: kinds, seenFrom: action, session)
  }

  /// All actions that deliver a value, where there are several and the one given is the first of some kinds.
  static func actions(
    delivering value: ByteString, in index: DeliveryIndex, kinds: Set<ActionKind>, seenFrom action: LintAction,
    _ session: CheckSession
  ) -> [LintAction] {
    guard let deliveries = index.duplicates(of: value) else { return [] }
    let own = Delivery(
      package: Int32(truncatingIfNeeded: session.number), action: Int32(truncatingIfNeeded: action.index))
    let first = deliveries.filter { session.model.isChecked($0) && kinds.contains(session.model.action($0).kind) }.min()
    guard first == own else { return [] }
    return deliveries.map { session.model.action($0) }
  }

  /// Says who delivers what an action delivers, too.
  static func report(
    _ key: AttributeKey, in index: DeliveryIndex, kinds: Set<ActionKind>, _ action: LintAction, _ session: CheckSession
  ) throws(CheckFailure) {
    guard index.hasDuplicates else { return }
    try Duplicates(of: key, in: index, kinds: kinds, action, session).report()
  }

  private func report() throws(CheckFailure) {
    guard !actions.isEmpty else { return }
    // Mediated links are a matter of their own.
    let candidates = actions.filter { !$0.isMediated }
    let package = session.package.variants
    var overlap = try Conflicts.find(among: candidates, package: package)
    if key == .path, action.kind == .file {
      let overlays = try OverlayGroup(overlap.actions, all: actions, package: package)
      guard !overlays.remaining.isEmpty else { return }
      overlap = try Conflicts.find(among: candidates, package: package)
    }
    guard !overlap.actions.isEmpty else { return }
    let fmris = candidates.sortedNames
    let related = candidates.filter { !$0.isSame(action) }
    if overlap.combinations.isEmpty {
      session.report(
        ".1", "\(key.text) \(value) is a duplicate delivered by \(fmris) under all variant combinations",
        attribute: key.text, related: related)
    }
    for combination in overlap.combinations {
      session.report(
        ".2",
        "\(key.text) \(value) is a duplicate delivered by \(fmris) declaring overlapping variants "
          + combination.joined(separator: " "),
        attribute: key.text, related: related)
    }
  }
}

extension LintAction {
  /// Whether the action is a link that takes part in a mediation.
  var isMediated: Bool { (kind == .link || kind == .hardlink) && has(.mediator) }
}

extension [LintAction] {
  /// The packages of the actions, each once, in the order of FMRIs, with blanks between them.
  var sortedNames: String { packages.map(\.name).joined(separator: " ") }

  /// The packages of the actions, each once, in the order of FMRIs.
  var packages: [LintPackage] {
    var seen: Set<PackageIdentity> = []
    return map(\.package).filter { seen.insert($0.fmri.identity).inserted }.sorted { $0.fmri.precedes($1.fmri) }
  }
}
