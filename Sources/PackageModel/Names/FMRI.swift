/// The name of an IPS package (pkg(7), "Package FMRIs and versions"): `pkg://PUBLISHER/NAME@VERSION`, of which only the
/// name must be there.
public struct FMRI: Hashable, Sendable {
  /// Who publishes the package.
  public var publisher: String?
  /// The name without publisher and version, which the IPS tools call the stem: `web/server/nginx`.
  public var name: String
  /// The version.
  public var version: PackageVersion?

  /// Reads a name in one of the forms `pkg://PUBLISHER/NAME`, `pkg:/NAME`, `pkg:///NAME`, `//PUBLISHER/NAME`, `/NAME` and
  /// `NAME`, each with or without `@VERSION`.
  ///
  /// - Throws: ``InvalidFMRI`` with the place of the mistake.
  public init(parsing text: String) throws(InvalidFMRI) {
    var rest = text[...].utf8
    func offset() -> Int { text.utf8.distance(from: text.utf8.startIndex, to: rest.startIndex) }
    if let at = rest.lastIndex(of: ASCII.at) {
      let start = rest.index(after: at)
      do throws(InvalidPackageVersion) {
        version = try PackageVersion(parsing: String(Substring(rest[start...])))
      } catch {
        let place = text.utf8.distance(from: text.utf8.startIndex, to: start)
        throw InvalidFMRI(text: text, reason: error.reason, offset: place + error.offset, remedy: error.remedy)
      }
      rest = rest[..<at]
    }
    let hasScheme = rest.starts(with: "pkg:".utf8)
    if hasScheme { rest = rest.dropFirst(4) }
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: ASCII.slash) ?? rest.endIndex
      let publisher = rest[..<end]
      try Self.check(publisher, of: text, at: offset(), isPublisher: true)
      if !publisher.isEmpty { self.publisher = String(Substring(publisher)) }
      rest = rest[end...].dropFirst()
    } else if rest.first == ASCII.slash {
      rest = rest.dropFirst()
    } else if hasScheme {
      throw InvalidFMRI(
        text: text, reason: "a slash must follow the scheme", offset: offset(), remedy: "write pkg:/NAME")
    }
    guard !rest.isEmpty else {
      throw InvalidFMRI(
        text: text, reason: "the name of the package is missing", offset: offset(), remedy: "write pkg:/NAME@VERSION")
    }
    var place = offset()
    for component in rest.split(separator: ASCII.slash, omittingEmptySubsequences: false) {
      try Self.check(component, of: text, at: place, isPublisher: false)
      place += component.count + 1
    }
    name = String(Substring(rest))
  }

  /// Puts a name together.
  ///
  /// - Throws: ``InvalidFMRI`` for a publisher or a name that cannot be written.
  public init(publisher: String? = nil, name: String, version: PackageVersion? = nil) throws(InvalidFMRI) {
    try self.init(parsing: publisher.map { "pkg://\($0)/\(name)" } ?? "pkg:/\(name)")
    guard self.publisher == publisher, self.name == name, self.version == nil else {
      throw InvalidFMRI(text: name, reason: "it holds more than a name", offset: 0, remedy: "give the parts one by one")
    }
    self.version = version
  }

  /// A component begins with a letter or digit and goes on with letters, digits and `_ - . +`.
  private static func check(
    _ component: Substring.UTF8View, of text: String, at offset: Int, isPublisher: Bool
  ) throws(InvalidFMRI) {
    if isPublisher && component.isEmpty { return }
    guard let first = component.first else {
      throw InvalidFMRI(
        text: text, reason: "a part of the name is empty", offset: offset, remedy: "write single slashes, none at the end")
    }
    guard ASCII.isAlphanumeric(first) else {
      throw InvalidFMRI(
        text: text, reason: "a part of the name must begin with a letter or a digit", offset: offset,
        remedy: "choose another name")
    }
    for (index, byte) in component.enumerated() where !ASCII.isAlphanumeric(byte) && !"_-.+".utf8.contains(byte) {
      throw InvalidFMRI(
        text: text, reason: "a name cannot have this character", offset: offset + index,
        remedy: "use letters, digits, underscores, hyphens, dots and plus signs")
    }
  }
}

extension FMRI: Comparable {
  /// Orders by name, then version, then publisher; what is missing comes first.
  public static func < (left: FMRI, right: FMRI) -> Bool {
    if left.name != right.name { return left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
    if left.version != right.version {
      guard let version = right.version else { return false }
      return left.version.map { $0 < version } ?? true
    }
    return (left.publisher ?? "").utf8.lexicographicallyPrecedes((right.publisher ?? "").utf8)
  }
}

extension FMRI: CustomStringConvertible {
  /// The name with its scheme and the parts that it has.
  public var description: String { head + (version.map { "@\($0)" } ?? "") }

  /// The name as published packages print it: the version has its build release.
  public var fullText: String { head + (version.map { "@\($0.fullText)" } ?? "") }

  private var head: String { publisher.map { "pkg://\($0)/\(name)" } ?? "pkg:/\(name)" }
}

/// A text that is no name of an IPS package, and why.
public struct InvalidFMRI: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public var text: String
  /// What is wrong with it.
  public var reason: String
  /// At which byte of the text, from 0.
  public var offset: Int
  /// What to do about it.
  public var remedy: String

  /// `'TEXT' is not the name of a package: REASON; REMEDY`
  public var description: String { "'\(text)' is not the name of a package: \(reason); \(remedy)" }
}
