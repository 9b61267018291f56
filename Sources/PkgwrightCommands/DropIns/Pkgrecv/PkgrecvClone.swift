import IPSRepository
import PackageModel

/// `pkgrecv --clone`: makes publishers of a repository exact copies of those of another.
struct PkgrecvClone {
  private let options: PkgrecvOptions
  private let origin: any PackageOrigin
  private let target: Repository
  private let clone: RepositoryClone

  init(_ options: PkgrecvOptions, _ origin: any PackageOrigin, _ target: Repository) {
    self.options = options
    self.origin = origin
    self.target = target
    clone = RepositoryClone(origin, to: target)
  }

  func run() throws -> Int32 {
    // The copy is verified at the end, signatures included, and it must not turn out only then that nobody can.
    _ = try Signatures.access()
    let publishers = try prepare()
    var catalogs: [RepositoryClone.OldCatalog] = []
    var lostIndexes: [ByteString] = []
    var processed = 0
    for publisher in publishers {
      Console.print("Processing packages for publisher \(publisher) ...")
      let plan = try clone.plan(publisher)
      if !plan.removed.isEmpty {
        if try remove(plan) { lostIndexes.append(publisher) }
        if !options.isTrial { processed += plan.removed.count }
      }
      if plan.added.isEmpty {
        Console.print("No packages to add.")
      } else {
        Console.print("Retrieving and evaluating \(plan.added.count) package(s)...")
        describe(plan.added)
      }
      guard !options.isTrial, !plan.added.isEmpty || !plan.removed.isEmpty else { continue }
      try clone.copyPackages(plan)
      processed += plan.added.count
      catalogs.append(try clone.copyCatalog(publisher))
    }
    guard processed > 0 else { return 0 }
    Console.print("\n\nVerifying repository contents.")
    try verify(catalogs)
    if !lostIndexes.isEmpty {
      Console.print("\nThe search index for the following publishers has been removed due to package removals.")
      for publisher in lostIndexes { Console.print("    \(publisher)") }
      Console.print(
        "\nTo restore the search index for all publishers run\n'pkgrepo refresh --no-catalog -s \(target.path)/'.\n")
    }
    return 0
  }

  /// The publishers that are cloned; those that are missing and were asked for are made.
  private func prepare() throws -> [ByteString] {
    let known = try origin.publishers
    let wanted = options.publishers
    for name in wanted where name != "*" && !known.contains(name) {
      throw PkgrecvEnd(message: "The publisher \(name) does not exist in the source repository.")
    }
    let present = target.publishers
    let all = wanted.contains("*")
    let missing = known.filter { !present.contains($0) }
    let added = missing.filter { all || wanted.contains($0) }
    if wanted.isEmpty, !missing.isEmpty {
      throw PkgrecvEnd(
        message: "The following publishers are present in the source repository but not in the target repository.\n"
          + "Please use -p to specify which publishers need to be cloned or -p '*' to clone all publishers."
          + missing.map { "\n    \($0)\n" }.joined(), prefix: "\n")
    }
    for name in added {
      Console.print("Adding publisher \(name)\(options.isTrial ? " (dry-run)" : "") ...")
      if !options.isTrial { try target.addPublisher(name, info: nil) }
    }
    return known.filter { all || wanted.isEmpty || wanted.contains($0) }
  }

  /// - Returns: whether a search index was lost.
  private func remove(_ plan: RepositoryClone.Plan) throws -> Bool {
    Console.print("Packages to remove:")
    for fmri in plan.removed { Console.print("    \(fmri.nameAndVersion(includingBuild: false))") }
    guard !options.isTrial else { return false }
    Console.print("Removing packages ...")
    let store = target.store(of: plan.publisher)
    let hadIndex = SearchIndex(store).exists
    var report = StepReport(prefix: "")
    try PackageRemoval(store).remove(plan.removed) { report.begin($0.words) }
    report.finish()
    return hadIndex
  }

  private func describe(_ fmris: [FMRI]) {
    guard options.isVerbose else { return }
    Console.print("\nPackages to transfer:")
    for fmri in fmris { Console.print(fmri.nameAndVersion().text) }
    Console.print("")
  }

  /// Checks the copy; a damaged one gets its old catalog back.
  private func verify(_ catalogs: [RepositoryClone.OldCatalog]) throws {
    let status = Pkgrepo.run(["verify", "-s", target.path, "--disable", "dependency"])
    guard status != 0 else {
      for catalog in catalogs { catalog.discard() }
      return
    }
    for catalog in catalogs { try catalog.restore() }
    throw PkgrecvEnd(
      message: "Pkgrepo verify found errors in the updated repository.\n"
        + "The original package catalog has been restored.\nThe clone operation can be retried; package content that "
        + "has already been retrieved will not be downloaded again.", prefix: "\n")
  }
}
