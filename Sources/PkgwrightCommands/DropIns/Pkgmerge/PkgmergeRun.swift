import IPSRepository
import PackageModel

/// Merges the packages that a command line means.
struct PkgmergeRun {
  private let options: PkgmergeOptions
  private let origins: [any PackageOrigin]
  private let merge: PackageMerge

  init(_ options: PkgmergeOptions) throws {
    self.options = options
    origins = try options.sources.map { try RepositoryAccess.open(RepositoryAccess.locate($0.location)) }
    merge = PackageMerge(zip(origins, options.sources).map { PackageMerge.Source($0, $1.values) })
  }

  /// What went wrong with a publisher; the others are merged all the same.
  private struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  func run() throws -> Int32 {
    var known: [ByteString] = []
    for origin in origins {
      for publisher in try origin.publishers where !known.contains(publisher) { known.append(publisher) }
    }
    let wanted = options.publishers
    guard wanted.isEmpty || wanted.contains(where: known.contains) else {
      throw Failure(description: "no publishers from source repositories match the given -p options.")
    }
    let target = options.isTrial ? nil : try openTarget()
    var complaints: [String] = []
    for publisher in known where wanted.isEmpty || wanted.contains(publisher) {
      do {
        try run(publisher, target, &complaints)
      } catch {
        complaints.append("\(error)")
      }
    }
    let missing = wanted.filter { !known.contains($0) }
    if !missing.isEmpty {
      complaints.append(
        "the following publishers were not found in source repositories: "
          + missing.map(\.text).joined(separator: " "))
    }
    for complaint in complaints { Console.complain("pkgmerge: \(complaint)") }
    return complaints.isEmpty ? 0 : 1
  }

  private func openTarget() throws -> any PackageTarget {
    try RepositoryAccess.target(try RepositoryAccess.locate(options.target))
  }

  private func run(_ publisher: ByteString, _ target: (any PackageTarget)?, _ complaints: inout [String]) throws {
    let selections = try origins.map { try select(publisher, $0) }
    let unmatched = options.patterns.filter { pattern in
      !pattern.hasPrefix("!") && selections.allSatisfy { !$0.matched.contains(pattern) }
    }
    guard unmatched.isEmpty else {
      throw Failure(
        description: "The following pattern(s) did not match any packages in any of the specified repositories for "
          + "publisher \(publisher):\n" + unmatched.map(\.text).joined(separator: "\n"))
    }
    let stems = Set(selections.flatMap(\.newest.keys)).sorted()
    for stem in stems {
      let packages = selections.map { $0.newest[stem] }
      let versions = Set(
        packages.compactMap { fmri -> PackageVersion? in
          var version = fmri?.version
          version?.timestamp = nil
          return version
        })
      if versions.count > 1 {
        complaints.append(
          "fmris matching the following patterns do not have matching versions across all repositories for publisher "
            + "\(publisher): " + packages.compactMap { $0?.description }.joined(separator: ", "))
      }
    }
    for stem in stems {
      let merged = try merge.merge(selections.map { $0.newest[stem] })
      var name = merged.fmri
      name.publisher = nil
      guard let target else {
        Console.print(" Startup: Republish: \(name) ...")
        continue
      }
      try merge.publish(merged, to: target)
      Console.print(" Startup: Republish: \(name) ... Done")
    }
  }

  private struct Selection {
    var newest: [ByteString: FMRI] = [:]
    var matched: Set<ByteString> = []
  }

  /// The newest version of each package of a source that is meant.
  private func select(_ publisher: ByteString, _ origin: any PackageOrigin) throws -> Selection {
    let all = try origin.publishers.contains(publisher) ? origin.catalog(of: publisher).packages(of: publisher) : []
    let included = try options.patterns.filter { !$0.hasPrefix("!") }.map { try FMRIPattern($0) }
    let excluded = try options.patterns.compactMap { try $0.dropping(prefix: "!").map { try FMRIPattern($0) } }
    let matches = PatternMatches(included, in: all)
    var selection = Selection(matched: matches.matched)
    for fmri in matches.packages.map(\.fmri) where !excluded.contains(where: { $0.matches(fmri) }) {
      if let other = selection.newest[fmri.stem], !(other < fmri) { continue }
      selection.newest[fmri.stem] = fmri
    }
    return selection
  }
}
