package import PackageModel

/// One package as a catalog lists it.
package struct ListedPackage: Hashable, Sendable {
  /// What has become of a package.
  package enum State: Hashable, Sendable {
    case obsolete, renamed, legacy
  }

  package var fmri: FMRI
  package var state: State?

  package init(fmri: FMRI, state: State?) {
    self.fmri = fmri
    self.state = state
  }
}

/// The values of one attribute that hold under the same variants and facets.
package struct ListedAttribute: Hashable, Sendable {
  /// The variants and facets.
  package var conditions: [ByteString: [ByteString]]
  package var values: [ByteString]
}

extension Catalog {
  /// The publishers that have packages here.
  package var publishers: [ByteString] {
    (parts[CatalogFileName.base]?.publishers.filter { !$0.value.isEmpty }.keys).map { $0.sorted() } ?? []
  }

  /// All packages of a publisher: by stem, newest version first.
  package func packages(of publisher: ByteString) -> [ListedPackage] {
    guard let stems = parts[CatalogFileName.base]?.publishers[publisher] else { return [] }
    return stems.keys.sorted().flatMap { stem in
      (stems[stem] ?? []).compactMap { entry -> ListedPackage? in
        guard let version = try? PackageVersion(parsing: entry.version) else { return nil }
        let fmri = FMRI(publisher: publisher, stem: stem, version: version)
        return ListedPackage(fmri: fmri, state: state(publisher, stem, entry.version))
      }.sorted { $1.fmri < $0.fmri }
    }
  }

  private func state(_ publisher: ByteString, _ stem: ByteString, _ version: ByteString) -> ListedPackage.State? {
    guard let entry = parts[CatalogFileName.dependency]?.entry(publisher, stem, version) else { return nil }
    var state: ListedPackage.State?
    for action in setActions(of: entry) where action.attributes["value"] == "true" {
      switch action.attributes["name"] {
      case "pkg.obsolete": return .obsolete
      case "pkg.renamed": state = .renamed
      case "pkg.legacy": state = state ?? .legacy
      default: break
      }
    }
    return state
  }

  private func setActions(of entry: CatalogEntry) -> [Action] {
    entry.actions.compactMap { line in
      // Most actions are dependencies, which need not be read to be passed over.
      guard line.hasPrefix("set "), let action = try? Action(parsing: line) else { return nil }
      return action
    }
  }

  /// The attributes of a package that the catalog knows, those in a language aside.
  package func attributes(of fmri: FMRI) -> [ByteString: [ListedAttribute]] {
    guard let publisher = fmri.publisher, let version = fmri.version?.text() else { return [:] }
    var result: [ByteString: [ListedAttribute]] = [:]
    for part in [CatalogFileName.dependency, CatalogFileName.summary("C")] {
      guard let entry = parts[part]?.entry(publisher, fmri.stem, version) else { continue }
      for action in setActions(of: entry) {
        guard let name = action.attributes["name"] else { continue }
        var conditions: [ByteString: [ByteString]] = [:]
        for entry in action.attributes.entries where entry.name != "name" && entry.name != "value" {
          conditions[entry.name] = entry.values
        }
        let values = action.attributes.values("value")
        if let place = result[name]?.firstIndex(where: { $0.conditions == conditions }) {
          result[name]?[place].values += values
        } else {
          result[name, default: []].append(ListedAttribute(conditions: conditions, values: values))
        }
      }
    }
    return result
  }

  /// The dependencies of a package, from the catalog.
  package func dependencies(of fmri: FMRI) -> [Action] {
    guard let publisher = fmri.publisher, let version = fmri.version?.text(),
      let entry = parts[CatalogFileName.dependency]?.entry(publisher, fmri.stem, version)
    else { return [] }
    return entry.actions.compactMap { line in
      line.hasPrefix("depend ") ? try? Action(parsing: line) : nil
    }
  }
}
