package import PackageModel
package import Payload

/// An ELF file (elf(5)), of either width and byte order: its sections, its segments and what the dynamic linker is told.
/// Numbers of the file are believed only as far as the file reaches.
package struct ELFImage {
  /// A section, without its content.
  package struct Section: Hashable, Sendable {
    package var name: ByteString
    package var type: UInt64
    package var offset: UInt64
    package var size: UInt64
  }

  /// A segment: what is mapped, or what the loader is told.
  package struct Segment: Hashable, Sendable {
    package var type: UInt64
    package var flags: UInt64
    package var offset: UInt64
    package var address: UInt64
    package var fileSize: UInt64
  }

  /// An entry of the dynamic section.
  package struct DynamicEntry: Hashable, Sendable {
    package var tag: UInt64
    package var value: UInt64
  }

  /// 32 or 64.
  package let bits: Int
  /// The machine's number.
  package let machine: UInt16
  /// What the file is: 1 an object, 2 a program at a fixed place, 3 a library or a program that runs anywhere, 4 a core.
  package let type: UInt64

  private static let largestTable: UInt64 = 64 << 20

  private let layout: Layout
  private let header: [UInt8]
  private let reader: RandomReader

  /// Looks into a file; `nil` for files that are no ELF files, or end within the header.
  package init?(_ reader: RandomReader) throws(PayloadError) {
    let start = try reader.bytes(64, at: 0)
    guard start.count >= 20, start.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
    guard let isWide = [1: false, 2: true][start[4]], let isLittle = [1: true, 2: false][start[5]] else { return nil }
    layout = Layout(isWide: isWide, isLittle: isLittle)
    guard start.count >= layout.headerSize else { return nil }
    header = start
    self.reader = reader
    bits = isWide ? 64 : 32
    type = layout.number(start, 16, 2)
    machine = UInt16(truncatingIfNeeded: layout.number(start, 18, 2))
  }

  /// The sections in the order of their headers, the first one, which is none, left out; `nil` where the headers do not
  /// fit the file.
  package func sections() throws(PayloadError) -> [Section]? {
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
    guard count <= reader.size / entrySize, let names = try entry(nameSection)?.1, names.size <= Self.largestTable
    else {
      return nil
    }
    let text = try reader.bytes(Int(names.size), at: names.offset)
    var sections: [Section] = []
    for number in 1..<max(count, 1) {
      guard var (start, section, _) = try entry(number) else { return nil }
      start = min(start, UInt64(text.count))
      section.name = ByteString(text[Int(start)...].prefix { $0 != 0 })
      sections.append(section)
    }
    return sections
  }

  /// The segments; none where the headers do not fit the file.
  package func segments() throws(PayloadError) -> [Segment] {
    let wide = layout.isWide
    let table = layout.number(header, wide ? 32 : 28, wide ? 8 : 4)
    let entrySize = layout.number(header, wide ? 54 : 42, 2)
    let count = layout.number(header, wide ? 56 : 44, 2)
    guard table > 0, count > 0, entrySize >= (wide ? 56 : 32), count * entrySize <= min(reader.size, 1 << 22) else {
      return []
    }
    let bytes = try reader.bytes(Int(count * entrySize), at: table)
    guard bytes.count == Int(count * entrySize) else { return [] }
    return (0..<Int(count)).map { number in
      let start = number * Int(entrySize)
      func value(_ narrow: Int, _ wideOffset: Int, _ wideWidth: Int = 8) -> UInt64 {
        layout.number(bytes, start + (wide ? wideOffset : narrow), wide ? wideWidth : 4)
      }
      return Segment(
        type: value(0, 0, 4), flags: value(24, 4, 4), offset: value(4, 8), address: value(8, 16),
        fileSize: value(16, 32))
    }
  }

  /// The entries of the dynamic section up to its end mark; none where there is no such section.
  package func dynamicEntries() throws(PayloadError) -> [DynamicEntry] {
    guard let segment = try segments().first(where: { $0.type == 2 }) else { return [] }
    let width = layout.isWide ? 8 : 4
    let bytes = try reader.bytes(Int(min(segment.fileSize, Self.largestTable)), at: segment.offset)
    var entries: [DynamicEntry] = []
    for start in stride(from: 0, to: bytes.count - 2 * width + 1, by: 2 * width) {
      let entry = DynamicEntry(
        tag: layout.number(bytes, start, width), value: layout.number(bytes, start + width, width))
      if entry.tag == 0 { break }
      entries.append(entry)
    }
    return entries
  }

  /// The texts that the entries of a dynamic section speak of.
  package func dynamicStrings(_ entries: [DynamicEntry]) throws(PayloadError) -> [UInt8] {
    guard let address = entries.first(where: { $0.tag == 5 })?.value,
      let size = entries.first(where: { $0.tag == 10 })?.value, size <= Self.largestTable
    else { return [] }
    for segment in try segments() where segment.type == 1 && address >= segment.address {
      let distance = address - segment.address
      let (offset, overflow) = segment.offset.addingReportingOverflow(distance)
      if distance < segment.fileSize, !overflow { return try reader.bytes(Int(size), at: offset) }
    }
    return []
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
