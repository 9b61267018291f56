import IPSRepository
import PackageModel

/// What `admin/0` can be asked for.
enum AdministrativeTask: ByteString, Sendable {
  case rebuild
  case rebuildIndexes = "rebuild-indexes"
  case rebuildPackages = "rebuild-packages"
  case refresh
  case refreshIndexes = "refresh-indexes"
  case refreshPackages = "refresh-packages"

  /// Does the work for a publisher.
  func run(_ store: PublisherStore, _ search: (any DepotSearch)?) throws {
    switch self {
    case .rebuild:
      try CatalogMaintenance(store).rebuild(waiting: true)
      try search?.rebuild(store)
    case .rebuildPackages: try CatalogMaintenance(store).rebuild(waiting: true)
    case .rebuildIndexes: try search?.rebuild(store)
    case .refresh:
      try CatalogMaintenance(store).refresh()
      try search?.refresh(store)
    case .refreshPackages: try CatalogMaintenance(store).refresh()
    case .refreshIndexes: try search?.refresh(store)
    }
  }
}

extension Depot {
  /// `admin/0`: work that is done when its turn comes.
  func administer(_ call: DepotCall, _ path: DepotPath) throws -> DepotReply {
    let command = try DepotPath.parameters(path.query).first { $0.name == "cmd" }?.value ?? ""
    guard let task = AdministrativeTask(rawValue: command) else {
      throw DepotFailure(400, "'\(command)' is no command of admin/0.")
    }
    return try begin(task, call)
  }

  /// `index/0/refresh`
  func refreshIndex(_ call: DepotCall) throws -> DepotReply {
    guard call.arguments == ["refresh"] else { throw DepotFailure(400, "index/0 knows 'refresh' only.") }
    return try begin(.refreshIndexes, call)
  }

  private func begin(_ task: AdministrativeTask, _ call: DepotCall) throws -> DepotReply {
    let snapshot = served.snapshot
    let stores = publishers(of: call, in: snapshot).map { snapshot.store(of: $0) }
    let search = search
    guard
      tasks.add({
        for store in stores { try? task.run(store, search) }
      })
    else { throw DepotFailure(503, "The depot has more work to do than it can note; ask again later.") }
    return DepotReply(
      headers: [("Content-Type", MediaType.text)] + Caching.never.headers(now: HTTPDate.now))
  }
}
