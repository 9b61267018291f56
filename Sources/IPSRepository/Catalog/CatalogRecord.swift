package import PackageModel
import Payload

/// What a catalog says about one package: taken from its manifest.
package struct CatalogRecord: Hashable, Sendable {
  package var fmri: FMRI
  /// The entries by the names of the parts that they belong to.
  package var entries: [ByteString: CatalogEntry]

  /// Makes the record of a manifest.
  ///
  /// - Parameters:
  ///   - manifest: the manifest's bytes, of which the record keeps the digest.
  ///   - fmri: the package, with publisher and version.
  /// - Throws: ``RepositoryError/manifest(_:)`` when the manifest cannot be read.
  package init(_ manifest: [UInt8], of fmri: FMRI) throws(RepositoryError) {
    let actions: Manifest
    do throws(Diagnostics) {
      actions = try Manifest(reading: manifest, fileName: fmri.description)
    } catch {
      throw .manifest(error)
    }
    self.init(actions, digest: SignedJSON.digest(manifest), of: fmri)
  }

  private init(_ manifest: Manifest, digest: ByteString, of fmri: FMRI) {
    self.fmri = fmri
    let version = fmri.version?.text() ?? ""
    entries = [CatalogFileName.base: CatalogEntry(version: version, ["signature-sha-1": .string(digest)])]
    var dependencies: [ByteString] = []
    var conditions: [ByteString] = []
    var summaries: [ByteString: [ByteString]] = [:]
    for index in 0..<manifest.actionCount {
      switch manifest.kind(ofAction: index) {
      case .depend: dependencies.append(manifest.action(at: index).line())
      case .set:
        guard let name = manifest.value("name", ofAction: index) else { continue }
        switch Self.place(of: name) {
        case .nowhere: break
        case .dependency: conditions.append(manifest.action(at: index).line())
        case .summary(let locale): summaries[locale, default: []].append(manifest.action(at: index).line())
        }
      default: break
      }
    }
    func note(_ part: ByteString, _ actions: [ByteString]) {
      guard !actions.isEmpty else { return }
      entries[part] = CatalogEntry(version: version, ["actions": .strings(actions)])
    }
    note(CatalogFileName.dependency, dependencies + conditions)
    for (locale, actions) in summaries { note(CatalogFileName.summary(locale), actions) }
  }

  /// Where an attribute of a package goes.
  enum Place: Hashable {
    case nowhere, dependency
    case summary(locale: ByteString)
  }

  /// Where an attribute of a package goes, by its name.
  static func place(of name: ByteString) -> Place {
    let dependencies: [ByteString] = ["variant", "facet", "pkg.depend."]
    if dependencies.contains(where: name.hasPrefix) { return .dependency }
    switch name {
    case "pkg.obsolete", "pkg.renamed", "pkg.legacy": return .dependency
    case "fmri", "pkg.fmri", "publisher": return .nowhere
    default: break
    }
    let unlisted: [ByteString] = ["info.source-url", "pkg.debug", "pkg.linted"]
    if unlisted.contains(where: name.hasPrefix) { return .nowhere }
    guard let colon = name.bytes.firstIndex(of: ASCII.colon) else { return .summary(locale: "C") }
    let locale = ByteString(name.bytes[(colon + 1)...])
    // A language becomes part of a file's name.
    return .summary(locale: CatalogFileName.isValidLocale(locale) ? locale : "C")
  }
}
