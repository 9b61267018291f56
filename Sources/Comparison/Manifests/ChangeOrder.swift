import PackageModel

/// The order in which differences are shown.
enum ChangeOrder {
  /// The kinds as the IPS tools order them.
  private static let kinds: [ActionKind: Int] = {
    let order: [ActionKind] = [
      .set, .depend, .group, .user, .dir, .file, .hardlink, .link, .driver, .unknown, .license, .legacy, .signature,
    ]
    return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
  }()

  /// Actions by kind, then key, then text.
  static func sorted(_ actions: [Action]) -> [Action] { actions.sorted(by: precedes) }

  static func precedes(_ left: Action, _ right: Action) -> Bool {
    let kinds = (rank(left.kind), rank(right.kind))
    if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
    let keys = (keyValues(left), keyValues(right))
    if keys.0 != keys.1 { return keys.0.lexicographicallyPrecedes(keys.1) }
    return left.line(showsMissingHash: true) < right.line(showsMissingHash: true)
  }

  /// Changes by key where the kinds have the same key attribute, by kind otherwise. That is no order in the strict
  /// sense (a `set` and a `driver` are compared by name, each of them with a file by kind), so what comes out depends
  /// on how it is sorted, and the IPS tools' way is followed.
  static func sorted(_ changes: [ManifestDifference.Change]) -> [ManifestDifference.Change] {
    BinaryInsertionSort.sorted(changes) { left, right in comesBefore(subject(left), subject(right)) }
  }

  private static func comesBefore(_ left: Action, _ right: Action) -> Bool {
    guard let key = left.kind.keyAttribute, key == right.kind.keyAttribute else {
      return rank(left.kind) < rank(right.kind)
    }
    let entries = (left.attributes.entry(key), right.attributes.entry(key))
    guard entries.0?.isList == entries.1?.isList else {
      // A name and a list of names cannot be compared; the variants are looked at instead.
      return variants(left).lexicographicallyPrecedes(variants(right))
    }
    return keyValues(left).lexicographicallyPrecedes(keyValues(right))
  }

  private static func subject(_ change: ManifestDifference.Change) -> Action {
    switch change {
    case .added(let action), .removed(let action): action
    case .changed(let change): change.old
    }
  }

  private static func rank(_ kind: ActionKind) -> Int { kinds[kind] ?? 0 }

  private static func keyValues(_ action: Action) -> [ByteString] {
    action.kind.keyAttribute.map { action.attributes.values($0) } ?? []
  }

  private static func variants(_ action: Action) -> [ByteString] {
    action.attributes.names.filter { $0.hasPrefix("variant.") }.sorted()
  }
}
