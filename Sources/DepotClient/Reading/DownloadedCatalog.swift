import Glibc
import IPSRepository
import PackageModel
import Payload

/// A publisher's catalog with the bytes that it was sent as.
struct DownloadedCatalog: Sendable {
  let catalog: Catalog
  private let publisher: ByteString
  private let attributes: [UInt8]
  private let parts: [ByteString: [UInt8]]

  /// A depot may publish while its catalog is read; then the files do not belong together, and are read again.
  private static let attempts = 5
  private static let connections = 4

  /// Fetches the catalog; an empty one where nothing has been published.
  init(of publisher: ByteString, _ transport: DepotTransport) throws(RepositoryError) {
    self.publisher = publisher
    var count = 0
    while true {
      count += 1
      do throws(RepositoryError) {
        guard let attributes = try Self.fetch(CatalogAttributes.fileName, publisher, transport) else {
          (catalog, attributes, parts) = (Catalog(), [], [:])
          return
        }
        let path = Self.path("", publisher, transport)
        let names = try CatalogAttributes(reading: attributes, path: path).parts.keys.sorted()
        let fetched = try ParallelWork.map(names, threads: Self.connections) { (name) throws(RepositoryError) in
          try Self.fetch(name, publisher, transport)
        }
        var parts: [ByteString: [UInt8]] = [:]
        for (name, bytes) in zip(names, fetched) { parts[name] = bytes }
        let files = parts
        catalog = try Catalog(reading: attributes, path: path) { (name) throws(RepositoryError) in
          guard let bytes = files[name] else { throw .corruptCatalog(path + "/" + name, reason: "it is missing") }
          return bytes
        }
        (self.attributes, self.parts) = (attributes, files)
        return
      } catch {
        guard case .corruptCatalog = error, count < Self.attempts else { throw error }
        usleep(UInt32(clamping: transport.settings.firstPause * 1000))
      }
    }
  }

  /// All files of the catalog, the logs included; `nil` where there are none.
  func files(with transport: DepotTransport) throws(RepositoryError) -> [CatalogFile]? {
    guard !attributes.isEmpty else { return nil }
    var files: [ByteString: [UInt8]] = parts
    for name in catalog.attributes.updates.keys.sorted() {
      guard let bytes = try Self.fetch(name, publisher, transport) else {
        throw .corruptCatalog(Self.path(name, publisher, transport), reason: "it is missing")
      }
      files[name] = bytes
    }
    files[CatalogAttributes.fileName] = attributes
    let time = catalog.attributes.lastModified.seconds
    return files.sorted { $0.key < $1.key }.map { name, bytes in
      CatalogFile(name: name, content: .memory(bytes), modificationTime: time)
    }
  }

  private static func path(_ name: ByteString, _ publisher: ByteString, _ transport: DepotTransport) -> ByteString {
    transport.address.url(publisher + "/catalog/1" + (name.isEmpty ? "" : "/" + name))
  }

  /// The bytes of a file; `nil` where it is missing.
  private static func fetch(
    _ name: ByteString, _ publisher: ByteString, _ transport: DepotTransport
  ) throws(RepositoryError) -> [UInt8]? {
    // Caches on the way may have files of different times.
    let request = DepotRequest(
      .get, publisher + "/catalog/1/" + name, headers: [("Cache-Control", "no-cache"), ("Pragma", "no-cache")])
    let answer = try remote { () throws(RemoteFailure) in try transport.send(request, accepting: [404]) }
    return answer.status == 404 ? nil : answer.body
  }
}
