/// A version of a Debian package (Debian Policy 5.6.12; deb-version(7)): `[EPOCH:]UPSTREAM[-REVISION]`.
///
/// Equality and order are dpkg's: `1.0` and `1.00` are equal, `~` sorts before the end of a part, letters before
/// everything else that is no digit, and a missing revision is like the revision 0.
public struct DebianVersion: Sendable {
  /// The epoch; 0 where the text has none.
  public let epoch: Int32
  /// The upstream version.
  public let upstream: String
  /// The revision, or `nil` for a native package.
  public let revision: String?
  /// The version as it was written.
  public let text: String

  /// Reads a version as strictly as dpkg does when it builds a package.
  ///
  /// - Throws: ``InvalidDebianVersion`` with dpkg's reason.
  public init(parsing text: String) throws(InvalidDebianVersion) {
    func invalid(_ reason: String) -> InvalidDebianVersion { InvalidDebianVersion(text: text, reason: reason) }
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw invalid("version string is empty") }
    guard !bytes.contains(where: ASCII.isActionBlank) else { throw invalid("version string has embedded spaces") }
    var rest = bytes[...]
    if let colon = rest.firstIndex(of: ASCII.colon) {
      let digits = rest[..<colon]
      guard !digits.isEmpty else { throw invalid("epoch in version is empty") }
      guard digits.allSatisfy(ASCII.isDigit) else { throw invalid("epoch in version is not number") }
      guard let epoch = Int32(String(decoding: digits, as: UTF8.self)) else {
        throw invalid("epoch in version is too big")
      }
      self.epoch = epoch
      rest = rest[(colon + 1)...]
      guard !rest.isEmpty else { throw invalid("nothing after colon in version number") }
    } else {
      epoch = 0
    }
    var revision: ArraySlice<UInt8>?
    if let hyphen = rest.lastIndex(of: ASCII.hyphen) {
      let part = rest[(hyphen + 1)...]
      guard !part.isEmpty else { throw invalid("revision number is empty") }
      revision = part
      rest = rest[..<hyphen]
    }
    guard let first = rest.first else { throw invalid("upstream version is empty") }
    guard ASCII.isDigit(first) else { throw invalid("version number does not start with digit") }
    guard rest.allSatisfy({ ASCII.isAlphanumeric($0) || "-+.~:".utf8.contains($0) }) else {
      throw invalid("invalid character in version number")
    }
    guard revision?.allSatisfy({ ASCII.isAlphanumeric($0) || "+.~".utf8.contains($0) }) ?? true else {
      throw invalid("invalid character in revision number")
    }
    upstream = String(decoding: rest, as: UTF8.self)
    self.revision = revision.map { String(decoding: $0, as: UTF8.self) }
    self.text = text
  }

  /// What is wrong with a version, or `nil`.
  package static func problem(_ text: String) -> String? {
    do throws(InvalidDebianVersion) {
      _ = try DebianVersion(parsing: text)
      return nil
    } catch {
      return error.reason
    }
  }
}

/// A text that is no Debian version, and why.
public struct InvalidDebianVersion: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public var text: String
  /// What is wrong with it.
  public var reason: String

  /// `'TEXT' is not a version: REASON`
  public var description: String { "'\(text)' is not a version: \(reason)" }
}

extension DebianVersion: Comparable {
  /// Whether dpkg takes two versions for the same.
  public static func == (left: DebianVersion, right: DebianVersion) -> Bool { compare(left, right) == 0 }

  /// Whether the left version is earlier.
  public static func < (left: DebianVersion, right: DebianVersion) -> Bool { compare(left, right) < 0 }

  private static func compare(_ left: DebianVersion, _ right: DebianVersion) -> Int {
    if left.epoch != right.epoch { return left.epoch < right.epoch ? -1 : 1 }
    let upstream = compareParts(Array(left.upstream.utf8), Array(right.upstream.utf8))
    if upstream != 0 { return upstream }
    return compareParts(Array((left.revision ?? "").utf8), Array((right.revision ?? "").utf8))
  }

  /// Compares runs of other characters and runs of digits in turn.
  private static func compareParts(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var one = left[...]
    var other = right[...]
    while !one.isEmpty || !other.isEmpty {
      while startsWithNonDigit(one) || startsWithNonDigit(other) {
        let difference = weight(one.first) - weight(other.first)
        if difference != 0 { return difference }
        one = one.dropFirst()
        other = other.dropFirst()
      }
      let leftDigits = one.drop { $0 == ASCII.zero }.prefix(while: ASCII.isDigit)
      let rightDigits = other.drop { $0 == ASCII.zero }.prefix(while: ASCII.isDigit)
      if leftDigits.count != rightDigits.count { return leftDigits.count - rightDigits.count }
      if leftDigits != rightDigits { return leftDigits.lexicographicallyPrecedes(rightDigits) ? -1 : 1 }
      one = one.drop(while: ASCII.isDigit)
      other = other.drop(while: ASCII.isDigit)
    }
    return 0
  }

  private static func startsWithNonDigit(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.first.map { !ASCII.isDigit($0) } ?? false
  }

  /// A tilde sorts before the end of the part, a digit like the end, letters before the rest.
  private static func weight(_ byte: UInt8?) -> Int {
    guard let byte else { return 0 }
    if ASCII.isDigit(byte) { return 0 }
    if ASCII.isLetter(byte) { return Int(byte) }
    return byte == ASCII.tilde ? -1 : Int(byte) + 256
  }
}
