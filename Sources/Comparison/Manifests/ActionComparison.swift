import PackageModel

/// Compares two actions that have the same key.
struct ActionComparison {
  let options: ComparisonOptions

  /// How the actions differ as far as it counts; `nil` where they do not.
  func change(_ old: Action, _ new: Action) -> ActionChange? {
    let differing = differingNames(old, new)
    guard !differing.isEmpty || payloadsDiffer(old, new) else { return nil }

    let names = Set(old.attributes.names + new.attributes.names)
    var change = ActionChange(old: old, new: new, same: names.subtracting(differing).sorted(), attributes: [])
    if old.payload != new.payload, counts("hash") {
      change.payload = ActionChange.PayloadChange(old: old.payload, new: new.payload)
    }
    for name in differing.sorted() where counts(name) {
      change.attributes.append(
        ActionChange.AttributeChange(name: name, old: old.attributes.entry(name), new: new.attributes.entry(name)))
    }
    return change.payload == nil && change.attributes.isEmpty ? nil : change
  }

  /// Whether an action that only one side has is worth showing: where attributes were chosen it must have one of them,
  /// where some are ignored it must have another one.
  func isShown(_ action: Action) -> Bool {
    switch options.attributes {
    case .all: true
    case .only(let names): action.attributes.names.contains(where: names.contains)
    case .allBut(let names): !action.attributes.names.allSatisfy(names.contains)
    }
  }

  private func counts(_ name: ByteString) -> Bool {
    switch options.attributes {
    case .all: true
    case .only(let names): names.contains(name)
    case .allBut(let names): !names.contains(name)
    }
  }

  private func differingNames(_ old: Action, _ new: Action) -> Set<ByteString> {
    var names: Set<ByteString> = []
    for entry in old.attributes.entries {
      guard let other = new.attributes.entry(entry.name) else {
        names.insert(entry.name)
        continue
      }
      if !areSame(entry, other, in: old.kind) { names.insert(entry.name) }
    }
    for entry in new.attributes.entries where !old.attributes.contains(entry.name) { names.insert(entry.name) }
    return names
  }

  private func areSame(_ one: Attributes.Entry, _ other: Attributes.Entry, in kind: ActionKind) -> Bool {
    if one.values == other.values, one.isList == other.isList { return true }
    if one.isList && other.isList, one.values.sorted() == other.values.sorted() { return true }
    if options.ignoresSignatures, one.name == Self.contentHash {
      let unsigned = (Self.unsignedHashes(one), Self.unsignedHashes(other))
      return !unsigned.0.isEmpty && unsigned.0 == unsigned.1
    }
    return one.name == "mode" && (kind == .file || kind == .dir) && Self.isSameMode(one, other)
  }

  /// Where both sides have `pkg.content-hash` that says whether the contents are the same.
  private func payloadsDiffer(_ old: Action, _ new: Action) -> Bool {
    guard old.payload != new.payload else { return false }
    return !(old.attributes.contains(Self.contentHash) && new.attributes.contains(Self.contentHash))
  }

  private static let contentHash: ByteString = "pkg.content-hash"

  /// The hashes of ELF files that leave their signatures out.
  private static func unsignedHashes(_ entry: Attributes.Entry) -> [ByteString] {
    entry.values.filter { $0.split(on: ASCII.colon).first == "gelf.unsigned" }.sorted()
  }

  /// `755` and `0755` are the same permissions.
  private static func isSameMode(_ one: Attributes.Entry, _ other: Attributes.Entry) -> Bool {
    guard !one.isList, !other.isList else { return false }
    func number(_ mode: ByteString) -> UInt32? { UInt32(mode.text, radix: 8) }
    guard let left = number(one.values[0]), let right = number(other.values[0]) else { return false }
    return left == right
  }
}
