package import Comparison
package import PackageModel

/// Merges packages of several repositories, each built for other values of variants, into packages for all of them.
package struct PackageMerge {
  /// A repository, and what its packages were built for.
  package struct Source: Sendable {
    package var origin: any PackageOrigin
    /// The values by the variants' full names.
    package var values: [ByteString: ByteString]

    package init(_ origin: any PackageOrigin, _ values: [ByteString: ByteString]) {
      self.origin = origin
      self.values = values
    }
  }

  /// What can be wrong with a merge.
  package enum Failure: Error, CustomStringConvertible {
    case merge(MergeError)
    case repository(RepositoryError)

    package var description: String {
      switch self {
      case .merge(let error): error.description
      case .repository(let error): error.description
      }
    }
  }

  /// A merged package, not yet published.
  package struct Merged: Sendable {
    package var fmri: FMRI
    package var manifest: Manifest
    /// Which source has a payload.
    fileprivate var places: [ByteString: Int]
  }

  private let sources: [Source]
  /// The variants in the order in which they are merged.
  private let variants: [ByteString]

  package init(_ sources: [Source]) {
    self.sources = sources
    variants = Set(sources.flatMap(\.values.keys)).sorted { $1 < $0 }
  }

  /// Merges the versions of one package; a source without the package gives `nil`.
  package func merge(_ packages: [FMRI?]) throws(Failure) -> Merged {
    var manifests: [[Action]?] = []
    var places: [ByteString: Int] = [:]
    for (number, fmri) in packages.enumerated() {
      guard let fmri else {
        manifests.append(nil)
        continue
      }
      let actions = try actions(of: fmri, in: sources[number].origin)
      for name in actions.flatMap(PayloadNames.names) where places[name] == nil { places[name] = number }
      manifests.append(actions)
    }
    var newest: FMRI?
    for (round, variant) in variants.enumerated() {
      let later = Array(variants[(round + 1)...])
      let combinations = Set(sources.map { source in later.map { source.values[$0] ?? "" } })
      for combination in combinations.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let taking = sources.indices.filter { index in
          manifests[index] != nil && later.map { sources[index].values[$0] ?? "" } == combination
        }
        guard let chosen = Self.newest(of: taking, packages), let fmri = packages[chosen] else { continue }
        let given = taking.map { index in
          ManifestMerger.Source(
            fmri: packages[index]?.text() ?? "", value: sources[index].values[variant] ?? "",
            actions: manifests[index] ?? [])
        }
        let merged: [Action]
        do throws(MergeError) {
          merged = try ManifestMerger(variant: variant).merge(given, as: fmri.text())
        } catch {
          throw .merge(error)
        }
        for index in taking { manifests[index] = nil }
        manifests[chosen] = merged
        newest = fmri
      }
    }
    guard let fmri = newest, let actions = manifests.compactMap({ $0 }).first else {
      throw .repository(.rule("There is nothing to merge."))
    }
    var manifest = Manifest(fileName: fmri.description)
    do throws(Diagnostic) {
      for action in actions { try manifest.append(action) }
    } catch {
      throw .repository(.manifest(Diagnostics([error])))
    }
    return Merged(fmri: fmri, manifest: manifest, places: places)
  }

  private func actions(of fmri: FMRI, in origin: any PackageOrigin) throws(Failure) -> [Action] {
    do throws(RepositoryError) {
      let manifest = try origin.actions(of: fmri)
      return (0..<manifest.actionCount).map { manifest.action(at: $0) }
    } catch {
      throw .repository(error)
    }
  }

  /// The source with the newest version, the first of several.
  private static func newest(of indices: [Int], _ packages: [FMRI?]) -> Int? {
    var best: Int?
    for index in indices {
      guard let version = packages[index]?.version else { continue }
      if let best, let other = packages[best]?.version, !(other < version) { continue }
      best = index
    }
    return best
  }

  /// Publishes a merged package.
  package func publish(_ merged: Merged, to target: any PackageTarget) throws(RepositoryError) {
    let shipment = PackageTransfer.Shipment(merged.fmri, merged.manifest, publisher: merged.fmri.publisher ?? "")
    let sources = sources
    let parallelism = sources.map(\.origin.parallelism).max() ?? 1
    try PackageTransfer(to: target).publish(
      shipment, listing: true, parallelism: parallelism,
      payload: { (name) throws(RepositoryError) in
        guard let place = merged.places[name] else { return nil }
        return try sources[place].origin.storedPayload(name, of: shipment.publisher)
      },
      release: { name in
        if let place = merged.places[name] { sources[place].origin.release(name) }
      })
  }
}
