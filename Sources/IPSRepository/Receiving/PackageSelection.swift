package import PackageModel

/// Which packages of a repository are meant.
package struct PackageSelection: Sendable {
  /// Which of the versions that match are meant.
  package enum Versions: ByteString, Sendable {
    case allTimestamps = "all-timestamps"
    case allVersions = "all-versions"
    case latest
  }

  private let patterns: [FMRIPattern]
  private let versions: Versions
  private let isRecursive: Bool
  /// The patterns that have meant something so far.
  private var matched: Set<ByteString> = []

  /// - Parameter recursive: whether what the packages depend on is meant, too.
  /// - Throws: ``InvalidFMRI`` for a text that is no pattern.
  package init(_ patterns: [ByteString], _ versions: Versions, recursive: Bool) throws(InvalidFMRI) {
    var read: [FMRIPattern] = []
    for text in patterns { read.append(try FMRIPattern(text)) }
    self.patterns = read
    self.versions = versions
    isRecursive = recursive
  }

  /// The patterns that have meant nothing so far.
  package var unmatched: [ByteString] { patterns.map(\.text).filter { !matched.contains($0) } }

  /// The packages of a publisher that are meant, in order.
  package mutating func packages(
    of publisher: ByteString, in origin: any PackageOrigin
  ) throws(RepositoryError) -> [FMRI] {
    let all = try origin.catalog(of: publisher).packages(of: publisher)
    let matches = PatternMatches(patterns, in: all)
    matched.formUnion(matches.matched)
    // Who asks for everything wants no complaint where there is nothing.
    for pattern in patterns where pattern.text == "*" || pattern.text == "*@*" { matched.insert(pattern.text) }
    let chosen = prune(matches.packages.map(\.fmri))
    guard isRecursive else { return chosen.sorted() }
    return prune(try withDependencies(chosen, all.map(\.fmri), origin)).sorted()
  }

  private func prune(_ packages: [FMRI]) -> [FMRI] {
    switch versions {
    case .allTimestamps: return packages
    case .latest: return PatternMatches.latest(packages)
    case .allVersions:
      var newest: [FMRI: FMRI] = [:]
      for fmri in packages {
        var key = fmri
        key.version?.timestamp = nil
        if let other = newest[key], fmri < other { continue }
        newest[key] = fmri
      }
      return Array(newest.values)
    }
  }

  /// Packages with what they depend on, as far as it is here.
  private func withDependencies(
    _ packages: [FMRI], _ all: [FMRI], _ origin: any PackageOrigin
  ) throws(RepositoryError) -> [FMRI] {
    let byStem = Dictionary(grouping: all.sorted { $1 < $0 }, by: \.stem)
    var found = Set(packages)
    var waiting = packages
    while let fmri = waiting.popLast() {
      let manifest = try origin.actions(of: fmri)
      for index in 0..<manifest.actionCount where manifest.kind(ofAction: index) == .depend {
        for text in manifest.action(at: index).attributes.values("fmri") {
          guard let wanted = try? FMRI(parsing: text) else { continue }
          let best = (byStem[wanted.stem] ?? []).first { candidate in
            guard let least = wanted.version else { return true }
            return candidate.version?.isWithin(least) ?? false
          }
          if let best, found.insert(best).inserted { waiting.append(best) }
        }
      }
    }
    return Array(found)
  }
}
