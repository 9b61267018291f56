package import PackageModel

/// The digest of some bytes.
package struct Digest: Hashable, Sendable {
  package let algorithm: DigestAlgorithm
  package let bytes: [UInt8]

  package init(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// The bytes in lower-case hexadecimal, as every package format writes them.
  package var hex: ByteString {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(Self.digits[Int(byte >> 4)])
      text.append(Self.digits[Int(byte & 15)])
    }
    return ByteString(text)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

extension Digest: CustomStringConvertible {
  package var description: String { hex.text }
}
