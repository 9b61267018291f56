import Glibc
import PackageModel
import Payload

/// Takes back what processes that died had begun.
package enum TransactionRecovery {
  /// Does nothing, and takes no lock, where there is nothing to take back.
  package static func run(_ store: PublisherStore) throws(RepositoryError) {
    let left = TransactionMark.left(in: store)
    guard !left.isEmpty else { return }
    let lock = try store.lock()
    for remains in left {
      let folder = store.transactionsPath + "/" + remains.id
      if let payload = remains.newPayload { try takeBack(remains.id, folder, payload, store) }
      if remains.isOpen { DirectoryTree.remove(folder) } else { FileSystem.removeIfEmpty(folder) }
      remains.mark.remove()
    }
    // Catalogs are written under the lock, so what lies here now belongs to nobody.
    for name in FileSystem.names(in: store.scratchPath) where name.hasPrefix(".pkgwright-") {
      DirectoryTree.remove(store.scratchPath + "/" + name)
    }
    withExtendedLifetime(lock) {}
  }

  /// Takes a package back that had been put into the store in part.
  private static func takeBack(
    _ id: ByteString, _ folder: ByteString, _ payload: [ByteString], _ store: PublisherStore
  ) throws(RepositoryError) {
    guard let mark = id.bytes.firstIndex(of: ASCII.underscore),
      let fmri = try? FMRI(parsing: PercentEncoding.decode(ByteString(id.bytes[(mark + 1)...])))
    else { return }
    var catalog = try store.catalogFolder.load() ?? Catalog()
    let manifest = store.manifestPath(fmri)
    if let listed = catalog.digest(of: fmri) {
      guard FileSystem.isFile(manifest) else { return }
      let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(manifest) }
      if SignedJSON.digest(bytes) != listed {
        // A signature was added, and only the catalog does not know yet.
        let record = try CatalogRecord(bytes, of: fmri)
        catalog.remove(fmri)
        try catalog.add(record)
        return try store.catalogFolder.save(&catalog)
      }
    } else if !FileSystem.exists(folder + "/" + Transaction.manifestName) {
      try FileSystem.remove(manifest)
      FileSystem.removeIfEmpty(AtomicOutput.directory(of: manifest))
    }
    let used = try PayloadUse.names(in: store, except: [])
    for name in payload where PublisherStore.isPayloadName(name) && !used.contains(name) {
      let path = store.newPayloadPath(name)
      try FileSystem.remove(path)
      FileSystem.removeIfEmpty(AtomicOutput.directory(of: path))
    }
  }
}

/// Which payload the published packages need.
enum PayloadUse {
  /// The names of the payload of all manifests; manifests that cannot be read are passed over.
  static func names(in store: PublisherStore, except: Set<FMRI>) throws(RepositoryError) -> Set<ByteString> {
    var names: Set<ByteString> = []
    for fmri in store.manifests().packages where !except.contains(fmri) {
      let path = store.manifestPath(fmri)
      let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(path) }
      var diagnostics: [Diagnostic] = []
      let manifest = Manifest(reading: bytes, fileName: path.text, diagnostics: &diagnostics)
      names.formUnion(PayloadNames.all(of: manifest))
    }
    return names
  }
}
