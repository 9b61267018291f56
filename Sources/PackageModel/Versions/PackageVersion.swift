/// A version of an IPS package (pkg(7), "Package FMRIs and versions"):
/// `RELEASE[,BUILD-RELEASE][-BRANCH][:TIMESTAMP]`, each but the last a row of numbers with dots between them.
///
/// Order is the one of the IPS tools: release, then branch, then timestamp, where nothing comes before something and a
/// row comes before a longer one that begins with it. The build release takes no part in the order, only in equality.
public struct PackageVersion: Hashable, Sendable {
  /// A row of numbers with dots between them.
  public struct Numbers: Hashable, Sendable {
    /// The numbers.
    public let parts: [UInt64]

    /// Reads a row; `nil` where the text is none. Numbers have no leading zeros.
    public init?(_ text: ByteString) {
      var parts: [UInt64] = []
      for piece in text.split(on: ASCII.dot) {
        guard !piece.isEmpty, piece.bytes.allSatisfy(ASCII.isDigit) else { return nil }
        guard piece.count == 1 || piece.bytes[0] != ASCII.zero, let number = UInt64(piece.text) else { return nil }
        parts.append(number)
      }
      self.parts = parts
    }

    /// The numbers with dots between them.
    public var text: ByteString { ByteString(parts.map { String($0) }.joined(separator: ".")) }

    /// Whether another row begins with this one.
    public func isPrefix(of other: Numbers) -> Bool { other.parts.starts(with: parts) }
  }

  /// The release, which is what the packaged software calls its version.
  public var release: Numbers
  /// The release of the system that the package was built on.
  public var buildRelease: Numbers?
  /// The version of the packaging.
  public var branch: Numbers?
  /// When the package was published: `YYYYMMDDTHHMMSSZ`.
  public var timestamp: ByteString?

  /// Reads a version.
  ///
  /// - Throws: ``InvalidFMRI`` with the reason that the IPS tools give.
  public init(parsing text: ByteString) throws(InvalidFMRI) {
    guard !text.isEmpty else { throw InvalidFMRI(text: text, reason: "Version cannot be empty") }
    let bytes = text.bytes
    let colon = bytes.firstIndex(of: ASCII.colon)
    let hyphen = bytes.firstIndex(of: ASCII.hyphen).flatMap { $0 < colon ?? bytes.count ? $0 : nil }
    let end = hyphen ?? colon ?? bytes.count
    let comma = bytes.firstIndex(of: ASCII.comma).flatMap { $0 < end ? $0 : nil }
    release = try Self.numbers(bytes[..<(comma ?? end)], of: text)
    buildRelease = try comma.map { (place) throws(InvalidFMRI) in try Self.numbers(bytes[(place + 1)..<end], of: text) }
    branch = try hyphen.map { (place) throws(InvalidFMRI) in
      try Self.numbers(bytes[(place + 1)..<(colon ?? bytes.count)], of: text)
    }
    if let colon {
      let time = ByteString(bytes[(colon + 1)...])
      guard CivilTime(basic: time) != nil else {
        throw InvalidFMRI(text: text, reason: "Time must be ISO8601 format.")
      }
      timestamp = time
    }
  }

  private static func numbers(_ bytes: ArraySlice<UInt8>, of text: ByteString) throws(InvalidFMRI) -> Numbers {
    let piece = ByteString(bytes)
    guard let numbers = Numbers(piece) else { throw InvalidFMRI(text: text, reason: "Bad Version: \(piece)") }
    return numbers
  }

  /// The version as text; people mostly leave the build release out.
  public func text(includingBuild: Bool = true) -> ByteString {
    var result = release.text
    if includingBuild, let buildRelease { result += "," + buildRelease.text }
    if let branch { result += "-" + branch.text }
    if let timestamp { result += ":" + timestamp }
    return result
  }

  /// Whether this version lies within another one: it begins with the other's release and with its branch and has its
  /// timestamp, as far as the other has them. So `1.2.3-4` lies within `1.2`.
  public func isWithin(_ other: PackageVersion) -> Bool {
    guard other.release.isPrefix(of: release) else { return false }
    if let wanted = other.branch {
      guard let branch, wanted.isPrefix(of: branch) else { return false }
    }
    return other.timestamp == nil || other.timestamp == timestamp
  }
}

extension PackageVersion.Numbers: Comparable {
  /// Whether the left row comes earlier.
  public static func < (left: Self, right: Self) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
}

extension PackageVersion: Comparable {
  /// Whether the left version comes earlier.
  public static func < (left: Self, right: Self) -> Bool {
    if left.release != right.release { return left.release < right.release }
    if left.branch != right.branch { return precedes(left.branch, right.branch) }
    return precedes(left.timestamp, right.timestamp)
  }

  private static func precedes<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool {
    guard let right else { return false }
    return left.map { $0 < right } ?? true
  }
}
