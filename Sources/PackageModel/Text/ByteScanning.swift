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

  /// Whether there is a blank, a quote or a dollar sign.
  @inlinable @inline(__always)
  package var hasBlankQuoteOrDollar: Bool {
    containsEightfold { word in
      Self.zeroBytes(word ^ Self.eight(UInt8(ascii: " "))) | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "\"")))
        | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "'"))) | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "$")))
    }
  }

  /// Whether there is a backslash, a tab, or a byte that is not ASCII.
  @inlinable @inline(__always)
  package var hasBackslashTabOrHighByte: Bool {
    containsEightfold { word in
      word & Self.eight(0x80) | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "\\")))
        | Self.zeroBytes(word ^ Self.eight(UInt8(ascii: "\t")))
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

  /// Where the first newline or carriage return at or behind `start` is, or the number of bytes.
  @inline(__always)
  package func firstLineEnd(from start: Int) -> Int {
    // Both are smaller than 14, and little else in a text is.
    firstIndex(from: start, below: 14) { $0 == ASCII.newline || $0 == ASCII.carriageReturn }
  }

  /// Where the first blank between the words of an action at or behind `start` is, or the number of bytes.
  @inline(__always)
  package func firstActionBlank(from start: Int) -> Int {
    firstIndex(from: start, below: 33, where: ASCII.isActionBlank)
  }

  /// Where a byte first occurs in a range, or the end of the range.
  @inline(__always)
  package func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
    let index = extracting(0..<end).firstIndex(from: start) { Self.zeroBytes($0 ^ Self.eight(byte)) }
    return index < end ? index : nil
  }

  /// Where the first byte that is smaller than `limit` (at most 128) and wanted is, or the number of bytes.
  @inline(__always)
  package func firstIndex(from start: Int, below limit: UInt8, where isWanted: (UInt8) -> Bool) -> Int {
    var index = start
    while true {
      index = firstIndex(from: index) { ($0 &- Self.eight(limit)) & ~$0 & Self.eight(0x80) }
      guard index < count, !isWanted(self[index]) else { return index }
      index += 1
    }
  }

  /// Where the first byte is for which `test` sets the highest bit. In the other bytes of the word `test` may set bits
  /// above such a byte only.
  @inline(__always)
  private func firstIndex(from start: Int, _ test: (UInt64) -> UInt64) -> Int {
    let count = self.count
    return withUnsafeBytes { bytes in
      var index = start
      while index + 8 <= count {
        let found = test(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        if found != 0 { return index + found.trailingZeroBitCount / 8 }
        index += 8
      }
      while index < count, test(UInt64(bytes[index]) | ~0xff) & 0x80 == 0 { index += 1 }
      return index
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
