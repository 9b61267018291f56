package import IPSRepository
package import PackageModel
package import Payload
import Synchronization

/// A repository that a depot serves over HTTP, read with the requests that IPS clients make.
///
/// What a depot says about itself is asked once: which operations it offers before anything else.
package final class Depot: Sendable {
  let transport: DepotTransport
  let downloads: PayloadDownloads
  let questions = PresenceQuestions()
  private let known = Mutex(Known())

  private struct Known {
    var operations: SupportedOperations?
    var publishers: [PublisherInfo]?
    var status: DepotStatus?
    var catalogs: [ByteString: DownloadedCatalog] = [:]
  }

  /// - Parameter cache: a directory that payload is kept in for other runs; `nil` keeps it only as long as it is needed.
  package init(_ transport: DepotTransport, cache: ByteString? = nil) {
    self.transport = transport
    downloads = PayloadDownloads(transport, cache: cache)
  }

  var address: DepotAddress { transport.address }

  // MARK: - What the depot says about itself

  /// - Throws: ``RepositoryError/remote(_:)``.
  func operations() throws(RepositoryError) -> SupportedOperations {
    if let operations = known.withLock({ $0.operations }) { return operations }
    let answer = try remote { () throws(RemoteFailure) in
      try transport.send(DepotRequest(.get, "versions/0/"), limit: 1 << 20)
    }
    guard let operations = SupportedOperations(answer.body) else {
      throw .remote(
        RemoteFailure(
          .damaged, "What answers at \(address) is not a depot.", address: address.url("versions/0/"),
          advice: ["The path below which a web server has a depot belongs to the address."]))
    }
    known.withLock { $0.operations = operations }
    return operations
  }

  /// The publishers' documents, by name.
  private func publisherDocuments() throws(RepositoryError) -> [PublisherInfo] {
    if let publishers = known.withLock({ $0.publishers }) { return publishers }
    let answer = try publisherAnswer()
    let publishers = try PublisherInfo.read(answer.body, path: address.url("publisher/0/")).sorted {
      $0.prefix < $1.prefix
    }
    known.withLock { $0.publishers = publishers }
    return publishers
  }

  /// Every depot answers version 0; version 1, the same document, is an error in some that offer it.
  private func publisherAnswer() throws(RepositoryError) -> DepotAnswer {
    let hasOther = try operations().offers("publisher", 1)
    return try remote { () throws(RemoteFailure) in
      do throws(RemoteFailure) {
        return try transport.send(DepotRequest(.get, "publisher/0/"), limit: 1 << 26)
      } catch {
        guard hasOther, case .refused(let status) = error.kind, status == 404 || status == 500 else { throw error }
        return try transport.send(DepotRequest(.get, "publisher/1/"), limit: 1 << 26)
      }
    }
  }

  /// What the depot tells about its repository; `nil` where it tells nothing.
  private func status() throws(RepositoryError) -> DepotStatus? {
    if let status = known.withLock({ $0.status }) { return status }
    guard try operations().offers("status", 0) else { return nil }
    let answer = try remote { () throws(RemoteFailure) in
      try transport.send(DepotRequest(.get, "status/0"), limit: 1 << 26)
    }
    guard let status = DepotStatus(answer.body) else {
      throw .remote(
        RemoteFailure(.damaged, "The depot's status cannot be read.", address: address.url("status/0")))
    }
    known.withLock { $0.status = status }
    return status
  }

  /// What was read of a publisher is out of date.
  func forget(_ publisher: ByteString) {
    known.withLock { known in
      known.catalogs[publisher] = nil
      known.publishers = nil
      known.status = nil
    }
  }

  private func downloadedCatalog(_ publisher: ByteString) throws(RepositoryError) -> DownloadedCatalog {
    if let catalog = known.withLock({ $0.catalogs[publisher] }) { return catalog }
    guard try operations().offers("catalog", 1) else { throw .remote(unsupported("catalog/1", publisher)) }
    let catalog = try DownloadedCatalog(of: publisher, transport)
    known.withLock { $0.catalogs[publisher] = catalog }
    return catalog
  }

  /// A failure for an operation that is not offered.
  func unsupported(_ operation: String, _ publisher: ByteString?) -> RemoteFailure {
    let publisher = publisher ?? known.withLock({ $0.publishers })?.first?.prefix ?? ""
    return Explanation.unsupported(operation, publisher: publisher, address: address)
  }
}

extension Depot: PackageOrigin {
  package var path: ByteString { address.text }

  package var publishers: [ByteString] { get throws(RepositoryError) { try publisherDocuments().map(\.prefix) } }

  package func info(of publisher: ByteString) throws(RepositoryError) -> PublisherInfo {
    try publisherDocuments().first { $0.prefix == publisher } ?? PublisherInfo(publisher)
  }

  package func catalog(of publisher: ByteString) throws(RepositoryError) -> Catalog {
    try downloadedCatalog(publisher).catalog
  }

  package func catalogFiles(of publisher: ByteString) throws(RepositoryError) -> [CatalogFile]? {
    try downloadedCatalog(publisher).files(with: transport)
  }

  package func summary(of publisher: ByteString) throws(RepositoryError) -> PublisherSummary {
    if let summary = try status()?.publishers[publisher] { return summary }
    let attributes = try catalog(of: publisher).attributes
    return PublisherSummary(count: attributes.packageCount, updated: attributes.lastModified)
  }

  package var properties: [RepositoryConfiguration.Section] {
    get throws(RepositoryError) { try status()?.properties ?? [] }
  }

  package func manifest(of fmri: FMRI) throws(RepositoryError) -> [UInt8] {
    let publisher = fmri.publisher ?? ""
    let path = Self.manifestPath(fmri)
    let answer = try remote { () throws(RemoteFailure) in
      try transport.send(DepotRequest(.get, path), accepting: [404])
    }
    guard answer.status != 404 else { throw .unknownPackage(fmri) }
    // Only where the catalog was asked for anyway.
    if let digest = known.withLock({ $0.catalogs[publisher] })?.catalog.digest(of: fmri), !digest.isEmpty {
      let found = try wrapping { () throws(PayloadError) in
        try ContentSource.memory(answer.body).digests([.sha1])[0].hex
      }
      guard found == digest else {
        throw .remote(
          RemoteFailure(
            .damaged, "The manifest of \(fmri) is not the one that the catalog names.", address: address.url(path),
            advice: ["Its digest is \(found) and should be \(digest). A cache on the way may be out of date."]))
      }
    }
    return answer.body
  }

  package func storedPayload(
    _ name: ByteString, of publisher: ByteString
  ) throws(RepositoryError) -> ContentSource? {
    guard PublisherStore.isPayloadName(name) else { return nil }
    let version: ByteString = try operations().offers("file", 1) ? "1" : "0"
    return try downloads.payload(name, at: Self.path(publisher, "file/" + version + "/" + name))
  }

  package func release(_ name: ByteString) { downloads.release(name) }

  package var parallelism: Int { 8 }

  /// The path of something that belongs to a publisher.
  static func path(_ publisher: ByteString, _ rest: ByteString) -> ByteString {
    publisher.isEmpty ? rest : publisher + "/" + rest
  }

  /// The path of a manifest: name and version are quoted by themselves.
  static func manifestPath(_ fmri: FMRI) -> ByteString {
    path(
      fmri.publisher ?? "",
      "manifest/0/" + PercentEncoding.encode(fmri.stem) + "@" + PercentEncoding.encode(fmri.version?.text() ?? ""))
  }
}

/// Gives a failure of a depot the type of the rooms that know no depots.
func remote<Value>(_ body: () throws(RemoteFailure) -> Value) throws(RepositoryError) -> Value {
  do throws(RemoteFailure) { return try body() } catch { throw .remote(error) }
}
