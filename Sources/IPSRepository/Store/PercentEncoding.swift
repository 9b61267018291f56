package import PackageModel

/// Names of packages and versions as names of files: everything but letters, digits and `_.-~` becomes `%XX`.
package enum PercentEncoding {
  package static func encode(_ text: ByteString) -> ByteString {
    var result: [UInt8] = []
    for byte in text.bytes {
      if ASCII.isAlphanumeric(byte) || "_.-~".utf8.contains(byte) {
        result.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += Array("%".utf8) + Array((digits.utf8.count == 1 ? "0" + digits : digits).utf8)
      }
    }
    return ByteString(result)
  }

  /// Percent signs without two digits behind them are kept.
  package static func decode(_ text: ByteString) -> ByteString {
    guard text.contains(ASCII.percent) else { return text }
    var result: [UInt8] = []
    var index = 0
    let bytes = text.bytes
    while index < bytes.count {
      if bytes[index] == ASCII.percent, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return ByteString(result)
  }

  /// The value of a hexadecimal digit; `nil` for any other byte.
  package static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
