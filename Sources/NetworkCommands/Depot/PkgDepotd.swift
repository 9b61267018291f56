import DepotServer
import Glibc
import IPSRepository
import PackageModel
import Payload
import PkgwrightCommands

/// The drop-in for pkg.depotd(8).
enum PkgDepotd: DropIn {
  static let name = "pkg.depotd"

  static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      let options = try PkgDepotdOptions(arguments)
      if options.wantsHelp {
        Console.output(Array(PkgDepotdOptions.usage.utf8))
        return 0
      }
      try serve(options)
      return 0
    } catch let error as PkgDepotdOptions.UsageError {
      Console.complain("pkg.depotd: \(error.message)\n\(PkgDepotdOptions.usage)")
      return 2
    } catch let failure as CommandFailure {
      Console.complain(failure.message)
      return failure.status
    } catch {
      Console.complain("pkg.depotd: \(error)")
      return 1
    }
  }

  private static func serve(_ options: PkgDepotdOptions) throws {
    let served = try open(options)
    let snapshot = served.snapshot
    let stores = snapshot.publishers.map { snapshot.store(of: $0) }
    let search = IndexedSearch(writableRoot: options.writableRoot)
    // Checked by the parser: these need a repository that can be written to.
    if options.rebuilds {
      for store in stores { try CatalogMaintenance(store).rebuild(waiting: true) }
    } else if options.addsContent {
      for store in stores { try CatalogMaintenance(store).refresh() }
    }
    if options.rebuilds || options.refreshesIndex {
      for store in stores { try search.refresh(store) }
    }
    if options.refreshesIndex { return }
    var observer = DepotObserver()
    observer.accessLog = try LogOptions.log(options.accessLog)
    observer.auditLog = try LogOptions.log(options.errorLog)
    let depot = DepotServer.Depot(
      options.configuration, served: served, search: search,
      pages: options.configuration.mode == .mirror
        ? nil : RepositoryPages({ served.snapshot.repository }, search: search), observer: observer)
    if options.exitsWhenReady {
      try DepotService(depot).prepare()
      return
    }
    try DepotRunner.run(depot, announces: options.announces)
  }

  private static func open(_ options: PkgDepotdOptions) throws -> ServedRepository {
    let path = options.configuration.repository
    let isWritable = options.configuration.mode == .writable
    // The reference makes the repository that a writable depot is started for.
    if isWritable, !FileSystem.exists(path) || FileSystem.isDirectory(path) && FileSystem.names(in: path).isEmpty {
      _ = try Repository.create(path)
    }
    return try ServedRepository(path) { configuration in
      for property in options.properties {
        try? configuration.set(property.section, property.name, [property.value], isList: false)
      }
    }
  }
}
