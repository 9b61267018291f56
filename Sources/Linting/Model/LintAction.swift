package import PackageModel

/// One action of a package, read where it lies in the manifest.
package struct LintAction: Sendable {
  package let package: LintPackage
  /// The action's number in the manifest.
  package let index: Int

  private var reference: ActionReference { package.manifest.actions[index] }

  package var kind: ActionKind { reference.kind }

  /// Whether two values are the same action of the same package.
  func isSame(_ other: LintAction) -> Bool { index == other.index && package === other.package }

  /// Whether the action has an attribute.
  func has(_ key: AttributeKey) -> Bool { place(key) != nil }

  /// The first value of an attribute.
  func first(_ key: AttributeKey) -> ByteString? {
    place(key).map { package.manifest.storage.value(package.manifest.storage.attributes[$0]) }
  }

  /// Lends the first value of an attribute without copying it; `nil` where it is missing.
  func withFirst<Result>(_ key: AttributeKey, _ body: (Span<UInt8>) -> Result) -> Result? {
    place(key).map { package.manifest.storage.withValue(package.manifest.storage.attributes[$0], body) }
  }

  /// An attribute with all its values.
  func entry(_ key: AttributeKey) -> Attributes.Entry? {
    guard let id = package.id(key) else { return nil }
    return entry(id)
  }

  /// The values of an attribute; none where it is missing.
  func values(_ key: AttributeKey) -> [ByteString] { entry(key)?.values ?? [] }

  /// Whether an attribute has several values.
  func isList(_ key: AttributeKey) -> Bool { package.id(key).map { isList($0) } ?? false }

  /// Whether an attribute has several values, by its number in the table of names.
  func isList(_ id: NameTable.ID) -> Bool {
    var isThere = false
    for place in reference.attributes where package.manifest.storage.attributes[place].name == id {
      if isThere || package.manifest.storage.attributes[place].isList { return true }
      isThere = true
    }
    return false
  }

  /// An attribute by its number in the table of names.
  func entry(_ id: NameTable.ID) -> Attributes.Entry? {
    var values: [ByteString] = []
    var isList = false
    for place in reference.attributes where package.manifest.storage.attributes[place].name == id {
      values.append(package.manifest.storage.value(package.manifest.storage.attributes[place]))
      isList = isList || package.manifest.storage.attributes[place].isList
    }
    guard !values.isEmpty else { return nil }
    return Attributes.Entry(name: package.manifest.storage.names[id], values: values, isList: isList)
  }

  private func place(_ key: AttributeKey) -> Int? {
    guard let id = package.id(key) else { return nil }
    let action = reference
    for place in action.attributes where package.manifest.storage.attributes[place].name == id { return place }
    return nil
  }

  /// The names of the action's own attributes in order, each once, that have a trait.
  func names(with trait: NameTraits) -> [NameTable.ID] {
    guard !package.allTraits.isDisjoint(with: trait) else { return [] }
    var result: [NameTable.ID] = []
    for place in reference.attributes {
      let id = package.manifest.storage.attributes[place].name
      if !package.traits[Int(id)].isDisjoint(with: trait), !result.contains(id) { result.append(id) }
    }
    return result
  }

  /// The attributes with a trait, variants that the package adds included.
  func entries(with trait: NameTraits) -> [Attributes.Entry] {
    let own = names(with: trait).compactMap { entry($0) }
    guard !package.variantTraits.isDisjoint(with: trait), isCollected else { return own }
    let added = addedVariants().filter { !NameTraits(of: $0.name).isDisjoint(with: trait) }
    return own + added
  }

  /// Whether all facets of the action are given once and are `true`, as nearly all are.
  var hasPlainFacets: Bool {
    guard package.allTraits.contains(.facet) else { return true }
    let truth = Array("true".utf8)
    for place in reference.attributes {
      let attribute = package.manifest.storage.attributes[place]
      guard package.traits[Int(attribute.name)].contains(.facet) else { continue }
      let isTrue = package.manifest.storage.withValue(attribute) { $0.equals(truth, at: 0..<$0.count) }
      guard isTrue, !isList(attribute.name) else { return false }
    }
    return true
  }

  /// Whether duplicates of the action are looked for, so that it gets the variants of its package.
  var isCollected: Bool {
    guard package.addsVariants else { return false }
    if has(.path) { return true }
    switch kind {
    case .legacy: return has(.pkg)
    case .driver: return has(.name)
    case .user, .group: return true
    default: return false
    }
  }

  /// The variants under which the action is installed.
  var variants: VariantTemplate {
    var result = ownVariants
    if isCollected { result.mergeUnknown(package.variants) }
    return result
  }

  /// The variants that the action itself is tagged with.
  var ownVariants: VariantTemplate {
    var result = VariantTemplate()
    for id in names(with: .variant) {
      if let entry = entry(id) { result.set(entry.name, entry.values) }
    }
    return result
  }

  private func addedVariants() -> [Attributes.Entry] {
    let own = Set(names(with: .variant).map { package.manifest.storage.names[$0] })
    return package.attributes.compactMap { entry in
      guard entry.name.hasPrefix("variant."), !own.contains(entry.name) else { return nil }
      return Attributes.Entry(name: entry.name, values: Set(entry.values).sorted(), isList: true)
    }
  }

  /// The action as a value, with the variants that the package adds.
  var value: Action {
    var action = package.manifest.action(at: index)
    if isCollected {
      for entry in addedVariants() { action.attributes.set(entry.name, entry.values, isList: true) }
    }
    return action
  }

  /// The action as messages show it.
  var printed: String { value.line(showsMissingHash: true).text }

  /// What makes two actions equal: kind, payload and attributes, whatever their order.
  var content: ActionContent { ActionContent(value) }
}

/// What makes two actions equal.
struct ActionContent: Hashable {
  private let kind: ActionKind
  private let payload: ByteString?
  private let attributes: [ByteString: [ByteString]]

  init(_ action: Action) {
    kind = action.kind
    payload = action.payload
    attributes = Dictionary(
      action.attributes.entries.map { ($0.name, $0.name.hasPrefix("variant.") ? $0.values.sorted() : $0.values) },
      uniquingKeysWith: { first, _ in first })
  }
}
