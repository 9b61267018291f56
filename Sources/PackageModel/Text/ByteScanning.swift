/// Looking at eight bytes at a time.
extension Span<UInt8> {
  /// Whether one of three bytes occurs.
  @inlinable @inline(__always)
  package func containsAny(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    containsEightfold { word in
      Self.zeroBytes(word ^ Self.eight(first)) | Self.zeroBytes(word ^ Self.eight(second))
        | Self.zeroBytes(word ^ Self.eight(third))
    }
  }

  /// Whether all bytes are ASCII and none is a blank or a quote.
  @inlinable @inline(__always)
  package var isPlain: Bool {
    !containsEightfold { word in
      word & Self.eight(0x80) | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: " ")))
        | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "\""))) | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "'")))
    }
  }

  /// Whether `test` is not zero for one of the words that the bytes make up. The last word overlaps the one before; a
  /// text of fewer than eight bytes is filled up with copies of its last byte.
  @inlinable @inline(__always)
  package func containsEightfold(_ test: (UInt64) -> UInt64) -> Bool {
    let count = self.count
    return withUnsafeBytes { bytes in
      guard count >= 8 else {
        guard count > 0 else { return false }
        var word: UInt64 = 0
        for index in 0..<count { word = word << 8 | UInt64(bytes[index]) }
        return test(word | Self.eight(bytes[count - 1]) << UInt64(count * 8)) != 0
      }
      var offset = 0
      while offset + 8 <= count {
        if test(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) != 0 { return true }
        offset += 8
      }
      return offset < count && test(bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)) != 0
    }
  }

  @inlinable @inline(__always)
  package static func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Not zero if and only if one of the eight bytes is zero.
  @inlinable @inline(__always)
  package static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
