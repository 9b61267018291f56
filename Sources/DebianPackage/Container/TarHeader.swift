import PackageModel

/// Headers of tar entries as GNU tar 1.34 writes them with `--format=gnu`.
enum TarHeader {
  static let blockSize = 512
  /// Archives are padded to whole records of 20 blocks.
  static let recordSize: UInt64 = 10_240
  /// Names and link targets that are longer go into an entry of their own.
  static let longestName = 100

  /// Appends the header blocks of an entry: the headers of long names if there are any, and the entry's own.
  ///
  /// - Parameter latestTime: what later modification times are set to.
  static func append(_ entry: TarEntry, latestTime: Int64? = nil, to bytes: inout [UInt8]) {
    let name = archiveName(entry)
    let target = linkTarget(entry)
    if target.count > longestName { appendLong(target, type: "K", to: &bytes) }
    if name.count > longestName { appendLong(name, type: "L", to: &bytes) }
    var header = Block()
    header.put(name, at: 0, width: longestName)
    header.putOctal(Int64(entry.mode & 0o7777), at: 100, width: 8)
    header.putNumber(Int64(entry.userID), at: 108, width: 8)
    header.putNumber(Int64(entry.groupID), at: 116, width: 8)
    header.putNumber(Int64(clamping: entry.size), at: 124, width: 12)
    header.putNumber(min(entry.modificationTime, latestTime ?? .max), at: 136, width: 12)
    header.put(target, at: 157, width: longestName)
    header.put(entry.userName.bytes, at: 265, width: 32)
    header.put(entry.groupName.bytes, at: 297, width: 32)
    header.finish(type: typeFlag(entry.kind), to: &bytes)
  }

  /// The number of bytes of the header blocks that ``append(_:to:)`` makes.
  static func byteCount(_ entry: TarEntry) -> UInt64 {
    [archiveName(entry), linkTarget(entry)].reduce(UInt64(blockSize)) { total, text in
      text.count > longestName ? total + UInt64(blockSize) + padded(UInt64(text.count) + 1) : total
    }
  }

  /// The size rounded up to whole blocks.
  static func padded(_ size: UInt64) -> UInt64 {
    let mask = UInt64(blockSize) - 1
    return (size + mask) & ~mask
  }

  private static func archiveName(_ entry: TarEntry) -> [UInt8] {
    if entry.name.isEmpty { return Array("./".utf8) }
    return [ASCII.dot, ASCII.slash] + entry.name.bytes + (entry.isDirectory ? [ASCII.slash] : [])
  }

  private static func linkTarget(_ entry: TarEntry) -> [UInt8] {
    switch entry.kind {
    case .symbolicLink(let target): target.bytes
    case .hardLink(let name): [ASCII.dot, ASCII.slash] + name.bytes
    case .file, .directory, .fifo, .characterDevice, .blockDevice: []
    }
  }

  private static func typeFlag(_ kind: TarEntry.Kind) -> Unicode.Scalar {
    switch kind {
    case .file: "0"
    case .hardLink: "1"
    case .symbolicLink: "2"
    case .characterDevice: "3"
    case .blockDevice: "4"
    case .directory: "5"
    case .fifo: "6"
    }
  }

  private static func appendLong(_ text: [UInt8], type: Unicode.Scalar, to bytes: inout [UInt8]) {
    var header = Block()
    header.put(Array("././@LongLink".utf8), at: 0, width: longestName)
    header.putOctal(0o644, at: 100, width: 8)
    header.putOctal(0, at: 108, width: 8)
    header.putOctal(0, at: 116, width: 8)
    header.putOctal(Int64(text.count + 1), at: 124, width: 12)
    header.putOctal(0, at: 136, width: 12)
    header.put(Array("root".utf8), at: 265, width: 32)
    header.put(Array("root".utf8), at: 297, width: 32)
    header.finish(type: type, to: &bytes)
    bytes += text
    bytes.append(0)
    appendPadding(after: UInt64(text.count + 1), to: &bytes)
  }

  private static func appendPadding(after size: UInt64, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(0, count: Int(padded(size) - size)))
  }

  /// One header block.
  private struct Block {
    private var bytes = [UInt8](repeating: 0, count: blockSize)

    /// Puts a text that may fill its field without a NUL; what does not fit is cut.
    mutating func put(_ text: [UInt8], at offset: Int, width: Int) {
      for (index, byte) in text.prefix(width).enumerated() { bytes[offset + index] = byte }
    }

    /// Puts octal digits that fill the field but for a NUL.
    mutating func putOctal(_ value: Int64, at offset: Int, width: Int) {
      var rest = value
      bytes[offset + width - 1] = 0
      for index in stride(from: offset + width - 2, through: offset, by: -1) {
        bytes[index] = ASCII.zero + UInt8(rest & 7)
        rest >>= 3
      }
    }

    /// Puts octal digits, or, where those do not fit, GNU's form: a marked first byte and two's complement.
    mutating func putNumber(_ value: Int64, at offset: Int, width: Int) {
      let octalBits = 3 * (width - 1)
      guard value < 0 || value >> octalBits != 0 else { return putOctal(value, at: offset, width: width) }
      var rest = value
      for index in stride(from: offset + width - 1, to: offset, by: -1) {
        bytes[index] = UInt8(truncatingIfNeeded: rest)
        rest >>= 8
      }
      bytes[offset] = value < 0 ? 0xff : 0x80
    }

    /// Completes the block with its type, the magic of the format and the checksum.
    mutating func finish(type: Unicode.Scalar, to output: inout [UInt8]) {
      bytes[156] = UInt8(ascii: type)
      put(Array("ustar  ".utf8), at: 257, width: 8)
      put(Array("        ".utf8), at: 148, width: 8)
      putOctal(Int64(bytes.reduce(0) { $0 + Int($1) }), at: 148, width: 7)
      output += bytes
    }
  }
}
