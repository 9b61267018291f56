import Glibc

/// A string of bytes: a file name, an attribute's value or a line of a manifest.
///
/// Manifests and file systems speak bytes. They are usually UTF-8, and comparing UTF-8 bytes gives the order of the
/// code points, which is the order the IPS tools sort by; Swift's `String` compares by canonical equivalence instead
/// and cannot hold names that are not UTF-8.
public struct ByteString: Hashable, Sendable {
  /// The bytes themselves.
  public var bytes: [UInt8]

  /// Makes an empty string.
  @inlinable
  public init() {
    bytes = []
  }

  /// Takes the bytes as they are.
  @inlinable
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Copies a sequence of bytes.
  @inlinable
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// Takes the UTF-8 bytes of a text.
  @inlinable
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Copies a run of bytes.
  package init(_ span: Span<UInt8>) {
    bytes = [UInt8](unsafeUninitializedCapacity: span.count) { buffer, count in
      for index in span.indices { buffer.initializeElement(at: index, to: span[index]) }
      count = span.count
    }
  }

  /// The number of bytes.
  @inlinable public var count: Int { bytes.count }

  /// Whether there are no bytes.
  @inlinable public var isEmpty: Bool { bytes.isEmpty }

  /// The bytes read as UTF-8, with U+FFFD where they are not.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the bytes are well-formed UTF-8.
  public var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// Whether these bytes begin with the others.
  public func hasPrefix(_ other: ByteString) -> Bool { bytes.starts(with: other.bytes) }

  /// Whether these bytes end with the others.
  public func hasSuffix(_ other: ByteString) -> Bool {
    count >= other.count && bytes[(count - other.count)...].elementsEqual(other.bytes)
  }

  /// The bytes without a prefix, or `nil` where they do not begin with it.
  public func dropping(prefix: ByteString) -> ByteString? {
    hasPrefix(prefix) ? ByteString(bytes[prefix.count...]) : nil
  }

  /// The bytes without a suffix, or `nil` where they do not end with it.
  public func dropping(suffix: ByteString) -> ByteString? {
    hasSuffix(suffix) ? ByteString(bytes[..<(count - suffix.count)]) : nil
  }

  /// The pieces between occurrences of a byte, empty pieces included.
  public func split(on separator: UInt8) -> [ByteString] {
    bytes.split(separator: separator, omittingEmptySubsequences: false).map { ByteString(Array($0)) }
  }

  /// Whether the byte occurs.
  public func contains(_ byte: UInt8) -> Bool { bytes.contains(byte) }

  /// Whether the other bytes occur in a row.
  public func contains(_ other: ByteString) -> Bool { firstRange(of: other) != nil }

  /// Where the other bytes first occur in a row.
  public func firstRange(of other: ByteString) -> Range<Int>? {
    guard let first = other.bytes.first else { return 0..<0 }
    guard count >= other.count else { return nil }
    for start in 0...(count - other.count)
    where bytes[start] == first && bytes[start..<(start + other.count)].elementsEqual(other.bytes) {
      return start..<(start + other.count)
    }
    return nil
  }

  /// Joins two strings.
  public static func + (left: ByteString, right: ByteString) -> ByteString { ByteString(left.bytes + right.bytes) }

  /// Appends to a string.
  public static func += (left: inout ByteString, right: ByteString) { left.bytes += right.bytes }
}

extension ByteString: Comparable {
  /// Orders by the value of the bytes, which for UTF-8 is the order of the code points.
  public static func < (left: ByteString, right: ByteString) -> Bool {
    let order = memcmp(left.bytes, right.bytes, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}

extension ByteString {
  /// Whether the bytes are the same; the compiler's own comparison goes byte by byte.
  public static func == (left: ByteString, right: ByteString) -> Bool {
    left.count == right.count && memcmp(left.bytes, right.bytes, left.count) == 0
  }

  /// Hashes the bytes at one go: as an array they would be hashed one by one.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    // No byte of UTF-8, so that two strings one after the other are not taken for two others.
    hasher.combine(0xff as UInt8)
  }
}

extension ByteString: ExpressibleByStringLiteral {
  /// Takes the UTF-8 bytes of a literal.
  public init(stringLiteral value: StaticString) {
    bytes = value.withUTF8Buffer { Array($0) }
  }
}

extension ByteString: CustomStringConvertible {
  /// The bytes read as UTF-8, with U+FFFD where they are not.
  public var description: String { text }
}

extension Sequence<ByteString> {
  /// The strings in a row with a separator between them.
  public func joined(separator: ByteString) -> ByteString {
    ByteString(map(\.bytes).joined(separator: separator.bytes))
  }
}
