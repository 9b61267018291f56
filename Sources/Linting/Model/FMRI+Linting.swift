package import PackageModel

extension FMRI {
  /// The build release of a version that names none.
  private static let defaultBuildRelease = PackageVersion.Numbers("5.11")

  /// Reads an FMRI as the client tools do: blanks at the end are ignored, any text may be the publisher, and a version
  /// without a build release gets the usual one, so that the FMRI prints as it does there.
  package init(reading text: ByteString) throws(InvalidFMRI) {
    let end = UnicodeBlanks.trimmed(text.bytes.span, 0..<text.count).upperBound
    let trimmed = ByteString(text.bytes[..<end])
    let name: ByteString
    var version: PackageVersion?
    if let at = trimmed.bytes.lastIndex(of: ASCII.at) {
      name = ByteString(trimmed.bytes[..<at])
      version = try Self.readVersion(ByteString(trimmed.bytes[(at + 1)...]), of: trimmed)
    } else {
      name = trimmed
    }
    guard let parts = Self.split(name) else {
      throw InvalidFMRI(text: trimmed, reason: "Missing '/' after publisher name")
    }
    guard !parts.stem.isEmpty else { throw InvalidFMRI(text: trimmed, reason: "Missing package name") }
    guard Self.isValidStem(parts.stem) else {
      throw InvalidFMRI(text: trimmed, reason: "Invalid Package Name: \(parts.stem)")
    }
    self.init(publisher: parts.publisher, stem: parts.stem, version: version)
  }

  private static func readVersion(_ text: ByteString, of fmri: ByteString) throws(InvalidFMRI) -> PackageVersion {
    if let first = text.bytes.first, first == ASCII.colon || first == ASCII.hyphen || first == ASCII.comma {
      throw InvalidFMRI(text: fmri, reason: "Versions must have a release value")
    }
    do throws(InvalidFMRI) {
      var version = try PackageVersion(parsing: text)
      version.buildRelease = version.buildRelease ?? defaultBuildRelease
      return version
    } catch {
      throw InvalidFMRI(text: fmri, reason: error.reason)
    }
  }

  /// Takes a name without version apart; `nil` where a publisher is begun but not ended.
  private static func split(_ name: ByteString) -> (publisher: ByteString?, stem: ByteString)? {
    guard let qualified = name.dropping(prefix: "pkg://") ?? name.dropping(prefix: "//") else {
      return (nil, name.dropping(prefix: "pkg:/") ?? name.dropping(prefix: "/") ?? name)
    }
    guard let slash = qualified.bytes.firstIndex(of: ASCII.slash) else { return nil }
    let publisher = ByteString(qualified.bytes[..<slash])
    return (publisher.isEmpty ? nil : publisher, ByteString(qualified.bytes[(slash + 1)...]))
  }

  /// The package's name in a text that need not be an FMRI; `nil` where a publisher is begun but not ended.
  static func stem(in text: ByteString) -> ByteString? {
    let end = UnicodeBlanks.trimmed(text.bytes.span, 0..<text.count).upperBound
    var name = ByteString(text.bytes[..<end])
    if let at = name.bytes.lastIndex(of: ASCII.at), at > 0 { name = ByteString(name.bytes[..<at]) }
    return split(name)?.stem
  }

  /// The FMRI as the tools print it.
  package var printed: String { text().text }

  /// What makes two FMRIs the same package at the same version; the build release does not count.
  package var identity: PackageIdentity {
    PackageIdentity(
      publisher: publisher, stem: stem, release: version?.release, branch: version?.branch,
      timestamp: version?.timestamp)
  }

  /// The order in which packages are checked: publisher, none before some, then name, then version.
  package func precedes(_ other: FMRI) -> Bool {
    if publisher != other.publisher {
      guard let theirs = other.publisher else { return false }
      return publisher.map { $0 < theirs } ?? true
    }
    if stem != other.stem { return stem < other.stem }
    guard let theirs = other.version else { return false }
    return version.map { $0 < theirs } ?? true
  }

  /// Whether this package may take the place of an older one: the same name, and a version that is not lower. A package
  /// without version is newer than any, a branch is newer than none; timestamps do not count unless asked for.
  package func succeeds(_ old: FMRI, ignoringPublishers: Bool, comparingTimestamps: Bool = false) -> Bool {
    guard stem == old.stem, ignoringPublishers || publisher == old.publisher else { return false }
    guard let new = version, let old = old.version else { return true }
    if new.release != old.release { return old.release < new.release }
    switch (new.branch, old.branch) {
    case (.some, nil): return true
    case (nil, .some): return false
    case (let mine?, let theirs?) where mine != theirs: return theirs < mine
    default: break
    }
    if new.buildRelease != old.buildRelease { return Self.comes(old.buildRelease, before: new.buildRelease) }
    guard comparingTimestamps else { return true }
    return !Self.comes(new.timestamp, before: old.timestamp)
  }

  private static func comes<Value: Comparable>(_ left: Value?, before right: Value?) -> Bool {
    guard let right else { return false }
    return left.map { $0 < right } ?? true
  }
}

/// What makes two FMRIs the same package at the same version.
package struct PackageIdentity: Hashable, Sendable {
  var publisher: ByteString?
  var stem: ByteString
  var release: PackageVersion.Numbers?
  var branch: PackageVersion.Numbers?
  var timestamp: ByteString?
}
