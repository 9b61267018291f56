import PackageModel
import Payload

/// Reads the headers of a tar archive one after the other.
struct ArchiveScanner {
  /// A longer name or list of records than this is no archive of packages.
  private static let largestExtension: UInt64 = 1 << 20

  /// A member as its headers tell it.
  struct Member {
    var entry: ArchiveEntry
    var comment: ByteString?
    var end: UInt64
  }

  let file: OpenFile
  let size: UInt64
  var position: UInt64 = 0

  /// The next member; `nil` at the end of the archive.
  mutating func next() throws(RepositoryError) -> Member? {
    let start = position
    var name: ByteString?
    var givenSize: UInt64?
    var comment: ByteString?
    while true {
      let header = try block(at: position)
      guard header.count == Int(PaxHeader.blockSize), header.contains(where: { $0 != 0 }) else { return nil }
      guard Self.checksumIsRight(header), let length = Self.octal(header[124..<136]) else {
        throw .invalidArchive(file.path)
      }
      let content = position + PaxHeader.blockSize
      switch header[156] {
      case UInt8(ascii: "x"), UInt8(ascii: "g"), UInt8(ascii: "L"):
        guard length <= Self.largestExtension, content + length <= size else { throw .invalidArchive(file.path) }
        let bytes = try wrapping { () throws(PayloadError) in try file.bytes(Int(length), at: content) }
        if header[156] == UInt8(ascii: "L") {
          name = ByteString(bytes.prefix { $0 != 0 })
        } else {
          for (key, value) in Self.records(bytes) {
            switch key {
            case "path": name = value
            case "size": givenSize = UInt64(value.text)
            case "comment": comment = value
            default: break
            }
          }
        }
        position = content + PaxHeader.padded(length)
      default:
        let length = givenSize ?? length
        let isDirectory = header[156] == UInt8(ascii: "5")
        let (end, overflow) = content.addingReportingOverflow(PaxHeader.padded(isDirectory ? 0 : length))
        guard !overflow else { throw .invalidArchive(file.path) }
        position = end
        let full = name ?? Self.name(of: header)
        return Member(
          entry: ArchiveEntry(
            name: full.dropping(suffix: "/") ?? full, offset: start, contentOffset: content,
            size: isDirectory ? 0 : length, isDirectory: isDirectory),
          comment: comment, end: end)
      }
    }
  }

  private func block(at offset: UInt64) throws(RepositoryError) -> [UInt8] {
    guard offset < size else { return [] }
    return try wrapping { () throws(PayloadError) in try file.bytes(Int(PaxHeader.blockSize), at: offset) }
  }

  private static func name(of header: [UInt8]) -> ByteString {
    let name = ByteString(header[..<100].prefix { $0 != 0 })
    guard header[257...].starts(with: Array("ustar".utf8)), header[262] == 0 else { return name }
    let prefix = ByteString(header[345..<500].prefix { $0 != 0 })
    return prefix.isEmpty ? name : prefix + "/" + name
  }

  private static func octal(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    if let first = bytes.first, first & 0x80 != 0 {
      // Numbers beyond octal digits are written in binary.
      return bytes.dropFirst().suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
    let digits = bytes.filter { $0 != 0 && $0 != ASCII.space }
    guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 << 3 | UInt64($1 - 0x30) }
  }

  private static func checksumIsRight(_ header: [UInt8]) -> Bool {
    guard let wanted = octal(header[148..<156]) else { return false }
    var sum: UInt64 = 0
    for (place, byte) in header.enumerated() { sum += (148..<156).contains(place) ? 32 : UInt64(byte) }
    return sum == wanted
  }

  private static func records(_ bytes: [UInt8]) -> [(ByteString, ByteString)] {
    var rest = bytes[...]
    var records: [(ByteString, ByteString)] = []
    while let blank = rest.firstIndex(of: ASCII.space),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > 0, length <= rest.count,
      rest.startIndex + length > blank + 1
    {
      let record = rest[(blank + 1)..<(rest.startIndex + length - 1)]
      if let mark = record.firstIndex(of: ASCII.equals) {
        records.append((ByteString(record[..<mark]), ByteString(record[(mark + 1)...])))
      }
      rest = rest[(rest.startIndex + length)...]
    }
    return records
  }
}
