/// A version of an IPS package (pkg(7), "Package FMRIs and versions"): `RELEASE[,BUILD][-BRANCH][:TIMESTAMP]`.
///
/// The build release says for which system the package was built. It takes no part in comparisons: two versions that
/// differ in nothing else are equal.
public struct PackageVersion: Sendable {
  /// The version of what is packaged.
  public var release: DotSequence
  /// The system release that the package was built for.
  public var build: DotSequence?
  /// The version of the packaging.
  public var branch: DotSequence?
  /// When the package was published.
  public var timestamp: PackageTimestamp?

  /// The build release of a version that does not name one.
  public static let defaultBuild = DotSequence(5, 11)

  /// Puts a version together.
  public init(
    release: DotSequence, build: DotSequence? = nil, branch: DotSequence? = nil, timestamp: PackageTimestamp? = nil
  ) {
    self.release = release
    self.build = build
    self.branch = branch
    self.timestamp = timestamp
  }

  /// Reads a version.
  ///
  /// - Throws: ``InvalidPackageVersion`` with the place of the mistake.
  public init(parsing text: String) throws(InvalidPackageVersion) {
    do throws(InvalidPackageVersion.Problem) {
      try self.init(scanning: text)
    } catch {
      throw InvalidPackageVersion(text: text, problem: error)
    }
  }

  private init(scanning text: String) throws(InvalidPackageVersion.Problem) {
    let bytes = text[...].utf8
    var rest = bytes
    // From the right to the left, because each part may be missing: the timestamp begins at the first colon, the branch
    // at the first hyphen, the build release at the first comma.
    func cut(_ separator: UInt8) -> (text: Substring.UTF8View, offset: Int)? {
      guard let place = rest.firstIndex(of: separator) else { return nil }
      defer { rest = rest[..<place] }
      let start = rest.index(after: place)
      return (rest[start...], bytes.distance(from: bytes.startIndex, to: start))
    }
    if let part = cut(ASCII.colon) {
      timestamp = try PackageTimestamp(parsing: String(Substring(part.text)), at: part.offset)
    }
    if let part = cut(ASCII.hyphen) {
      branch = try DotSequence(parsing: part.text, of: "branch", at: part.offset)
    }
    if let part = cut(ASCII.comma) {
      build = try DotSequence(parsing: part.text, of: "build release", at: part.offset)
    }
    guard !rest.isEmpty else {
      throw .init(
        bytes.isEmpty ? "the version is empty" : "the version begins without a release", at: 0,
        remedy: "a version is written RELEASE[,BUILD][-BRANCH], as in 1.2,5.11-2026.0")
    }
    release = try DotSequence(parsing: rest, of: "release", at: 0)
  }

  /// The version as published packages print it: with the build release, which is 5.11 where none was given.
  public var fullText: String {
    var full = self
    full.build = build ?? Self.defaultBuild
    return full.description
  }

  /// Whether a dependency of type `incorporate` on `constraint` allows this version: all parts that the constraint
  /// gives, but the build release, must be what this version's parts begin with.
  public func isAllowed(by constraint: PackageVersion) -> Bool {
    guard release.begins(with: constraint.release) else { return false }
    if let wanted = constraint.branch {
      guard let branch, branch.begins(with: wanted) else { return false }
    }
    return constraint.timestamp == nil || constraint.timestamp == timestamp
  }
}

extension PackageVersion: Comparable, Hashable {
  /// Orders by release, then branch, then timestamp. A part that is missing is smaller than any.
  public static func < (left: PackageVersion, right: PackageVersion) -> Bool {
    if left.release != right.release { return left.release < right.release }
    if left.branch != right.branch { return precedes(left.branch, right.branch) }
    return precedes(left.timestamp, right.timestamp)
  }

  /// Whether release, branch and timestamp are the same.
  public static func == (left: PackageVersion, right: PackageVersion) -> Bool {
    left.release == right.release && left.branch == right.branch && left.timestamp == right.timestamp
  }

  /// Feeds what takes part in comparisons.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(release)
    hasher.combine(branch)
    hasher.combine(timestamp)
  }

  private static func precedes<Part: Comparable>(_ left: Part?, _ right: Part?) -> Bool {
    guard let right else { return false }
    guard let left else { return true }
    return left < right
  }
}

extension PackageVersion: CustomStringConvertible {
  /// The version with the parts that it has.
  public var description: String {
    var text = "\(release)"
    if let build { text += ",\(build)" }
    if let branch { text += "-\(branch)" }
    if let timestamp { text += ":\(timestamp)" }
    return text
  }
}

/// A text that is no version of an IPS package, and why.
public struct InvalidPackageVersion: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  package struct Problem: Error, Hashable, Sendable {
    package var reason: String
    package var offset: Int
    package var remedy: String

    init(_ reason: String, at offset: Int, remedy: String) {
      self.reason = reason
      self.offset = offset
      self.remedy = remedy
    }
  }

  /// The text.
  public var text: String
  /// What is wrong with it.
  public var reason: String
  /// At which byte of the text, from 0.
  public var offset: Int
  /// What to do about it.
  public var remedy: String

  init(text: String, problem: Problem) {
    self.text = text
    reason = problem.reason
    offset = problem.offset
    remedy = problem.remedy
  }

  /// `'TEXT' is not a version: REASON; REMEDY`
  public var description: String { "'\(text)' is not a version: \(reason); \(remedy)" }
}
