import IPSRepository
import PackageModel

/// A depot without its connections: what it serves, and what it knows while it runs.
package final class Depot: Sendable {
  package let configuration: DepotConfiguration
  package let served: ServedRepository
  package let operations: OperationTable
  package let transactions: OpenTransactions
  package let search: (any DepotSearch)?
  package let pages: (any DepotPages)?
  package let observer: DepotObserver
  let access: AccessControl
  let counts = RequestCounts()
  let payloadDigests = StoredDigests()
  /// Administrative work: one thing at a time.
  let tasks: TaskQueue
  let work: RepositoryWork

  /// Makes a depot of a repository that has been opened.
  package init(
    _ configuration: DepotConfiguration, served: ServedRepository, search: (any DepotSearch)? = nil,
    pages: (any DepotPages)? = nil, observer: DepotObserver = DepotObserver()
  ) {
    self.configuration = configuration
    self.served = served
    self.search = search
    // Pages need an index that they can search themselves.
    self.pages = pages ?? (search as? IndexedSearch).map { RepositoryPages({ served.snapshot.repository }, search: $0) }
    self.observer = observer
    access = AccessControl(permissions: configuration.permissions)
    transactions = OpenTransactions()
    work = RepositoryWork(threads: configuration.threads)
    tasks = TaskQueue(most: 10, work)
    operations = OperationTable(
      configuration.mode, disabled: configuration.disabled,
      namesPublisher: served.snapshot.defaultPublisher != nil)
  }

  /// What a path asks for.
  ///
  /// - Throws: ``DepotFailure``.
  func route(_ path: DepotPath) throws(DepotFailure) -> DepotRoute {
    try DepotRoute(path, operations) { name in
      FMRI.isValidPublisher(name) && served.snapshot.publishers.contains(name)
    }
  }

  /// The publishers that a call is about: the one it names, or all, the default one first.
  func publishers(of call: DepotCall, in snapshot: ServedRepository.Snapshot) -> [ByteString] {
    if let publisher = call.publisher { return [publisher] }
    guard let first = snapshot.defaultPublisher else { return snapshot.publishers }
    return [first] + snapshot.publishers.filter { $0 != first }
  }

  /// The one publisher that a call is about.
  ///
  /// - Throws: ``DepotFailure`` where it names none and there is no default one.
  func publisher(of call: DepotCall, in snapshot: ServedRepository.Snapshot) throws(DepotFailure) -> ByteString {
    if let publisher = call.publisher ?? snapshot.defaultPublisher { return publisher }
    if snapshot.publishers.count == 1 { return snapshot.publishers[0] }
    throw DepotFailure(
      404,
      "The repository has no default publisher; put the name of one in front of the path: /PUBLISHER/"
        + "\(call.operation.rawValue)/\(call.version).")
  }
}
