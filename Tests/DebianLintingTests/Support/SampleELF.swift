/// ELF files of x86-64 made by hand, with a dynamic section.
enum SampleELF {
  /// What the file is to say.
  struct Options {
    /// 2 a program at a fixed place, 3 a library.
    var type: UInt16 = 3
    var machine: UInt16 = 62
    var needed: [String] = ["libc.so.6"]
    var soname: String?
    var runpath: String?
    var hasSymbols = false
    var hasRelro = true
    var bindsNow = true
    var stackFlags: UInt32 = 6
    var hasTextRelocations = false
    var hasInterpreter = false
  }

  /// A program that runs anywhere.
  static func program() -> [UInt8] { make(Options(hasInterpreter: true)) }

  static func make(_ options: Options) -> [UInt8] {
    var strings: [UInt8] = [0]
    func text(_ value: String) -> UInt64 {
      let offset = UInt64(strings.count)
      strings += Array(value.utf8) + [0]
      return offset
    }
    var dynamic: [(UInt64, UInt64)] = options.needed.map { (1, text($0)) }
    if let soname = options.soname { dynamic.append((14, text(soname))) }
    if let runpath = options.runpath { dynamic.append((29, text(runpath))) }
    if options.hasTextRelocations { dynamic.append((22, 0)) }
    if options.bindsNow {
      dynamic += [(30, 8), (0x6fff_fffb, options.type == 3 && options.hasInterpreter ? 0x0800_0001 : 1)]
    }
    let stringsOffset: UInt64 = 0x400
    dynamic += [(5, stringsOffset), (10, UInt64(strings.count)), (0, 0)]
    let dynamicOffset = (stringsOffset + UInt64(strings.count) + 15) / 16 * 16
    let dynamicSize = UInt64(dynamic.count * 16)
    var segments: [(type: UInt32, flags: UInt32, offset: UInt64, size: UInt64)] = []
    if options.hasInterpreter { segments.append((3, 4, 0x3c0, 28)) }
    segments.append((1, 4, 0, dynamicOffset + dynamicSize))
    segments.append((2, 6, dynamicOffset, dynamicSize))
    if options.hasRelro { segments.append((0x6474_e552, 4, dynamicOffset, dynamicSize)) }
    segments.append((0x6474_e551, options.stackFlags, 0, 0))
    let names: [UInt8] = Array("\0.shstrtab\0.dynstr\0.dynamic\0.symtab\0".utf8)
    let namesOffset = dynamicOffset + dynamicSize
    let sectionsOffset = (namesOffset + UInt64(names.count) + 7) / 8 * 8
    var sections:
      [(name: UInt32, type: UInt32, address: UInt64, offset: UInt64, size: UInt64, link: UInt32, entry: UInt64)] = [
        (0, 0, 0, 0, 0, 0, 0), (1, 3, 0, namesOffset, UInt64(names.count), 0, 0),
        (11, 3, stringsOffset, stringsOffset, UInt64(strings.count), 0, 0),
        (19, 6, dynamicOffset, dynamicOffset, dynamicSize, 2, 16),
      ]
    if options.hasSymbols { sections.append((28, 2, 0, namesOffset, 0, 2, 24)) }
    var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    func put(_ value: UInt64, _ width: Int) {
      bytes += (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
    put(UInt64(options.type), 2)
    put(UInt64(options.machine), 2)
    put(1, 4)
    put(0, 8)
    put(64, 8)
    put(sectionsOffset, 8)
    put(0, 4)
    for value in [64, 56, segments.count, 64, sections.count, 1] { put(UInt64(value), 2) }
    for segment in segments {
      put(UInt64(segment.type), 4)
      put(UInt64(segment.flags), 4)
      for value in [segment.offset, segment.offset, segment.offset, segment.size, segment.size, 8] { put(value, 8) }
    }
    func pad(to offset: UInt64) { bytes += [UInt8](repeating: 0, count: max(0, Int(offset) - bytes.count)) }
    pad(to: 0x3c0)
    bytes += Array("/lib64/ld-linux-x86-64.so.2\0".utf8)
    pad(to: stringsOffset)
    bytes += strings
    pad(to: dynamicOffset)
    for (tag, value) in dynamic {
      put(tag, 8)
      put(value, 8)
    }
    pad(to: namesOffset)
    bytes += names
    pad(to: sectionsOffset)
    for section in sections {
      put(UInt64(section.name), 4)
      put(UInt64(section.type), 4)
      put(0, 8)
      for value in [section.address, section.offset, section.size] { put(value, 8) }
      put(UInt64(section.link), 4)
      put(0, 4)
      put(1, 8)
      put(section.entry, 8)
    }
    return bytes
  }
}
