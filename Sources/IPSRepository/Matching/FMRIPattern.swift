package import PackageModel
import Staging

/// What users name packages by: an FMRI, the end of a name, or a shell pattern, each with or without a version.
package struct FMRIPattern: Hashable, Sendable {
  private enum Name: Hashable, Sendable {
    case glob(GlobPattern)
    /// The whole name.
    case exact(ByteString)
    /// The last components of the name.
    case ending(ByteString)
  }

  private enum Version: Hashable, Sendable {
    case any
    case latest
    case within(PackageVersion)
    case glob(VersionPattern)
  }

  /// The pattern as written.
  package let text: ByteString
  private let publisher: ByteString?
  private let name: Name
  private let version: Version

  /// Reads a pattern.
  ///
  /// - Throws: ``InvalidFMRI`` with the reason that the IPS tools give.
  package init(_ text: ByteString) throws(InvalidFMRI) {
    self.text = text
    var rest = text
    var versionText: ByteString?
    if let at = text.bytes.lastIndex(of: ASCII.at) {
      rest = ByteString(text.bytes[..<at])
      versionText = ByteString(text.bytes[(at + 1)...])
    }
    let (publisher, stem) = FMRI.parts(of: rest)
    self.publisher = publisher
    guard !stem.isEmpty else { throw InvalidFMRI(text: "", reason: "Missing package name") }
    let isAnchored = rest.hasPrefix("pkg:/") || rest.hasPrefix("/")
    if Self.hasWildcards(stem) {
      name = .glob(GlobPattern(stem, .python))
    } else {
      guard FMRI.isValidStem(stem) else { throw InvalidFMRI(text: text, reason: "Invalid Package Name: \(stem)") }
      name = isAnchored ? .exact(stem) : .ending(stem)
    }
    switch versionText {
    case nil: version = .any
    case "latest"?: version = .latest
    case let given? where Self.hasWildcards(given): version = .glob(VersionPattern(given))
    case let given?: version = .within(try PackageVersion(parsing: given))
    }
  }

  private static func hasWildcards(_ text: ByteString) -> Bool {
    text.contains(UInt8(ascii: "*")) || text.contains(UInt8(ascii: "?"))
  }

  /// Whether only the latest version of each package is meant.
  package var wantsLatest: Bool { version == .latest }

  /// Whether a package is meant, the choice of the latest version aside.
  package func matches(_ fmri: FMRI) -> Bool {
    if let publisher, publisher != fmri.publisher { return false }
    switch name {
    case .glob(let pattern): guard pattern.matches(fmri.stem) else { return false }
    case .exact(let stem): guard fmri.stem == stem else { return false }
    case .ending(let stem): guard fmri.stem == stem || fmri.stem.hasSuffix("/" + stem) else { return false }
    }
    switch version {
    case .any, .latest: return true
    case .within(let wanted): return fmri.version.map { $0.isWithin(wanted) } ?? false
    case .glob(let pattern): return fmri.version.map { pattern.matches($0) } ?? false
    }
  }
}

/// A version with `*` and `?` in its parts.
private struct VersionPattern: Hashable, Sendable {
  private let release: GlobPattern
  private let buildRelease: GlobPattern?
  private let branch: GlobPattern?
  private let timestamp: GlobPattern?

  init(_ text: ByteString) {
    let (front, timestamp) = Self.split(text, at: ASCII.colon)
    let (numbers, branch) = Self.split(front, at: ASCII.hyphen)
    let (release, build) = Self.split(numbers, at: ASCII.comma)
    self.release = GlobPattern(release, .python)
    buildRelease = build.map { GlobPattern($0, .python) }
    self.branch = branch.map { GlobPattern($0, .python) }
    self.timestamp = timestamp.map { GlobPattern($0, .python) }
  }

  private static func split(_ text: ByteString, at mark: UInt8) -> (ByteString, ByteString?) {
    guard let place = text.bytes.firstIndex(of: mark) else { return (text, nil) }
    return (ByteString(text.bytes[..<place]), ByteString(text.bytes[(place + 1)...]))
  }

  func matches(_ version: PackageVersion) -> Bool {
    func fits(_ pattern: GlobPattern?, _ value: ByteString?) -> Bool {
      guard let pattern, pattern.text != "*" else { return true }
      return value.map { pattern.matches($0) } ?? false
    }
    return fits(release, version.release.text) && fits(buildRelease, version.buildRelease?.text)
      && fits(branch, version.branch?.text) && fits(timestamp, version.timestamp)
  }
}

/// What patterns have found.
package struct PatternMatches: Hashable, Sendable {
  /// The packages that are meant by any pattern, in the order of the listing.
  package var packages: [ListedPackage] = []
  /// The patterns that found something.
  package var matched: Set<ByteString> = []

  /// Finds packages; no patterns mean all.
  package init(_ patterns: [FMRIPattern], in packages: [ListedPackage]) {
    guard !patterns.isEmpty else {
      self.packages = packages
      return
    }
    var chosen: Set<FMRI> = []
    for pattern in patterns {
      var found = packages.map(\.fmri).filter { pattern.matches($0) }
      if pattern.wantsLatest { found = Self.latest(found) }
      if !found.isEmpty { matched.insert(pattern.text) }
      chosen.formUnion(found)
    }
    self.packages = packages.filter { chosen.contains($0.fmri) }
  }

  /// The newest version of each package.
  package static func latest(_ packages: [FMRI]) -> [FMRI] {
    var newest: [FMRI: FMRI] = [:]
    for fmri in packages {
      let key = FMRI(publisher: fmri.publisher, stem: fmri.stem, version: nil)
      if let other = newest[key], !(other < fmri) { continue }
      newest[key] = fmri
    }
    let kept = Set(newest.values)
    return packages.filter { kept.contains($0) }
  }
}
