/// Variants and facets: attributes that say for which systems an action is meant (pkg(7), "Facets and variants").
extension Action {
  /// The attributes that begin with `variant.`, by name.
  public var variants: [Attributes.Entry] { entries("variant.") }

  /// The attributes that begin with `facet.`, by name.
  public var facets: [Attributes.Entry] { entries("facet.") }

  /// Whether the action is meant for a system with these variants. A variant that the system does not have, or the
  /// action does not name, does not matter.
  ///
  /// - Parameter system: the values by full names, as in `variant.arch`.
  public func isMeant(forVariants system: [ByteString: ByteString]) -> Bool {
    variants.allSatisfy { entry in system[entry.name].map { entry.values == [$0] } ?? true }
  }

  /// Whether the action is installed with these facets: all facets with the value `all` must be set, and of the others
  /// at least one.
  ///
  /// - Parameter isSet: whether a facet is set, by its full name as in `facet.doc`; systems set those they do not know.
  public func isMeant(forFacets isSet: (ByteString) -> Bool) -> Bool {
    let needed = facets.filter { $0.values.contains("all") }
    let alternatives = facets.filter { !$0.values.contains("all") }
    return needed.allSatisfy { isSet($0.name) } && (alternatives.isEmpty || alternatives.contains { isSet($0.name) })
  }

  /// The variant that a `set` action declares for its package, with its values.
  public var declaredVariant: (name: ByteString, values: [ByteString])? {
    guard kind == .set, let name = attributes["name"], name.hasPrefix("variant.") else { return nil }
    return (name, attributes.values("value"))
  }

  private func entries(_ prefix: ByteString) -> [Attributes.Entry] {
    attributes.entries.filter { $0.name.hasPrefix(prefix) }.sorted { $0.name < $1.name }
  }
}

extension Manifest {
  /// The variants that the package declares, with their values in the order of the text, each once.
  public var declaredVariants: [ByteString: [ByteString]] {
    var declared: [ByteString: [ByteString]] = [:]
    for index in 0..<actionCount where kind(ofAction: index) == .set {
      guard let (name, values) = action(at: index).declaredVariant else { continue }
      for value in values where !declared[name, default: []].contains(value) {
        declared[name, default: []].append(value)
      }
    }
    return declared
  }
}
