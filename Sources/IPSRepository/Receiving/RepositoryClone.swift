package import PackageModel
import Payload

/// Makes a publisher of a repository an exact copy of the same publisher elsewhere: packages, payload and catalog.
package struct RepositoryClone {
  /// What has to be done for a publisher.
  package struct Plan: Sendable {
    package var publisher: ByteString
    package var added: [FMRI]
    package var removed: [FMRI]
  }

  private let origin: any PackageOrigin
  private let target: Repository

  package init(_ origin: any PackageOrigin, to target: Repository) {
    self.origin = origin
    self.target = target
  }

  package func plan(_ publisher: ByteString) throws(RepositoryError) -> Plan {
    let wanted = Set(try origin.catalog(of: publisher).packages(of: publisher).map(\.fmri))
    let present = Set(try target.catalog(of: publisher).packages(of: publisher).map(\.fmri))
    return Plan(
      publisher: publisher, added: wanted.subtracting(present).sorted(), removed: present.subtracting(wanted).sorted())
  }

  /// Copies the manifests and the payload of the packages that are missing. The catalog does not list them yet.
  package func copyPackages(_ plan: Plan) throws(RepositoryError) {
    let store = target.store(of: plan.publisher)
    let lock = try store.lock()
    let work = try wrapping { () throws(PayloadError) in try TemporaryDirectory(in: store.scratchPath) }
    let intake = PayloadIntake(store: store, folder: work.path)
    let origin = origin
    for fmri in plan.added {
      let bytes = try origin.manifest(of: fmri)
      let shipment = try PackageTransfer.Shipment(fmri, manifest: bytes)
      let missing = shipment.payload.filter { store.payloadPath($0) == nil }
      _ = try ParallelWork.map(missing, threads: origin.parallelism) { (name) throws(RepositoryError) in
        guard let stored = try origin.storedPayload(name, of: plan.publisher) else {
          throw .missingPayload(name: name, fmri)
        }
        try intake.takeStored(stored, name: name)
        origin.release(name)
      }
      for name in missing {
        let path = store.newPayloadPath(name)
        try FileSystem.makeDirectories(AtomicOutput.directory(of: path))
        try FileSystem.rename(work.path + "/" + name, to: path)
      }
    }
    // Payload is durable before the manifests that speak of it, and they before the catalog.
    try FileSystem.synchronizeFileSystem(of: store.root)
    for fmri in plan.added {
      let path = store.manifestPath(fmri)
      try FileSystem.makeDirectories(AtomicOutput.directory(of: path))
      try FileSystem.write(try origin.manifest(of: fmri), to: path)
    }
    withExtendedLifetime(lock) {}
  }

  /// A catalog that was replaced, to be put back should the copy turn out to be damaged.
  package struct OldCatalog {
    fileprivate var store: PublisherStore
    fileprivate var path: ByteString?

    /// Puts the old catalog back.
    package func restore() throws(RepositoryError) {
      DirectoryTree.remove(store.catalogPath)
      if let path { try FileSystem.rename(path, to: store.catalogPath) }
    }

    /// Forgets the old catalog.
    package func discard() {
      if let path { DirectoryTree.remove(path) }
    }
  }

  /// Takes the catalog over as it is, with its signatures and times. Archives have none: it is made anew then.
  package func copyCatalog(_ publisher: ByteString) throws(RepositoryError) -> OldCatalog {
    let store = target.store(of: publisher)
    let lock = try store.lock()
    var old = OldCatalog(store: store, path: nil)
    if FileSystem.isDirectory(store.catalogPath) {
      let aside = store.root + "/catalog-" + ByteString(String(UInt64.random(in: .min ... .max), radix: 36))
      try FileSystem.makeDirectory(aside)
      try Self.copy(try target.catalogFiles(of: publisher) ?? [], to: aside)
      old.path = aside
    }
    guard let files = try origin.catalogFiles(of: publisher) else {
      withExtendedLifetime(lock) {}
      var catalog = try origin.catalog(of: publisher)
      catalog.changed = Set(catalog.parts.keys)
      try store.catalogFolder.save(&catalog, discardingLogs: true)
      return old
    }
    let new = try wrapping { () throws(PayloadError) in try TemporaryDirectory(in: store.scratchPath) }
    try Self.copy(files, to: new.path)
    try FileSystem.replaceDirectory(store.catalogPath, with: new)
    withExtendedLifetime(lock) {}
    return old
  }

  private static func copy(_ files: [CatalogFile], to target: ByteString) throws(RepositoryError) {
    for source in files {
      let file = try FileSystem.createFile(target + "/" + source.name)
      try wrapping { () throws(PayloadError) in
        try file.append(source.content)
        if let time = source.modificationTime { try FileSystem.setTime(time, of: file) }
        try file.synchronize()
      }
    }
    try FileSystem.synchronizeDirectory(target)
  }
}
