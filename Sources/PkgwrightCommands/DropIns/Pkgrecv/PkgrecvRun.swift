import IPSRepository
import PackageModel
import Payload

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

  /// Calls a function with the packages of each publisher that are meant, and their manifests.
  ///
  /// - Returns: the patterns that mean nothing, and how many packages there are.
  private func select(
    _ verb: String, _ body: (ByteString, [FMRI]) throws -> Void
  ) throws -> (unmatched: [ByteString], count: Int) {
    var selection: PackageSelection
    do throws(InvalidFMRI) {
      selection = try PackageSelection(options.patterns, options.versions, recursive: options.isRecursive)
    } catch {
      throw PkgrecvEnd(message: PkgrepoPatterns.words(error))
    }
    var count = 0
    for publisher in try origin.publishers {
      Console.print("\(verb) packages for publisher \(publisher) ...")
      guard !options.patterns.isEmpty else { throw PkgrecvEnd.usage("must specify at least one pkgfmri") }
      let found = try selection.packages(of: publisher, in: origin)
      Console.print("Retrieving catalog '\(publisher)' ... Done")
      guard !found.isEmpty else { continue }
      Console.print("Retrieving and evaluating \(found.count) package(s)...")
      count += found.count
      try body(publisher, found)
    }
    return (selection.unmatched, count)
  }

  /// Fetches manifests, several at a time, and tells of the first and the last as the reference does.
  private func manifests(of fmris: [FMRI]) throws -> [[UInt8]] {
    func tell(_ done: Int) {
      let padding = String(repeating: " ", count: String(fmris.count).utf8.count - String(done).utf8.count)
      Console.print("Fetching manifests: \(padding)\(done)/\(fmris.count)  \(done * 100 / fmris.count)% complete")
    }
    guard let first = fmris.first else { return [] }
    let origin = origin
    let firstManifest = try origin.manifest(of: first)
    tell(1)
    let others = try ParallelWork.map(Array(fmris.dropFirst()), threads: origin.parallelism) {
      (fmri) throws(RepositoryError) in try origin.manifest(of: fmri)
    }
    tell(fmris.count)
    return [firstManifest] + others
  }

  private func tellRepublished(_ fmri: FMRI) {
    var name = fmri
    name.publisher = nil
    Console.print("Republish: \(name) ... Done")
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
    var processed = 0
    var touched: Set<ByteString> = []
    func list() throws {
      guard target.listsTogether else { return }
      for publisher in touched.sorted() {
        try target.maintain(RepositoryMaintenance(.refresh, index: false), of: publisher)
      }
    }
    let selected: (unmatched: [ByteString], count: Int)
    do {
      selected = try select("Processing") { publisher, fmris in
        let waiting = try waiting(publisher, fmris, shipments, target)
        describe(waiting.map(\.fmri), "Retrieving packages")
        if options.isTrial { return }
        for shipment in waiting {
          try transfer.publish(shipment, from: origin, listing: !target.listsTogether)
          tellRepublished(shipment.fmri)
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
    try complain(selected.unmatched, processed: processed)
    return 0
  }

  /// The packages that the target lacks.
  private func waiting(
    _ publisher: ByteString, _ fmris: [FMRI], _ shipments: PkgrecvTransforms, _ target: any PackageTarget
  ) throws -> [PackageTransfer.Shipment] {
    let present = Set(try target.publishers)
    var known: [ByteString: Catalog] = [:]
    if present.contains(publisher) { known[publisher] = try target.catalog(of: publisher) }
    Console.print("Retrieving target catalog '\(publisher)' ... Done")
    var waiting: [PackageTransfer.Shipment] = []
    for (fmri, manifest) in zip(fmris, try manifests(of: fmris)) {
      let shipment = try shipments.shipment(of: fmri, manifest)
      let own = shipment.fmri.publisher ?? publisher
      if known[own] == nil, present.contains(own) { known[own] = try target.catalog(of: own) }
      if known[own]?.contains(shipment.fmri) ?? false { continue }
      waiting.append(shipment)
    }
    return waiting
  }

  private func storeRaw() throws -> Int32 {
    let raw = try RawDownload(
      to: FileSystem.absolute(options.target), keepingCompressed: options.keepsCompressed)
    let selected = try select("Processing") { _, fmris in
      let manifests = try manifests(of: fmris)
      describe(fmris, "Retrieving packages")
      if options.isTrial { return }
      for (fmri, manifest) in zip(fmris, manifests) {
        try raw.store(fmri, manifest: manifest, from: origin)
        tellRepublished(fmri)
      }
    }
    try complain(selected.unmatched, processed: options.isTrial ? 0 : selected.count)
    return 0
  }

  private func archive() throws -> Int32 {
    let shipments = try PkgrecvTransforms(options.transforms)
    var chosen: [PackageTransfer.Shipment] = []
    let selected = try select("Retrieving") { _, fmris in
      for (fmri, manifest) in zip(fmris, try manifests(of: fmris)) {
        chosen.append(try shipments.shipment(of: fmri, manifest))
      }
      describe(fmris, "Archiving packages")
    }
    try complain(selected.unmatched, processed: selected.count)
    guard !options.isTrial else { return 0 }
    var writer = PackageArchiveWriter()
    for shipment in chosen { try writer.add(shipment, from: origin) }
    try writer.write(to: FileSystem.absolute(options.target))
    return 0
  }
}
