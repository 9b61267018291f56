import PackageModel

/// Lengths as the IPS tools measure them.
enum CodePoints {
  /// How many code points the bytes are, when they are UTF-8.
  @inline(__always)
  static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if Span(_unsafeElements: bytes).isPlain { return bytes.count }
    var count = 0
    for byte in bytes { count &+= byte & 0xc0 == 0x80 ? 0 : 1 }
    return count
  }
}
