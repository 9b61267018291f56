public import PackageModel

/// Compares manifests action by action (pkgdiff(1)).
public struct ManifestComparison: Sendable {
  /// What is compared.
  public var options: ComparisonOptions

  /// Chooses what is compared.
  public init(_ options: ComparisonOptions = ComparisonOptions()) {
    self.options = options
  }

  /// What the second manifest has otherwise than the first.
  ///
  /// Actions belong together if kind, key attribute and variant are the same. Comments do not count.
  ///
  /// - Throws: ``ComparisonError`` when the manifests cannot be compared.
  public func compare(_ first: Manifest, _ second: Manifest) throws(ComparisonError) -> ManifestDifference {
    var sides: [ComparedSide] = []
    for manifest in [first, second] {
      var side = ComparedSide(try Self.actions(of: manifest), file: manifest.fileName)
      if let kinds = options.kinds { side.keep(kinds) }
      for (name, value) in options.variants.sorted(by: { $0.key < $1.key }) { try side.select(name, value) }
      sides.append(side)
    }
    let variants = try Self.commonVariants(sides[0], sides[1])
    let old = sides[0].groups(by: variants)
    let new = sides[1].groups(by: variants)
    var changes: [ManifestDifference.Change] = []
    for group in Set(old.keys).union(new.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      changes += compare(old[group] ?? [], new[group] ?? [])
    }
    return ManifestDifference(changes: ChangeOrder.sorted(changes))
  }

  /// The actions, where nothing else but comments is there.
  private static func actions(of manifest: Manifest) throws(ComparisonError) -> [Action] {
    var actions: [Action] = []
    actions.reserveCapacity(manifest.actionCount)
    var diagnostics: [Diagnostic] = []
    for index in 0..<manifest.itemCount {
      switch manifest.itemKind(at: index) {
      case .blank, .comment: break
      case .action: if let number = manifest.actionIndex(ofItem: index) { actions.append(manifest.action(at: number)) }
      case .directive, .malformed:
        diagnostics.append(
          Diagnostic(
            .error, "not an action", at: manifest.location(ofItem: index), sourceLine: manifest.itemText(at: index),
            remedy: "apply the rules of the file first, and compare what comes out"))
      }
    }
    guard diagnostics.isEmpty else { throw .unreadable(Diagnostics(diagnostics)) }
    return actions
  }

  /// The variants that one of the sides declares. What both declare must have the same values.
  private static func commonVariants(
    _ first: ComparedSide, _ second: ComparedSide
  ) throws(ComparisonError) -> [ByteString] {
    let declared = (first.declaredVariants, second.declaredVariants)
    for (name, values) in declared.0.sorted(by: { $0.key < $1.key }) {
      guard let others = declared.1[name], others != values else { continue }
      throw .differentVariants(name: name, first: values.sorted(), second: others.sorted())
    }
    return Set(declared.0.keys).union(declared.1.keys).sorted()
  }

  /// Compares the actions of one combination of variants: first what was added, then what changed, then what is gone.
  private func compare(_ old: [Action], _ new: [Action]) -> [ManifestDifference.Change] {
    // Of several actions with the same key the last one counts.
    let oldByKey = Dictionary(old.map { (ActionKey($0), $0) }) { $1 }
    let newByKey = Dictionary(new.map { (ActionKey($0), $0) }) { $1 }
    let comparison = ActionComparison(options: options)
    var added: [Action] = []
    var changed: [ActionChange] = []
    for (key, action) in newByKey {
      guard let counterpart = oldByKey[key] else {
        if comparison.isShown(action) { added.append(action) }
        continue
      }
      if let change = comparison.change(counterpart, action) { changed.append(change) }
    }
    let removed = oldByKey.filter { newByKey[$0.key] == nil && comparison.isShown($0.value) }.map(\.value)
    return ChangeOrder.sorted(added).map { .added($0) }
      + changed.sorted { ChangeOrder.precedes($0.new, $1.new) }.map { .changed($0) }
      + ChangeOrder.sorted(removed).reversed().map { .removed($0) }
  }
}
