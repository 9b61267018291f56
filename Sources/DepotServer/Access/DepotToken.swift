package import PackageModel

/// What a client shows to publish.
package struct DepotToken: Hashable, Sendable {
  package let text: ByteString

  package init(_ text: ByteString) { self.text = text }

  /// A token of 256 random bits.
  package init() {
    var generator = SystemRandomNumberGenerator()
    text = ByteString(
      (0..<4).map { _ in
        let digits = String(generator.next() as UInt64, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
      }.joined())
  }

  /// The SHA-256 in hexadecimal digits, which permissions hold; `nil` where it cannot be computed.
  package var digest: ByteString? { AccessControl.digest(text) }
}
