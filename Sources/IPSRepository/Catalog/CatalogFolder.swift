import CLinux
import Glibc
package import PackageModel
import Payload

/// The folder that a catalog is kept in.
///
/// A new state is written beside the old one and takes its place in one step, so that no reader ever sees a part of one
/// with a part of the other.
package struct CatalogFolder: Sendable {
  package let path: ByteString
  /// Where the new state is put together, on the same file system.
  let scratch: ByteString
  /// Where catalogs that have been read are kept.
  var memory: CatalogMemory?

  private var attributesPath: ByteString { path + "/" + CatalogAttributes.fileName }

  /// Reads the catalog; `nil` where there is none. No lock is needed: should a new state take the old one's place
  /// meanwhile, that one is read.
  ///
  /// - Throws: ``RepositoryError/corruptCatalog(_:reason:)`` when a file is missing or its signature is wrong.
  package func load() throws(RepositoryError) -> Catalog? {
    let stamp = memory == nil ? nil : CatalogMemory.Stamp(attributesPath)
    if let memory, let stamp, let catalog = memory.catalog(path, stamp) { return catalog }
    while true {
      guard let folder = try OpenFolder(path) else { return nil }
      do throws(RepositoryError) {
        let catalog = try load(folder)
        // The stamp was taken before: should it be an older one's, the next reader finds it wrong and reads again.
        if let memory, let stamp, let catalog { memory.keep(catalog, logs: [:], path, stamp) }
        return catalog
      } catch {
        guard case .corruptCatalog = error, !folder.isCurrent else { throw error }
      }
    }
  }

  /// Reads only what tells whether the catalog has changed; `nil` where there is none.
  package func loadAttributes() throws(RepositoryError) -> CatalogAttributes? {
    try loadPart(nil)?.attributes
  }

  /// Reads one part, which is empty where the catalog lacks it; `nil` where there is no catalog.
  package func loadPart(
    _ name: ByteString?
  ) throws(RepositoryError) -> (attributes: CatalogAttributes, part: CatalogPart)? {
    while true {
      guard let folder = try OpenFolder(path) else { return nil }
      do throws(RepositoryError) {
        guard let bytes = try folder.read(CatalogAttributes.fileName) else {
          guard folder.isCurrent else { continue }
          return nil
        }
        let attributes = try CatalogAttributes(reading: bytes, path: path + "/" + CatalogAttributes.fileName)
        guard let name, attributes.parts[name] != nil else { return (attributes, CatalogPart()) }
        return (attributes, try read(name, in: folder).part)
      } catch {
        guard case .corruptCatalog = error, !folder.isCurrent else { throw error }
      }
    }
  }

  private func load(_ folder: OpenFolder) throws(RepositoryError) -> Catalog? {
    guard let bytes = try folder.read(CatalogAttributes.fileName) else {
      guard folder.isCurrent else {
        throw .corruptCatalog(path, reason: "it is being replaced")
      }
      return nil
    }
    return try Catalog(reading: bytes, path: path) { (name) throws(RepositoryError) in
      guard let bytes = try folder.read(name) else {
        throw .corruptCatalog(path + "/" + name, reason: "it is missing")
      }
      return bytes
    }
  }

  /// Checks that the update logs that a catalog names are there and whole, and that it counts its packages rightly.
  ///
  /// - Throws: ``RepositoryError/corruptCatalog(_:reason:)``.
  func checkLogs(of catalog: Catalog) throws(RepositoryError) {
    guard let folder = try OpenFolder(path) else { return }
    for (name, file) in catalog.attributes.updates.sorted(by: { $0.key < $1.key }) {
      let (_, signature) = try read(name, in: folder)
      if let wanted = file.signature, wanted != signature {
        throw .corruptCatalog(path + "/" + name, reason: "it is not the one that catalog.attrs names")
      }
    }
    var counted = catalog
    counted.count()
    guard counted.attributes.packageCount == catalog.attributes.packageCount,
      counted.attributes.packageVersionCount == catalog.attributes.packageVersionCount
    else {
      throw .corruptCatalog(path + "/" + CatalogAttributes.fileName, reason: "it counts other packages than there are")
    }
  }

  private func read(
    _ name: ByteString, in folder: OpenFolder
  ) throws(RepositoryError) -> (part: CatalogPart, signature: ByteString?) {
    guard let bytes = try folder.read(name) else {
      throw .corruptCatalog(path + "/" + name, reason: "it is missing")
    }
    return try CatalogPart.read(bytes, path: path + "/" + name)
  }

  /// Writes what has changed and makes it the catalog.
  ///
  /// - Parameter discardingLogs: whether the catalog is made anew, so that what the logs told is void.
  package func save(_ catalog: inout Catalog, discardingLogs: Bool = false) throws(RepositoryError) {
    catalog.count()
    if discardingLogs { catalog.attributes.updates = [:] }
    let folder = try wrapping { () throws(PayloadError) in try TemporaryDirectory(in: scratch) }
    var kept = Set(catalog.attributes.parts.keys).union(catalog.attributes.updates.keys)
    for name in catalog.changed.sorted() {
      kept.remove(name)
      let (bytes, signature) = (catalog.parts[name] ?? CatalogPart()).signed()
      try write(bytes, name, in: folder.path, catalog.attributes.lastModified)
      catalog.attributes.parts[name] = .init(lastModified: catalog.attributes.lastModified, signature: signature)
    }
    let logs = discardingLogs ? [:] : try logs(of: catalog)
    if !discardingLogs {
      for (name, log) in logs {
        kept.remove(name)
        let (bytes, signature) = log.signed()
        try write(bytes, name, in: folder.path, catalog.attributes.lastModified)
        catalog.attributes.updates[name] = .init(
          lastModified: catalog.attributes.lastModified, signature: signature)
      }
    }
    for name in kept { try link(name, into: folder.path) }
    try write(
      catalog.attributes.bytes, CatalogAttributes.fileName, in: folder.path, catalog.attributes.lastModified)
    try FileSystem.synchronizeDirectory(folder.path)
    FaultInjection.reach(.catalogWritten)
    try FileSystem.replaceDirectory(path, with: folder)
    catalog.changed = []
    catalog.operations = []
    if let memory, let stamp = CatalogMemory.Stamp(attributesPath) {
      memory.keep(catalog, logs: logs, path, stamp)
    }
  }

  /// The update logs with the operations added.
  private func logs(of catalog: Catalog) throws(RepositoryError) -> [ByteString: CatalogPart] {
    let folder = try OpenFolder(path)
    let stamp = memory == nil ? nil : CatalogMemory.Stamp(attributesPath)
    var logs: [ByteString: CatalogPart] = [:]
    for operation in catalog.operations {
      let locales = Set(operation.entries.keys.map { CatalogFileName.locale(of: $0) })
      for locale in locales {
        let name = CatalogFileName.update(operation.time, locale)
        if logs[name] == nil {
          logs[name] = CatalogPart()
          if catalog.attributes.updates[name] != nil {
            if let memory, let stamp, let log = memory.log(name, path, stamp) {
              logs[name] = log
            } else if let folder {
              logs[name] = try read(name, in: folder).part
            }
          }
        }
        var members: [ByteString: JSONValue] = [
          "op-time": .string(operation.time.basic), "op-type": .string(operation.kind.rawValue),
        ]
        for (part, entry) in operation.entries where CatalogFileName.locale(of: part) == locale {
          members[part] = .object(entry.members)
        }
        let version = operation.fmri.version?.text() ?? ""
        logs[name]?.append(
          CatalogEntry(version: version, members), operation.fmri.publisher ?? "", operation.fmri.stem)
      }
    }
    return logs
  }

  private func write(
    _ bytes: [UInt8], _ name: ByteString, in folder: ByteString, _ time: CatalogTime
  ) throws(RepositoryError) {
    let path = folder + "/" + name
    let file = try FileSystem.createFile(path)
    try wrapping { () throws(PayloadError) in
      try file.write(bytes)
      // Depots tell clients the time of the file as the time of the last change.
      let stamp = timespec(tv_sec: Int(time.seconds), tv_nsec: 0)
      guard futimens(file.descriptor, [stamp, stamp]) == 0 else { throw PayloadError("write to", path) }
      try file.synchronize()
    }
  }

  /// Files that have not changed are shared with the old state.
  private func link(_ name: ByteString, into folder: ByteString) throws(RepositoryError) {
    let source = path + "/" + name
    let result = source.withCString { old in (folder + "/" + name).withCString { Glibc.link(old, $0) } }
    if result == 0 { return }
    guard errno != ENOENT else { throw .corruptCatalog(source, reason: "it is missing") }
    // A file system without hard links.
    let bytes = try wrappingFile { () throws(FileError) in try FileBytes.read(source) }
    let file = try FileSystem.createFile(folder + "/" + name)
    try wrapping { () throws(PayloadError) in
      try file.write(bytes)
      try file.synchronize()
    }
  }
}
