package import PackageModel
import Payload

/// The folder of a publisher: catalog, manifests, payload and what is under way.
package struct PublisherStore: Sendable {
  package let publisher: ByteString
  package let root: ByteString
  /// A store that several publishers share, which is read only.
  let shared: ByteString?
  /// Where catalogs that have been read are kept.
  var memory: CatalogMemory?

  package var catalogPath: ByteString { root + "/catalog" }
  package var manifestsPath: ByteString { root + "/pkg" }
  package var payloadPath: ByteString { root + "/file" }
  package var indexPath: ByteString { root + "/index" }
  package var transactionsPath: ByteString { root + "/trans" }
  package var scratchPath: ByteString { root + "/tmp" }
  var infoPath: ByteString { root + "/pub.p5i" }
  private var lockPath: ByteString { scratchPath + "/lock" }

  /// The folder with the catalog.
  package var catalogFolder: CatalogFolder { CatalogFolder(path: catalogPath, scratch: scratchPath, memory: memory) }

  /// Makes what a publisher needs: the folder, and an empty catalog where there is none.
  func prepare() throws(RepositoryError) {
    try FileSystem.makeDirectories(scratchPath)
    guard !FileSystem.exists(catalogPath + "/" + CatalogAttributes.fileName) else { return }
    let lock = try lock()
    if !FileSystem.exists(catalogPath + "/" + CatalogAttributes.fileName) {
      var catalog = Catalog()
      try catalogFolder.save(&catalog)
    }
    withExtendedLifetime(lock) {}
  }

  /// Takes the publisher's lock, which is held until the value is let go of.
  package func lock(waiting: Bool = true) throws(RepositoryError) -> StoreLock {
    try FileSystem.makeDirectories(scratchPath)
    return try StoreLock(lockPath, waiting: waiting)
  }

  /// Whether somebody changes the publisher at this time.
  package var isLocked: Bool {
    guard FileSystem.exists(lockPath) else { return false }
    do throws(RepositoryError) {
      _ = try StoreLock(lockPath, waiting: false)
      return false
    } catch {
      if case .locked = error { return true }
      return false
    }
  }

  /// The file of a package's manifest.
  package func manifestPath(_ fmri: FMRI) -> ByteString {
    manifestsPath + "/" + PercentEncoding.encode(fmri.stem) + "/"
      + PercentEncoding.encode(fmri.version?.text() ?? "")
  }

  /// Whether a text may be the name of a payload, which is a digest; nothing that may leads to another directory.
  package static func isPayloadName(_ name: ByteString) -> Bool {
    (40...128).contains(name.count)
      && name.bytes.allSatisfy { ASCII.isDigit($0) || ASCII.isLower($0) && $0 <= UInt8(ascii: "f") }
  }

  /// The place of a payload in the store.
  package func newPayloadPath(_ name: ByteString) -> ByteString {
    payloadPath + "/" + ByteString(name.bytes.prefix(2)) + "/" + name
  }

  /// The file of a payload, in the present layout, in the one before it, or in the shared store; `nil` where there is
  /// none.
  package func payloadPath(_ name: ByteString) -> ByteString? {
    guard Self.isPayloadName(name) else { return nil }
    for folder in [payloadPath, shared].compactMap({ $0 }) {
      let path = folder + "/" + ByteString(name.bytes.prefix(2)) + "/" + name
      if FileSystem.isFile(path) { return path }
      let old =
        folder + "/" + ByteString(name.bytes.prefix(2)) + "/" + ByteString(name.bytes.dropFirst(2).prefix(6)) + "/"
        + name
      if FileSystem.isFile(old) { return old }
    }
    return nil
  }

  /// The packages that have a manifest here, whether the catalog lists them or not, and files that are no manifests.
  package func manifests() -> (packages: [FMRI], strangers: [ByteString]) {
    var packages: [FMRI] = []
    var strangers: [ByteString] = []
    for folder in FileSystem.names(in: manifestsPath) {
      let path = manifestsPath + "/" + folder
      guard FileSystem.isDirectory(path) else {
        strangers.append(path)
        continue
      }
      for name in FileSystem.names(in: path) {
        let text = PercentEncoding.decode(folder) + "@" + PercentEncoding.decode(name)
        guard var fmri = try? FMRI(parsing: text), fmri.version?.timestamp != nil,
          FileSystem.isFile(path + "/" + name)
        else {
          strangers.append(path + "/" + name)
          continue
        }
        fmri.publisher = publisher
        packages.append(fmri)
      }
    }
    return (packages.sorted(), strangers)
  }
}
