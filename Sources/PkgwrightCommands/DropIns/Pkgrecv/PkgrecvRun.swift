import IPSRepository
import PackageModel

/// Fetches the packages that a command line means.
struct PkgrecvRun {
  private let options: PkgrecvOptions
  private let origin: any PackageOrigin

  init(_ options: PkgrecvOptions) throws {
    self.options = options
    let location = try RepositoryAccess.locate(options.source)
    if options.mode == .archive {
      let path = FileSystem.absolute(options.target)
      if FileSystem.exists(path) { throw RepositoryError.archiveExists(path) }
    }
    origin = try RepositoryAccess.open(location, options.sourceNetwork)
  }

  func run() throws -> Int32 {
    switch options.mode {
    case .newest: return try printNewest()
    case .clone: return try PkgrecvClone(options, origin, try targetOnDisk()).run()
    case .archive: return try archive()
    case .raw: return try storeRaw()
    case .republish: return try republish()
    }
  }

  /// The repository or depot that is published to.
  private func target() throws -> any PackageTarget {
    let location = try RepositoryAccess.locate(options.target)
    if case .network = location { return try RepositoryAccess.target(location, options.targetNetwork) }
    return try targetOnDisk()
  }

  /// The repository on disk that is published to.
  private func targetOnDisk() throws -> Repository {
    guard case .path(let path) = try RepositoryAccess.locate(options.target) else {
      throw RepositoryAccess.Failure.network(options.target)
    }
    do throws(RepositoryError) {
      return try Repository(path)
    } catch {
      guard case .notARepository = error else { throw error }
      throw PkgrecvEnd(message: "\(error)\n\nTo create a repository, use the pkgrepo command.", prefix: "\n")
    }
  }

  private func printNewest() throws -> Int32 {
    for publisher in try origin.publishers {
      let packages = try origin.catalog(of: publisher).packages(of: publisher).map(\.fmri)
      for fmri in PatternMatches.latest(packages).sorted() { Console.print("\(fmri.text(includingBuild: false))") }
    }
    return 0
  }

  /// The packages of each publisher that are meant.
  private func select(_ verb: String) throws -> (packages: [(ByteString, [FMRI])], unmatched: [ByteString]) {
    var selection: PackageSelection
    do throws(InvalidFMRI) {
      selection = try PackageSelection(options.patterns, options.versions, recursive: options.isRecursive)
    } catch {
      throw PkgrecvEnd(message: PkgrepoPatterns.words(error))
    }
    var packages: [(ByteString, [FMRI])] = []
    for publisher in try origin.publishers {
      Console.print("\(verb) packages for publisher \(publisher) ...")
      guard !options.patterns.isEmpty else { throw PkgrecvEnd.usage("must specify at least one pkgfmri") }
      let found = try selection.packages(of: publisher, in: origin)
      guard !found.isEmpty else { continue }
      Console.print("Retrieving and evaluating \(found.count) package(s)...")
      packages.append((publisher, found))
    }
    return (packages, selection.unmatched)
  }

  private func complain(_ unmatched: [ByteString], processed: Int) throws {
    guard !unmatched.isEmpty else { return }
    throw PkgrecvEnd(
      message: "The following pattern(s) did not match any packages:\n"
        + unmatched.map { "\t\($0)" }.joined(separator: "\n"), status: processed > 0 ? 3 : 1)
  }

  private func describe(_ fmris: [FMRI], _ title: String) {
    guard options.isVerbose else { return }
    Console.print("\n\(title)\(options.isTrial ? " (dry-run)" : "") ...")
    Console.print("Packages to add: \(fmris.count)\n")
    Console.print("Packages to transfer:")
    for fmri in fmris { Console.print(fmri.nameAndVersion().text) }
    Console.print("")
  }

  private func republish() throws -> Int32 {
    let target = try target()
    let transfer = PackageTransfer(to: target)
    let shipments = try PkgrecvTransforms(options.transforms)
    let (packages, unmatched) = try select("Processing")
    var processed = 0
    var touched: Set<ByteString> = []
    func list() throws {
      guard target.listsTogether else { return }
      for publisher in touched.sorted() {
        try target.maintain(RepositoryMaintenance(.refresh, index: false), of: publisher)
      }
    }
    let present = packages.isEmpty ? [] : Set(try target.publishers)
    do {
      for (publisher, fmris) in packages {
        var waiting: [PackageTransfer.Shipment] = []
        var known: [ByteString: Catalog] = [:]
        for fmri in fmris {
          let shipment = try shipments.shipment(of: fmri, from: origin)
          let own = shipment.fmri.publisher ?? publisher
          if known[own] == nil, present.contains(own) { known[own] = try target.catalog(of: own) }
          if known[own]?.contains(shipment.fmri) ?? false { continue }
          waiting.append(shipment)
        }
        describe(waiting.map(\.fmri), "Retrieving packages")
        if options.isTrial { continue }
        for shipment in waiting {
          try transfer.publish(shipment, from: origin, listing: !target.listsTogether)
          touched.insert(shipment.fmri.publisher ?? publisher)
          processed += 1
        }
      }
    } catch {
      // What has been published completely is listed, whatever became of the rest.
      try? list()
      throw error
    }
    try list()
    try complain(unmatched, processed: processed)
    return 0
  }

  private func storeRaw() throws -> Int32 {
    let raw = try RawDownload(
      to: FileSystem.absolute(options.target), keepingCompressed: options.keepsCompressed)
    let (packages, unmatched) = try select("Processing")
    for (_, fmris) in packages {
      describe(fmris, "Retrieving packages")
      if options.isTrial { continue }
      for fmri in fmris { try raw.store(fmri, from: origin) }
    }
    try complain(unmatched, processed: options.isTrial ? 0 : packages.flatMap(\.1).count)
    return 0
  }

  private func archive() throws -> Int32 {
    let shipments = try PkgrecvTransforms(options.transforms)
    let (packages, unmatched) = try select("Retrieving")
    try complain(unmatched, processed: packages.flatMap(\.1).count)
    var writer = PackageArchiveWriter()
    for (_, fmris) in packages {
      describe(fmris, "Archiving packages")
      for fmri in fmris {
        try writer.add(try shipments.shipment(of: fmri, from: origin), from: origin)
      }
    }
    if !options.isTrial { try writer.write(to: FileSystem.absolute(options.target)) }
    return 0
  }
}
