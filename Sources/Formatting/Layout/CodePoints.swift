/// Lengths as the IPS tools measure them.
enum CodePoints {
  /// How many code points the bytes are, when they are UTF-8.
  @inline(__always)
  static func count(_ bytes: Span<UInt8>) -> Int {
    var count = 0
    for index in bytes.indices { count &+= bytes[index] & 0xc0 == 0x80 ? 0 : 1 }
    return count
  }
}
