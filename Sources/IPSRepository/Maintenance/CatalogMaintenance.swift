package import PackageModel
import Payload

/// Brings catalogs in line with the manifests.
package struct CatalogMaintenance {
  private let store: PublisherStore

  package init(_ store: PublisherStore) { self.store = store }

  /// Makes the catalog anew from the manifests. Those that cannot be read are left out.
  ///
  /// - Returns: the packages that were left out, and why.
  @discardableResult
  package func rebuild(waiting: Bool = false) throws(RepositoryError) -> [FMRI: RepositoryError] {
    do throws(RepositoryError) {
      try TransactionRecovery.run(store)
    } catch {
      // Without a catalog nobody can tell whether a package was published; its payload is complete, so it is.
      guard case .corruptCatalog = error else { throw error }
    }
    let lock = try store.lock(waiting: waiting)
    var catalog = Catalog()
    let failures = try addMissing(to: &catalog)
    try store.catalogFolder.save(&catalog, discardingLogs: true)
    withExtendedLifetime(lock) {}
    return failures
  }

  /// Adds the packages that the catalog does not list.
  @discardableResult
  package func refresh(waiting: Bool = true) throws(RepositoryError) -> [FMRI: RepositoryError] {
    try TransactionRecovery.run(store)
    let lock = try store.lock(waiting: waiting)
    var catalog = try store.catalogFolder.load() ?? Catalog()
    let failures = try addMissing(to: &catalog)
    if catalog.isChanged || !FileSystem.exists(store.catalogPath) { try store.catalogFolder.save(&catalog) }
    withExtendedLifetime(lock) {}
    return failures
  }

  private func addMissing(to catalog: inout Catalog) throws(RepositoryError) -> [FMRI: RepositoryError] {
    var failures: [FMRI: RepositoryError] = [:]
    for fmri in store.manifests().packages where !catalog.contains(fmri) {
      do throws(RepositoryError) {
        let path = store.manifestPath(fmri)
        let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(path) }
        try catalog.add(try CatalogRecord(bytes, of: fmri))
      } catch {
        guard case .manifest = error else { throw error }
        failures[fmri] = error
      }
    }
    return failures
  }
}
