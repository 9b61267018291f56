import PackageModel
import Payload

/// One member of a package archive: where its bytes are.
struct ArchiveEntry: Hashable, Sendable {
  var name: ByteString
  /// Where the member's first header begins, from the beginning of the file.
  var offset: UInt64
  /// Where the content begins; `nil` where only the header tells.
  var contentOffset: UInt64?
  var size: UInt64
  var isDirectory: Bool
}

/// Headers of tar as package archives have them (POSIX.1, pax interchange format).
enum PaxHeader {
  static let blockSize: UInt64 = 512

  /// A number padded to whole blocks.
  static func padded(_ size: UInt64) -> UInt64 {
    let rest = size % blockSize
    return rest == 0 ? size : size &+ (blockSize - rest)
  }

  /// The comment that tells a package archive.
  static let comment: ByteString = "pkg5.archive.version.0"

  /// The block for a member; an extended header comes first where the name or the comment needs one.
  static func bytes(
    _ name: ByteString, size: UInt64, isDirectory: Bool, modified: Int64, records: [(ByteString, ByteString)] = []
  ) -> [UInt8] {
    var records = records
    let full = isDirectory ? name + "/" : name
    if full.count > 100 { records.append(("path", full)) }
    if size > 0o77777777777 { records.append(("size", ByteString(String(size)))) }
    var result: [UInt8] = []
    if !records.isEmpty {
      let content = records.flatMap { record($0.0, $0.1) }
      result += block("././@PaxHeader", size: UInt64(content.count), mode: 0, type: "x", modified: 0, isOwned: false)
      result += content + [UInt8](repeating: 0, count: Int(padded(UInt64(content.count))) - content.count)
    }
    return result
      + block(
        full, size: min(size, 0o77777777777), mode: isDirectory ? 0o755 : 0o644, type: isDirectory ? "5" : "0",
        modified: modified, isOwned: true)
  }

  /// `LENGTH NAME=VALUE`, where the length counts itself.
  private static func record(_ name: ByteString, _ value: ByteString) -> [UInt8] {
    let rest = (" " + name + "=" + value + "\n").bytes
    var length = rest.count
    while String(length).utf8.count + rest.count != length { length = String(length).utf8.count + rest.count }
    return Array(String(length).utf8) + rest
  }

  private static func block(
    _ name: ByteString, size: UInt64, mode: UInt32, type: ByteString, modified: Int64, isOwned: Bool
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: Int(blockSize))
    func put(_ text: [UInt8], at offset: Int) { block.replaceSubrange(offset..<(offset + text.count), with: text) }
    func octal(_ number: UInt64, _ digits: Int) -> [UInt8] {
      let text = String(number, radix: 8)
      return Array((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8)
    }
    put(Array(name.bytes.prefix(100)), at: 0)
    put(octal(UInt64(mode), 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size, 11), at: 124)
    put(octal(UInt64(clamping: modified), 11), at: 136)
    put(Array("        ".utf8), at: 148)
    put(type.bytes, at: 156)
    put(Array("ustar\u{0}00".utf8), at: 257)
    if isOwned {
      put(Array("root".utf8), at: 265)
      put(Array("root".utf8), at: 297)
    }
    let sum = block.reduce(0) { $0 + UInt64($1) }
    put(octal(sum, 6) + [0, ASCII.space], at: 148)
    return block
  }
}
