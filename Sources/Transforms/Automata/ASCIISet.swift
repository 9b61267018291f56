/// A set of ASCII characters.
struct ASCIISet: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  static let all = ASCIISet { _ in true }

  init(_ contains: (UInt32) -> Bool) {
    for scalar in UInt32(0)..<64 where contains(scalar) { low |= 1 << scalar }
    for scalar in UInt32(64)..<128 where contains(scalar) { high |= 1 << (scalar - 64) }
  }

  func contains(_ byte: Int) -> Bool { (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1 }
}
