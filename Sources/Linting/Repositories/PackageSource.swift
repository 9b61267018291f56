package import PackageModel
import Payload

/// Something that published packages can be read from.
package protocol PackageSource: Sendable {
  /// The publishers' names in order.
  var publishers: [ByteString] { get throws }

  /// All packages of a publisher at all versions, with publisher and version.
  func packages(of publisher: ByteString) throws -> [FMRI]

  /// The bytes of a package's manifest.
  func manifest(of fmri: FMRI) throws -> [UInt8]

  /// How many manifests are best asked for at a time.
  var parallelism: Int { get }
}

/// Picks the packages of repositories that a run looks at: the newest version of each name.
package struct NewestPackages {
  private let limit: PackageVersion.Numbers?

  /// - Parameter limit: the highest branch that counts; `nil` takes them all.
  package init(upTo limit: PackageVersion.Numbers? = nil) { self.limit = limit }

  /// The newest packages of each publisher, publisher by publisher, by name.
  package func pick(from source: some PackageSource) throws -> [FMRI] {
    try source.publishers.flatMap { publisher in
      var newest: [ByteString: FMRI] = [:]
      for fmri in try source.packages(of: publisher) {
        guard let version = fmri.version, isWithinLimit(version) else { continue }
        if let known = newest[fmri.stem]?.version, version < known { continue }
        newest[fmri.stem] = fmri
      }
      return newest.values.sorted { $0.stem < $1.stem }
    }
  }

  private func isWithinLimit(_ version: PackageVersion) -> Bool {
    guard let limit, let branch = version.branch else { return true }
    return !(limit < branch)
  }

  /// Reads packages, several at a time, in their order.
  ///
  /// - Throws: the first mistake in that order.
  package static func read(
    _ fmris: [FMRI], from source: some PackageSource, origin: LintPackage.Origin, addsVariants: Bool = true
  ) throws -> [LintPackage] {
    try ParallelWork.map(fmris, threads: max(source.parallelism, Processors.count)) { fmri in
      try read(fmri, from: source, origin: origin, addsVariants: addsVariants)
    }
  }

  /// Reads a package.
  ///
  /// - Throws: ``Diagnostics`` where the manifest has mistakes, and what the source throws.
  package static func read(
    _ fmri: FMRI, from source: some PackageSource, origin: LintPackage.Origin, addsVariants: Bool = true
  ) throws -> LintPackage {
    let manifest = try Manifest(reading: source.manifest(of: fmri), fileName: fmri.printed)
    return LintPackage(manifest, fmri: fmri, origin: origin, addsVariants: addsVariants)
  }
}
