import Glibc
package import PackageModel
import Payload

extension Transaction {
  /// From this number of files on, the whole file system is made durable at once.
  private static let manyFiles = 8

  /// Publishes the package: payload first, then the manifest, then the catalog, each durable before the next.
  ///
  /// - Parameter listing: whether the catalog is to list the package at once; a refresh of the catalog finds it
  ///   otherwise.
  /// - Throws: ``RepositoryError``; the transaction is open still.
  package func close(listing: Bool = true) throws(RepositoryError) -> Result {
    let manifest = try manifest()
    try PublicationRules.check(manifest, isComplete: true)
    let payload = try payload(of: manifest) + strays(besides: manifest)
    try synchronizePayload(payload)

    let lock = try store.lock()
    let record = try record()
    var catalog = try store.catalogFolder.load() ?? Catalog()
    if isAppending {
      guard catalog.contains(fmri) else { throw .unknownPackage(fmri) }
    } else if catalog.contains(fmri) {
      throw .packageExists(fmri)
    }
    let new = payload.filter { store.payloadPath($0) == nil }
    try mark?.noteClosing(id, newPayload: new)
    FaultInjection.reach(.closingNoted)
    try move(new)
    FaultInjection.reach(.payloadMoved)
    try moveManifest()
    FaultInjection.reach(.manifestMoved)
    if listing {
      if isAppending { catalog.remove(fmri) }
      try catalog.add(record)
      try store.catalogFolder.save(&catalog)
    }
    FaultInjection.reach(.catalogReplaced)
    withExtendedLifetime(lock) {}
    DirectoryTree.remove(folder)
    mark?.remove()
    return Result(fmri: fmri)
  }

  /// The names of all payload of the package, which must be here or in the store.
  private func payload(of manifest: Manifest) throws(RepositoryError) -> [ByteString] {
    let names = PayloadNames.all(of: manifest)
    for name in names {
      guard PublisherStore.isPayloadName(name), FileSystem.isFile(folder + "/" + name) || store.payloadPath(name) != nil
      else { throw .missingPayload(name: name, fmri) }
    }
    return names
  }

  /// Payload that was taken in although the manifest does not speak of it. Clients may put several packages' payload into
  /// one transaction, so it is stored all the same.
  private func strays(besides manifest: Manifest) -> [ByteString] {
    let known = Set(PayloadNames.all(of: manifest))
    return FileSystem.names(in: folder).filter { PublisherStore.isPayloadName($0) && !known.contains($0) }
  }

  /// Payload is durable before anything speaks of it; that needs no lock.
  private func synchronizePayload(_ names: [ByteString]) throws(RepositoryError) {
    guard names.count < Self.manyFiles else { return try FileSystem.synchronizeFileSystem(of: folder) }
    for name in names.filter({ store.payloadPath($0) == nil }) + [Self.manifestName] {
      try wrapping { () throws(PayloadError) in try OpenFile(reading: folder + "/" + name).synchronize() }
    }
  }

  private func record() throws(RepositoryError) -> CatalogRecord {
    let path = folder + "/" + Self.manifestName
    return try CatalogRecord(try wrappingFile { () throws(FileError) in try FileBytes.read(path) }, of: fmri)
  }

  private func move(_ names: [ByteString]) throws(RepositoryError) {
    guard !names.isEmpty else { return }
    try FileSystem.makeDirectory(store.payloadPath)
    var folders: Set<ByteString> = []
    for name in names {
      let target = store.newPayloadPath(name)
      let parent = AtomicOutput.directory(of: target)
      if folders.insert(parent).inserted { try FileSystem.makeDirectory(parent) }
      try FileSystem.rename(folder + "/" + name, to: target)
    }
    guard folders.count < Self.manyFiles else { return try FileSystem.synchronizeFileSystem(of: store.root) }
    for path in folders.sorted() + [store.payloadPath, store.root] { try FileSystem.synchronizeDirectory(path) }
  }

  private func moveManifest() throws(RepositoryError) {
    let target = store.manifestPath(fmri)
    let parent = AtomicOutput.directory(of: target)
    try FileSystem.makeDirectories(parent)
    try FileSystem.rename(folder + "/" + Self.manifestName, to: target)
    for path in [parent, store.manifestsPath, store.root] { try FileSystem.synchronizeDirectory(path) }
  }
}

/// The payload that a manifest speaks of.
package enum PayloadNames {
  /// The names of all payload, certificates of signatures included, each once, in the order of the manifest.
  package static func all(of manifest: Manifest) -> [ByteString] {
    var seen: Set<ByteString> = []
    var names: [ByteString] = []
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index).allowsPayload {
      for name in self.names(of: manifest.action(at: index)) where seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// The payload of an action.
  package static func names(of action: Action) -> [ByteString] {
    guard action.kind.allowsPayload, let payload = action.payload else { return [] }
    guard action.kind == .signature else { return [payload] }
    return [payload] + chain(of: action)
  }

  /// The certificates that a signature leads to.
  package static func chain(of signature: Action) -> [ByteString] {
    (signature.attributes["chain"] ?? "").split(on: ASCII.space).filter { !$0.isEmpty }
  }
}
