/// The name of an IPS package with its publisher and version (pkg(7)): `pkg://PUBLISHER/STEM@VERSION`.
public struct FMRI: Hashable, Sendable {
  /// Who publishes the package.
  public var publisher: ByteString?
  /// The name: components with slashes between them.
  public var stem: ByteString
  /// The version.
  public var version: PackageVersion?

  /// Makes an FMRI; nothing is checked.
  public init(publisher: ByteString?, stem: ByteString, version: PackageVersion?) {
    self.publisher = publisher
    self.stem = stem
    self.version = version
  }

  /// Reads an FMRI: `pkg://publisher/stem`, `pkg:/stem`, `//publisher/stem`, `/stem` or `stem`, each with or without
  /// `@version`.
  ///
  /// - Throws: ``InvalidFMRI`` with the reason that the IPS tools give.
  public init(parsing text: ByteString) throws(InvalidFMRI) {
    func invalid(_ reason: String) -> InvalidFMRI { InvalidFMRI(text: text, reason: reason) }
    var name = text
    version = nil
    if let at = text.bytes.lastIndex(of: ASCII.at) {
      name = ByteString(text.bytes[..<at])
      do throws(InvalidFMRI) {
        version = try PackageVersion(parsing: ByteString(text.bytes[(at + 1)...]))
      } catch {
        throw invalid(error.reason)
      }
    }
    (publisher, stem) = Self.parts(of: name)
    guard !stem.isEmpty else { throw InvalidFMRI(text: "", reason: "Missing package name") }
    guard Self.isValidStem(stem) else { throw invalid("Invalid Package Name: \(stem)") }
    if let publisher, !Self.isValidPublisher(publisher) {
      throw invalid("Invalid publisher name: \(publisher)")
    }
  }

  /// Takes a name without version apart.
  package static func parts(of name: ByteString) -> (publisher: ByteString?, stem: ByteString) {
    let rest = name.dropping(prefix: "pkg:") ?? name
    guard let qualified = rest.dropping(prefix: "//") else { return (nil, rest.dropping(prefix: "/") ?? rest) }
    guard let slash = qualified.bytes.firstIndex(of: ASCII.slash) else { return (nil, qualified) }
    let publisher = ByteString(qualified.bytes[..<slash])
    return (publisher.isEmpty ? nil : publisher, ByteString(qualified.bytes[(slash + 1)...]))
  }

  /// Whether a text may be a package's name.
  public static func isValidStem(_ stem: ByteString) -> Bool {
    stem.split(on: ASCII.slash).allSatisfy { component in
      guard let first = component.bytes.first, ASCII.isAlphanumeric(first) else { return false }
      return component.bytes.allSatisfy { ASCII.isAlphanumeric($0) || "_-.+".utf8.contains($0) }
    }
  }

  /// Whether a text may be a publisher's name.
  public static func isValidPublisher(_ name: ByteString) -> Bool {
    guard let first = name.bytes.first, ASCII.isAlphanumeric(first), name != "all", name.count <= 255 else {
      return false
    }
    return name.bytes.allSatisfy { ASCII.isAlphanumeric($0) || "_-.".utf8.contains($0) }
  }

  /// The FMRI as text: with the publisher if there is one, else as `pkg:/stem@version`.
  public func text(includingBuild: Bool = true) -> ByteString {
    (publisher.map { "pkg://" + $0 + "/" } ?? "pkg:/") + nameAndVersion(includingBuild: includingBuild)
  }

  /// `stem@version`
  public func nameAndVersion(includingBuild: Bool = true) -> ByteString {
    stem + (version.map { "@" + $0.text(includingBuild: includingBuild) } ?? "")
  }
}

extension FMRI: Comparable {
  /// Orders by stem, then version, then publisher.
  public static func < (left: FMRI, right: FMRI) -> Bool {
    if left.stem != right.stem { return left.stem < right.stem }
    switch (left.version, right.version) {
    case (nil, .some): return true
    case (.some, nil): return false
    case (let one?, let other?) where one < other: return true
    case (let one?, let other?) where other < one: return false
    default: return (left.publisher ?? "") < (right.publisher ?? "")
    }
  }
}

extension FMRI: CustomStringConvertible {
  /// The FMRI as text.
  public var description: String { text().text }
}

/// A text that is no FMRI, and why.
public struct InvalidFMRI: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public var text: ByteString
  /// What is wrong with it.
  public var reason: String

  /// Makes an error.
  package init(text: ByteString, reason: String) {
    self.text = text
    self.reason = reason
  }

  /// `Illegal FMRI 'TEXT': REASON`
  public var description: String { "Illegal FMRI '\(text)': \(reason)" }
}
