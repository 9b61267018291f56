package import IPSRepository
package import PackageModel
import Payload

extension Depot: PackageTarget {
  /// The release of the system that packages without one are built for.
  private static let buildRelease: ByteString = "5.11"

  package var listsTogether: Bool { false }

  package func open(_ fmri: FMRI, endsWithProcess: Bool) throws(RepositoryError) -> any PackageTransaction {
    guard var version = fmri.version else { throw .missingVersion(fmri) }
    if version.buildRelease == nil { version.buildRelease = PackageVersion.Numbers(Self.buildRelease) }
    let full = FMRI(publisher: fmri.publisher, stem: fmri.stem, version: version)
    return try begin("open", full, endsWithProcess: endsWithProcess)
  }

  package func append(to fmri: FMRI, endsWithProcess: Bool) throws(RepositoryError) -> any PackageTransaction {
    guard fmri.version?.timestamp != nil else { throw .missingVersion(fmri) }
    return try begin("append", fmri, endsWithProcess: endsWithProcess)
  }

  /// Begins a transaction; one that ends with this process is abandoned when a signal ends it, even while it is opened.
  private func begin(
    _ operation: ByteString, _ fmri: FMRI, endsWithProcess: Bool
  ) throws(RepositoryError) -> any PackageTransaction {
    guard endsWithProcess else { return try request(operation, fmri, endsWithProcess: false) }
    return try OpenTransactions.opening { () throws(RepositoryError) in
      try request(operation, fmri, endsWithProcess: true)
    }
  }

  private func request(
    _ operation: ByteString, _ fmri: FMRI, endsWithProcess: Bool
  ) throws(RepositoryError) -> any PackageTransaction {
    let operations = try operations()
    // The publishers are asked for first, as the reference does: a read-only depot is told by the name of one.
    let publishers = try publishers
    guard operations.offers(operation, 0) else {
      var failure = unsupported("\(operation)/0", fmri.publisher ?? publishers.first)
      failure.operation = operation
      throw .remote(failure)
    }
    let request = DepotRequest(
      .get, operation + "/0/" + PercentEncoding.encode(fmri.text()),
      headers: [("Client-Release", Self.buildRelease.text)], repetition: .whileUnsent)
    let answer: DepotAnswer
    do throws(RemoteFailure) {
      answer = try transport.send(request)
    } catch {
      var failure = error
      failure.operation = operation
      throw .remote(failure)
    }
    guard let id = answer.header("transaction-id"), let full = DepotTransaction.fmri(of: id) else {
      throw .remote(
        RemoteFailure(
          .damaged, "The depot has opened no transaction that can be understood.",
          address: address.url(operation + "/0")))
    }
    return DepotTransaction(id, full, self, operations, endsWithProcess: endsWithProcess)
  }

  package func resume(_ id: ByteString) throws(RepositoryError) -> any PackageTransaction {
    guard let fmri = DepotTransaction.fmri(of: id) else { throw .unknownTransaction(id) }
    let operations = try operations()
    let publishers = try publishers
    guard operations.offers("close", 0) else {
      throw .remote(unsupported("close/0", fmri.publisher ?? publishers.first))
    }
    return DepotTransaction(id, fmri, self, operations, endsWithProcess: false)
  }

  /// A depot knows best which of its transactions are still worked on, and drops the others by itself.
  package func discardLeft(of fmri: FMRI) throws(RepositoryError) {}

  @discardableResult
  package func maintain(
    _ maintenance: RepositoryMaintenance, of publisher: ByteString
  ) throws(RepositoryError) -> [FMRI: RepositoryError] {
    guard try operations().offers("admin", 0) else { throw .remote(unsupported("admin/0", publisher)) }
    var command = ByteString(maintenance.kind.rawValue)
    switch (maintenance.catalog, maintenance.index) {
    case (true, true): break
    case (true, false): command += "-packages"
    case (false, true): command += "-indexes"
    case (false, false): return [:]
    }
    let request = DepotRequest(.get, Self.path(publisher, "admin/0?cmd=" + command))
    _ = try remote { () throws(RemoteFailure) in try transport.send(request) }
    forget(publisher)
    return [:]
  }
}
