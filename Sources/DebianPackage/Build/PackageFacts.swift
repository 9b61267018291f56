import PackageModel

/// The package attributes of a manifest: the values of its `set` actions by name.
struct PackageFacts {
  private var values: [String: [ByteString]] = [:]
  /// The names in the order of the manifest.
  private(set) var names: [String] = []
  private var places: [String: SourceLocation] = [:]

  init(_ manifest: Manifest) {
    for item in 0..<manifest.itemCount {
      guard let index = manifest.actionIndex(ofItem: item), manifest.kind(ofAction: index) == .set else { continue }
      let attributes = manifest.action(at: index).attributes
      guard let name = attributes["name"]?.text else { continue }
      if values[name] == nil { names.append(name) }
      values[name, default: []] += attributes.values("value")
      places[name] = places[name] ?? manifest.location(ofItem: item)
    }
  }

  /// The first value of an attribute.
  subscript(name: String) -> String? { values[name]?.first?.text }

  /// All values of an attribute.
  func all(_ name: String) -> [String] { values[name, default: []].map(\.text) }

  /// Where an attribute is first set.
  func location(_ name: String) -> SourceLocation? { places[name] }
}
