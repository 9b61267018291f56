package import PackageModel

/// A package of the run: its manifest with what checks ask of it over and over.
package final class LintPackage: Sendable {
  /// Where a package comes from.
  package enum Origin: Sendable, Hashable {
    /// A file that is to be checked.
    case file
    /// A repository that is to be checked.
    case lintRepository
    /// A repository that packages are checked against.
    case referenceRepository
  }

  package let origin: Origin
  package let fmri: FMRI
  /// The FMRI as messages show it.
  package let name: String
  package let manifest: Manifest
  /// What the package declares of variants.
  let variants: VariantTemplate
  /// Whether the variants of the package are added to those of its actions, as happens where duplicates are looked for.
  let addsVariants: Bool
  /// The package's attributes in the order in which they were first set; a later value replaces an earlier one.
  let attributes: [Attributes.Entry]
  private let attributePlaces: [ByteString: Int]
  /// The number of each attribute key in the manifest's table of names.
  private let ids: [NameTable.ID?]
  /// What each name of the manifest's table says.
  let traits: [NameTraits]
  /// All traits that occur.
  let allTraits: NameTraits
  /// The traits of the names of the variants that the package declares.
  let variantTraits: NameTraits
  /// For each kind of action that occurs, what each name of the manifest's table must be on it.
  let rules: [[AttributeRules]]
  /// The package's attributes that suppress messages.
  let suppressions: [Attributes.Entry]

  /// Makes a package of a manifest whose FMRI is known.
  package init(_ manifest: Manifest, fmri: FMRI, origin: Origin, addsVariants: Bool = true) {
    self.manifest = manifest
    self.fmri = fmri
    self.origin = origin
    self.addsVariants = addsVariants
    name = fmri.printed
    let storage = manifest.storage
    ids = AttributeKey.allCases.map { storage.names.lookup($0.text) }
    traits = storage.names.names.map { NameTraits(of: $0) }
    allTraits = traits.reduce(into: []) { $0.formUnion($1) }

    var attributes: [Attributes.Entry] = []
    var places: [ByteString: Int] = [:]
    for index in manifest.actions.indices where manifest.actions[index].kind == .set {
      let action = manifest.action(at: index)
      guard var name = action.attributes["name"], var entry = action.attributes.entry("value") else { continue }
      if name == "fmri" { name = "pkg.fmri" }
      if name.hasPrefix("variant.") { entry.isList = true }
      entry.name = name
      if let place = places[name] {
        attributes[place] = entry
      } else {
        places[name] = attributes.count
        attributes.append(entry)
      }
    }
    self.attributes = attributes
    attributePlaces = places
    suppressions = attributes.filter { $0.name.hasPrefix("pkg.linted") }
    var variants = VariantTemplate()
    for entry in attributes where entry.name.hasPrefix("variant.") { variants.set(entry.name, entry.values) }
    self.variants = variants
    variantTraits = variants.entries.reduce(into: []) { $0.formUnion(NameTraits(of: $1.name)) }
    rules = Self.rules(for: manifest, traits)
  }

  private static func rules(for manifest: Manifest, _ traits: [NameTraits]) -> [[AttributeRules]] {
    var rules = Array(repeating: [AttributeRules](), count: ActionKind.allCases.count)
    let names = manifest.storage.names.names
    for action in manifest.actions where rules[Int(action.kind.rawValue)].isEmpty {
      let ofKind = ActionRules.of[action.kind] ?? .none
      rules[Int(action.kind.rawValue)] = names.indices.map { id in
        var rules: AttributeRules = []
        if traits[id].contains(.single) || ofKind.single.contains(names[id]) { rules.insert(.single) }
        if ofKind.numeric.contains(names[id]) { rules.insert(.numeric) }
        return rules
      }
    }
    return rules
  }

  private init(_ other: LintPackage, fmri: FMRI) {
    self.fmri = fmri
    name = fmri.printed
    origin = other.origin
    manifest = other.manifest
    variants = other.variants
    addsVariants = other.addsVariants
    attributes = other.attributes
    attributePlaces = other.attributePlaces
    ids = other.ids
    traits = other.traits
    allTraits = other.allTraits
    suppressions = other.suppressions
    variantTraits = other.variantTraits
    rules = other.rules
  }

  /// The same package under another name.
  package func named(_ fmri: FMRI) -> LintPackage { LintPackage(self, fmri: fmri) }

  /// A package attribute: the value of the last `set` action of this name.
  func attribute(_ name: ByteString) -> Attributes.Entry? { attributePlaces[name].map { attributes[$0] } }

  /// Whether nothing in the manifest suppresses messages.
  var suppressesNothing: Bool { suppressions.isEmpty && !allTraits.contains(.linted) }

  /// Whether a package attribute is set, to whatever value.
  func declares(_ name: ByteString) -> Bool { attributePlaces[name] != nil }

  /// The value of a package attribute that has a single one.
  func single(_ name: ByteString) -> ByteString? { attribute(name).flatMap { $0.isList ? nil : $0.values[0] } }

  /// Whether a package attribute is `true`, in any case.
  func isTrue(_ name: ByteString) -> Bool {
    single(name).map { $0.bytes.map(ASCII.lowercased) == Array("true".utf8) } ?? false
  }

  /// The number of an attribute key in the manifest's table of names.
  func id(_ key: AttributeKey) -> NameTable.ID? { ids[key.rawValue] }

  /// All actions in the order of the manifest.
  var actions: LazyMapCollection<Range<Int>, LintAction> {
    manifest.actions.indices.lazy.map { LintAction(package: self, index: $0) }
  }

  /// The actions of a kind in the order of the manifest.
  func actions(of kind: ActionKind) -> [LintAction] {
    manifest.actions.indices.filter { manifest.actions[$0].kind == kind }.map { LintAction(package: self, index: $0) }
  }

  /// The first action that sets a package attribute.
  func setAction(_ name: ByteString) -> LintAction? { actions(of: .set).first { $0.first(.name) == name } }
}
