package import PackageModel
package import Payload

/// What IPS says about an ELF file: where it runs, and a digest of the sections that matter, which stays the same when
/// only comments, debugging information or the order of the file change.
package struct ELFContent: Hashable, Sendable {
  /// The machine, as IPS calls it.
  package var architecture: ByteString
  /// 32 or 64.
  package var bits: Int
  /// SHA-1 of the sections; `nil` where they cannot be read.
  package var digest: ByteString?
  /// SHA-512/256 of the sections.
  package var contentDigest: ByteString?

  /// Sections that do not count.
  private static let ignored: Set<ByteString> = [
    ".SUNW_signature", ".comment", ".SUNW_dof", ".debug", ".plt", ".rela.bss", ".rela.plt", ".line", ".note",
    ".compcom",
  ]
  private static let noBits: UInt64 = 8
  private static let largestNameTable: UInt64 = 64 << 20

  /// Looks into a file; `nil` for files that are no ELF files.
  package init?(_ content: ContentSource) throws(PayloadError) {
    let reader = try RandomReader(content)
    let start = try reader.bytes(64, at: 0)
    guard start.count >= 20, start.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
    guard let isWide = [1: false, 2: true][start[4]], let isLittle = [1: true, 2: false][start[5]] else { return nil }
    let layout = Layout(isWide: isWide, isLittle: isLittle)
    guard start.count >= layout.headerSize else { return nil }
    bits = isWide ? 64 : 32
    architecture =
      switch layout.number(start, 18, 2) {
      case 0: "none"
      case 2, 18, 43: "sparc"
      case 3, 6, 62: "i386"
      case 20, 21: "ppc"
      case 183: "aarch64"
      default: "other"
      }
    guard let sections = try Self.sections(start, layout, reader) else { return }
    let digester = try Digester([.sha1, .sha512t_256])
    for section in sections where !Self.ignored.contains(section.name) {
      if section.type == Self.noBits {
        try digester.update((0..<8).map { UInt8(truncatingIfNeeded: section.size >> (56 - 8 * UInt64($0))) })
      } else if try !reader.read(
        section.offset, section.size,
        { (bytes) throws(PayloadError) in
          try digester.update(bytes)
        })
      {
        return
      }
    }
    let digests = try digester.finish()
    digest = digests[0].hex
    contentDigest = digests[1].hex
  }

  private struct Section {
    var name: ByteString
    var type: UInt64
    var offset: UInt64
    var size: UInt64
  }

  /// The sections in the order of their headers, the first one, which is none, left out; `nil` where the headers do not
  /// fit the file.
  private static func sections(
    _ header: [UInt8], _ layout: Layout, _ reader: RandomReader
  ) throws(PayloadError) -> [Section]? {
    let table = layout.number(header, layout.isWide ? 40 : 32, layout.isWide ? 8 : 4)
    let counts = layout.isWide ? 58 : 46
    let entrySize = layout.number(header, counts, 2)
    var count = layout.number(header, counts + 2, 2)
    var nameSection = layout.number(header, counts + 4, 2)
    guard table > 0 else { return [] }
    guard entrySize >= UInt64(layout.sectionHeaderSize) else { return nil }
    func entry(_ number: UInt64) throws(PayloadError) -> (name: UInt64, Section, link: UInt64)? {
      let (distance, overflow) = number.multipliedReportingOverflow(by: entrySize)
      let (place, overflows) = table.addingReportingOverflow(distance)
      guard !overflow, !overflows else { return nil }
      let bytes = try reader.bytes(layout.sectionHeaderSize, at: place)
      guard bytes.count == layout.sectionHeaderSize else { return nil }
      let section = Section(
        name: "", type: layout.number(bytes, 4, 4),
        offset: layout.isWide ? layout.number(bytes, 24, 8) : layout.number(bytes, 16, 4),
        size: layout.isWide ? layout.number(bytes, 32, 8) : layout.number(bytes, 20, 4))
      let link = layout.isWide ? layout.number(bytes, 40, 4) : layout.number(bytes, 24, 4)
      return (layout.number(bytes, 0, 4), section, link)
    }
    // Files with very many sections keep the real numbers in the first header.
    if count == 0 || nameSection == 0xffff {
      guard let first = try entry(0) else { return nil }
      if count == 0 { count = first.1.size }
      if nameSection == 0xffff { nameSection = first.link }
    }
    guard count > 0 else { return [] }
    guard count <= reader.size / entrySize, let table = try entry(nameSection)?.1, table.size <= largestNameTable else {
      return nil
    }
    let names = try reader.bytes(Int(table.size), at: table.offset)
    var sections: [Section] = []
    for number in 1..<max(count, 1) {
      guard var (start, section, _) = try entry(number) else { return nil }
      start = min(start, UInt64(names.count))
      section.name = ByteString(names[Int(start)...].prefix { $0 != 0 })
      sections.append(section)
    }
    return sections
  }

  /// Where numbers stand and how they are written.
  private struct Layout {
    var isWide: Bool
    var isLittle: Bool

    var headerSize: Int { isWide ? 64 : 52 }
    var sectionHeaderSize: Int { isWide ? 64 : 40 }

    func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> UInt64 {
      (0..<width).reduce(0) { $0 << 8 | UInt64(bytes[offset + (isLittle ? width - 1 - $1 : $1)]) }
    }
  }
}

/// Reads content at any place.
struct RandomReader {
  private enum Place {
    case memory([UInt8])
    case file(OpenFile, offset: UInt64)
  }

  private let place: Place
  let size: UInt64

  init(_ content: ContentSource) throws(PayloadError) {
    size = content.size
    switch content.origin {
    case .memory(let bytes): place = .memory(bytes)
    case .file(let path, _): place = .file(try OpenFile(reading: path), offset: 0)
    case .region(let file, let offset, _): place = .file(file, offset: offset)
    }
  }

  /// The bytes at an offset; fewer where the content ends.
  func bytes(_ count: Int, at offset: UInt64) throws(PayloadError) -> [UInt8] {
    guard offset < size else { return [] }
    let count = Int(min(UInt64(count), size - offset))
    switch place {
    case .memory(let bytes): return Array(bytes[Int(offset)..<(Int(offset) + count)])
    case .file(let file, let base): return try file.bytes(count, at: base + offset)
    }
  }

  /// Gives a run of bytes in pieces.
  ///
  /// - Returns: whether the run lies in the content; otherwise nothing may have been given.
  func read(
    _ offset: UInt64, _ count: UInt64, _ sink: ([UInt8]) throws(PayloadError) -> Void
  ) throws(PayloadError) -> Bool {
    guard count <= size, offset <= size - count else { return false }
    var position = offset
    while position < offset + count {
      let piece = try bytes(Int(min(offset + count - position, 1 << 20)), at: position)
      guard !piece.isEmpty else { return false }
      try sink(piece)
      position += UInt64(piece.count)
    }
    return true
  }
}
