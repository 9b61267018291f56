import PackageModel

/// One of two manifests that are compared.
struct ComparedSide {
  private var actions: [Action]
  private let file: String

  init(_ actions: [Action], file: String) {
    self.actions = actions
    self.file = file
  }

  /// Leaves only actions of some kinds.
  mutating func keep(_ kinds: Set<ActionKind>) {
    actions.removeAll { !kinds.contains($0.kind) }
  }

  /// The variants that the manifest declares by `set name=variant.NAME`, with their values.
  var declaredVariants: [ByteString: Set<ByteString>] {
    var declared: [ByteString: Set<ByteString>] = [:]
    for action in actions {
      guard let variant = action.declaredVariant else { continue }
      declared[variant.name, default: []].formUnion(variant.values)
    }
    return declared
  }

  /// Leaves what is installed for one value of a variant, as if there were no other.
  mutating func select(_ name: ByteString, _ value: ByteString) throws(ComparisonError) {
    guard let declared = declaredVariants[name] else { return }
    guard declared.contains(value) else {
      throw .unknownVariantValue(name: name, value: value, file: file, declared: declared.sorted())
    }
    actions = actions.compactMap { action in
      guard action.isMeant(forVariants: [name: value]) else { return nil }
      var action = action
      action.attributes.remove(name)
      if action.declaredVariant?.name == name { action.attributes["value"] = value }
      return action
    }
  }

  /// The actions by their values of some variants; an action without one has no value there.
  func groups(by variants: [ByteString]) -> [[ByteString]: [Action]] {
    Dictionary(grouping: actions) { action in
      variants.flatMap { name in
        let values = action.attributes.values(name)
        // The number of values keeps combinations of several variants apart.
        return [ByteString(String(values.count))] + values
      }
    }
  }
}
