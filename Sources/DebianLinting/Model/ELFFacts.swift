import PackageModel
import Payload
import Staging

/// What checks want to know of an ELF file.
package struct ELFFacts: Sendable, Hashable {
  package var bits: Int
  package var machine: UInt16
  /// 1 an object, 2 a program at a fixed place, 3 a library or a program that runs anywhere, 4 a core.
  package var type: UInt64
  /// The names in `DT_NEEDED`.
  package var needed: [String] = []
  package var soname: String?
  /// The directories of `DT_RPATH`.
  package var rpath: [String] = []
  /// The directories of `DT_RUNPATH`.
  package var runpath: [String] = []
  /// Whether code has to be changed when the file is loaded.
  package var hasTextRelocations = false
  /// Whether there is a symbol table besides the one for linking.
  package var hasSymbols = false
  /// Whether there is a dynamic section.
  package var isDynamic = false
  /// Whether a program interpreter is named.
  package var hasInterpreter = false
  package var hasRelocationReadOnly = false
  package var bindsNow = false
  /// The flags of the stack; `nil` where nothing is said about it.
  package var stackFlags: UInt64?
  /// Whether the section headers do not fit the file.
  package var isDamaged = false
  /// The names of the sections.
  package var sections: Set<String> = []

  /// Reads the facts; `nil` for what is no ELF file.
  init?(_ reader: RandomReader) throws(PayloadError) {
    guard let image = try ELFImage(reader) else { return nil }
    bits = image.bits
    machine = image.machine
    type = image.type
    if let sections = try image.sections() {
      self.sections = Set(sections.map(\.name.text))
      hasSymbols = sections.contains { $0.type == 2 }
    } else {
      isDamaged = true
    }
    for segment in try image.segments() {
      switch segment.type {
      case 2: isDynamic = true
      case 3: hasInterpreter = true
      case 0x6474_e551: stackFlags = segment.flags
      case 0x6474_e552: hasRelocationReadOnly = true
      default: break
      }
    }
    try readDynamic(image)
  }

  private mutating func readDynamic(_ image: ELFImage) throws(PayloadError) {
    let entries = try image.dynamicEntries()
    guard !entries.isEmpty else { return }
    let strings = try image.dynamicStrings(entries)
    func text(_ offset: UInt64) -> String {
      guard offset < UInt64(strings.count) else { return "" }
      return String(decoding: strings[Int(offset)...].prefix { $0 != 0 }, as: UTF8.self)
    }
    for entry in entries {
      switch entry.tag {
      case 1: needed.append(text(entry.value))
      case 14: soname = text(entry.value)
      case 15: rpath += text(entry.value).split(separator: ":").map(String.init)
      case 22: hasTextRelocations = true
      case 29: runpath += text(entry.value).split(separator: ":").map(String.init)
      case 24: bindsNow = true
      case 30: if entry.value & 8 != 0 { bindsNow = true }
      case 0x6fff_fffb:
        if entry.value & 1 != 0 { bindsNow = true }
      default: break
      }
    }
  }
}
