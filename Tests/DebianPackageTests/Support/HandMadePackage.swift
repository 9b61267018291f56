import PackageModel
import Payload

@testable import DebianPackage

/// Packages made byte by byte, so that they can be wrong in every way.
enum HandMadePackage {
  /// A member of the container.
  struct Member {
    var name: String
    var bytes: [UInt8]
    var size: String?

    init(_ name: String, _ bytes: [UInt8], size: String? = nil) {
      self.name = name
      self.bytes = bytes
      self.size = size
    }
  }

  static func archive(_ members: [Member]) -> [UInt8] {
    members.reduce(Array("!<arch>\n".utf8)) { bytes, member in
      func field(_ text: String, _ width: Int) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0x20, count: width - text.utf8.count)
      }
      let header =
        field(member.name, 16) + field("0", 12) + field("0", 6) + field("0", 6) + field("100644", 8)
        + field(member.size ?? String(member.bytes.count), 10) + Array("`\n".utf8)
      return bytes + header + member.bytes + (member.bytes.count % 2 == 1 ? [0x0a] : [])
    }
  }

  static let version = Member("debian-binary", Array("2.0\n".utf8))

  /// A package whose archives are not compressed.
  static func package(control: [UInt8] = tar([header("./", type: "5")]), data: [UInt8]) -> [UInt8] {
    archive([version, Member("control.tar", control), Member("data.tar", data)])
  }

  /// A tar archive of blocks, with its end.
  static func tar(_ blocks: [[UInt8]]) -> [UInt8] {
    blocks.flatMap(\.self) + [UInt8](repeating: 0, count: 1024)
  }

  /// A header block and the content that belongs to it.
  static func header(
    _ name: String, type: Unicode.Scalar, target: String = "", content: [UInt8] = [], magic: String = "ustar  \0",
    mode: String = "0000644\0", size: [UInt8]? = nil, prefix: String = "", time: [UInt8]? = nil
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Sequence<UInt8>, _ offset: Int) {
      for (index, byte) in bytes.enumerated() { block[offset + index] = byte }
    }
    func octal(_ value: Int, _ digits: Int) -> [UInt8] {
      let text = String(value, radix: 8)
      return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
    }
    put(name.utf8, 0)
    put(mode.utf8, 100)
    put("0000000\0".utf8, 108)
    put("0000000\0".utf8, 116)
    put(size ?? octal(content.count, 11), 124)
    put(time ?? octal(1_600_000_000, 11), 136)
    put("        ".utf8, 148)
    put([UInt8(ascii: type)], 156)
    put(target.utf8, 157)
    put(magic.utf8, 257)
    put(prefix.utf8, 345)
    put(octal(block.reduce(0) { $0 + Int($1) }, 6) + [0, 0x20], 148)
    return block + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  static func file(_ name: String, _ content: String = "content") -> [UInt8] {
    header(name, type: "0", content: Array(content.utf8))
  }
}
