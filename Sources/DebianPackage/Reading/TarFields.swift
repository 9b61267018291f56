import PackageModel

/// The fields of a tar header block (tar(5): v7, ustar and GNU).
struct TarFields {
  private let block: [UInt8]

  /// - Parameter block: 512 bytes.
  init(_ block: [UInt8]) {
    self.block = block
  }

  /// Whether the block is the end of an archive.
  var isEnd: Bool { block.allSatisfy { $0 == 0 } }

  /// Whether the checksum is right; some old programs summed signed bytes.
  var hasValidChecksum: Bool {
    guard let expected = number(148, 8) else { return false }
    let field = 148..<156
    var unsigned: Int64 = 0
    var signed: Int64 = 0
    for (index, byte) in block.enumerated() {
      let byte = field.contains(index) ? ASCII.space : byte
      unsigned += Int64(byte)
      signed += Int64(Int8(bitPattern: byte))
    }
    return expected == unsigned || expected == signed
  }

  var typeFlag: UInt8 { block[156] }
  var linkName: ByteString { text(157, 100) }
  var userName: ByteString { hasMagic ? text(265, 32) : "" }
  var groupName: ByteString { hasMagic ? text(297, 32) : "" }
  var mode: Int64? { number(100, 8) }
  var userID: Int64? { number(108, 8) }
  var groupID: Int64? { number(116, 8) }
  var size: Int64? { number(124, 12) }
  var modificationTime: Int64? { number(136, 12) }
  var deviceMajor: Int64? { number(329, 8) }
  var deviceMinor: Int64? { number(337, 8) }

  /// The name; POSIX ustar puts the first part of a long one elsewhere.
  var name: ByteString {
    let name = text(0, 100)
    let prefix = isPOSIX ? text(345, 155) : ""
    return prefix.isEmpty ? name : prefix + "/" + name
  }

  private var hasMagic: Bool { block[257..<262].elementsEqual("ustar".utf8) }

  private var isPOSIX: Bool { hasMagic && block[262] == 0 }

  private func text(_ offset: Int, _ width: Int) -> ByteString {
    ByteString(block[offset..<(offset + width)].prefix { $0 != 0 })
  }

  /// A number in octal, or in GNU's base-256 form; `nil` for anything else and for what does not fit in 64 bits.
  private func number(_ offset: Int, _ width: Int) -> Int64? {
    let field = block[offset..<(offset + width)]
    return block[offset] & 0x80 == 0 ? octal(field) : base256(field)
  }

  private func octal(_ field: ArraySlice<UInt8>) -> Int64? {
    let trimmed = field.drop { $0 == ASCII.space }
    let digits = trimmed.prefix { $0 &- ASCII.zero < 8 }
    guard trimmed[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == ASCII.space }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int64($1 - ASCII.zero) }
  }

  private func base256(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first, first == 0x80 || first == 0xff else { return nil }
    let isNegative = first == 0xff
    let digits = field.dropFirst()
    let extra = digits.dropLast(8)
    guard extra.allSatisfy({ $0 == (isNegative ? 0xff : 0) }) else { return nil }
    let start: UInt64 = isNegative ? .max : 0
    let value = Int64(bitPattern: digits.suffix(8).reduce(start) { $0 << 8 | UInt64($1) })
    return (value < 0) == isNegative ? value : nil
  }
}
