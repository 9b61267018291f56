import PackageModel

/// The ar(5) container of a package as dpkg-deb writes it: names padded with spaces and without a slash.
enum ArHeader {
  static let magic = Array("!<arch>\n".utf8)
  static let byteCount = 60
  /// The size field has ten decimal digits (deb(5)).
  static let largestMember: UInt64 = 9_999_999_999
  /// The time field has twelve.
  static let times: ClosedRange<Int64> = 0...999_999_999_999

  /// The header of a member that belongs to root and has mode 0644.
  static func bytes(name: String, time: Int64, size: UInt64) -> [UInt8] {
    field(name, 16) + field(String(time), 12) + field("0", 6) + field("0", 6) + field("100644", 8)
      + field(String(size), 10) + [0x60, ASCII.newline]
  }

  private static func field(_ text: String, _ width: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(width))
    return bytes + repeatElement(ASCII.space, count: width - bytes.count)
  }
}
