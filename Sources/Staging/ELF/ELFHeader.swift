package import PackageModel
import Payload

/// What the beginning of an ELF file says about where it runs (elf(5)).
package struct ELFHeader: Hashable, Sendable {
  /// 32 or 64.
  package var bits: Int
  /// The machine's number.
  package var machine: UInt16

  /// How many bytes are needed to tell.
  static let byteCount = 20

  /// Reads a header; `nil` for bytes that do not begin an ELF file.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.byteCount, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
    switch bytes[4] {
    case 1: bits = 32
    case 2: bits = 64
    default: return nil
    }
    switch bytes[5] {
    case 1: machine = UInt16(bytes[18]) | UInt16(bytes[19]) << 8
    case 2: machine = UInt16(bytes[19]) | UInt16(bytes[18]) << 8
    default: return nil
    }
  }

  /// The machine as IPS calls it in `elfarch`: all x86 machines are `i386`, all SPARCs `sparc`; machines that IPS has no
  /// name for are called as Linux calls them.
  package var architecture: ByteString {
    switch machine {
    case 0: "none"
    case 2, 18, 43: "sparc"
    case 3, 6, 62: "i386"
    case 8: "mips"
    case 20, 21: "ppc"
    case 22: "s390"
    case 40: "arm"
    case 183: "aarch64"
    case 243: "riscv"
    case 258: "loongarch"
    default: "other"
    }
  }

  /// The attributes of an action.
  package var attributes: [(ByteString, ByteString)] {
    [("elfarch", architecture), ("elfbits", ByteString(String(bits)))]
  }
}

extension ELFHeader {
  /// The headers of the ELF files of a tree, by the place of the entry.
  static func headers(of tree: StagedTree) throws(StagingError) -> [Int: ELFHeader] {
    let files = tree.entries.indices.filter { (tree.entries[$0].content?.size ?? 0) >= UInt64(byteCount) }
    let results = try ParallelWork.map(files.count) { (number) throws(StagingError) -> ELFHeader? in
      do throws(PayloadError) {
        guard let content = tree.entries[files[number]].content else { return nil }
        return try ELFHeader(content.prefix(byteCount))
      } catch {
        throw .payload(error)
      }
    }
    var headers: [Int: ELFHeader] = [:]
    for (number, header) in results.enumerated() { headers[files[number]] = header }
    return headers
  }
}

extension ContentSource {
  /// The first bytes.
  fileprivate func prefix(_ count: Int) throws(PayloadError) -> [UInt8] {
    let input = try ContentInput(self)
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try bytes.withBytes { (buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) in
      try input.fill(buffer)
    }
    return Array(bytes.prefix(filled))
  }
}
