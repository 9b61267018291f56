package import PackageModel
import Payload

/// Removes packages from a repository, with the payload that no other package needs.
package struct PackageRemoval {
  /// What is being done, in order.
  package enum Step: Hashable, Sendable {
    case deletingIndex, updatingCatalog, analysingRemoved, analysingRepository, removingManifests, removingFiles
  }

  private let store: PublisherStore

  package init(_ store: PublisherStore) { self.store = store }

  /// Removes packages of the store's publisher.
  ///
  /// The catalog forgets them first, so that clients do not see packages whose files are disappearing.
  package func remove(
    _ packages: [FMRI], waiting: Bool = false, report: (Step) -> Void = { _ in }
  ) throws(RepositoryError) {
    let lock = try store.lock(waiting: waiting)
    report(.deletingIndex)
    SearchIndex(store).remove()
    report(.updatingCatalog)
    var catalog = try store.catalogFolder.load() ?? Catalog()
    for fmri in packages { catalog.remove(fmri) }
    if catalog.isChanged { try store.catalogFolder.save(&catalog) }
    report(.analysingRemoved)
    var payload = try payload(of: packages)
    if !payload.isEmpty {
      report(.analysingRepository)
      payload.subtract(try PayloadUse.names(in: store, except: Set(packages)))
    }
    report(.removingManifests)
    for fmri in packages {
      let path = store.manifestPath(fmri)
      try FileSystem.remove(path)
      FileSystem.removeIfEmpty(AtomicOutput.directory(of: path))
    }
    report(.removingFiles)
    for name in payload.sorted() {
      guard let path = store.payloadPath(name), path.hasPrefix(store.payloadPath + "/") else { continue }
      try FileSystem.remove(path)
      FileSystem.removeIfEmpty(AtomicOutput.directory(of: path))
    }
    withExtendedLifetime(lock) {}
  }

  private func payload(of packages: [FMRI]) throws(RepositoryError) -> Set<ByteString> {
    var names: Set<ByteString> = []
    for fmri in packages {
      let path = store.manifestPath(fmri)
      guard FileSystem.isFile(path) else { continue }
      let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(path) }
      var diagnostics: [Diagnostic] = []
      names.formUnion(
        PayloadNames.all(of: Manifest(reading: bytes, fileName: path.text, diagnostics: &diagnostics)))
    }
    return names
  }
}
