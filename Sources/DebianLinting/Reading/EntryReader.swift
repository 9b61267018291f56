import DebianPackage
import PackageModel
import Payload

/// Reads the content of the entries of a package one after the other and keeps what checks want to know: digests, what
/// files begin with, the headers of ELF files, and the whole of a few small files. Memory does not grow with their size.
struct EntryReader: ~Copyable {
  /// Reads the next bytes of the content, none at its end.
  typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

  private static let headSize = 4096
  /// ELF files up to this size are read in memory, larger ones from a spool.
  private static let largestInMemory: UInt64 = 16 << 20

  private let digester: Digester
  private let buffer: UnsafeMutableRawBufferPointer
  private var kept: KeptContent

  /// - Throws: `PayloadError` where there is no MD5.
  init(package: String) throws(PayloadError) {
    digester = try Digester(.md5)
    buffer = .allocate(byteCount: 256 * 1024, alignment: 64)
    kept = KeptContent(package: package)
  }

  deinit { buffer.deallocate() }

  /// The entry for a header, with its content read.
  mutating func read(_ entry: StreamedEntry, from source: Source) throws -> PackageEntry {
    var result = PackageEntry(entry)
    guard entry.kind == .file else { return result }
    let keeps = kept.takes(result.path, size: entry.size)
    var whole: [UInt8] = []
    var head: [UInt8] = []
    var spool: SpoolFile?
    var isELF = false
    while true {
      let count = try source(buffer)
      if count == 0 { break }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      try digester.update(bytes)
      if head.count < Self.headSize {
        head += bytes.prefix(Self.headSize - head.count)
        isELF = head.starts(with: [0x7f, 0x45, 0x4c, 0x46])
      }
      if isELF, entry.size > Self.largestInMemory {
        let file = try spool ?? SpoolFile()
        spool = file
        try file.append(bytes)
      } else if keeps || isELF {
        whole += bytes
      }
    }
    result.digest = try digester.finish()[0].hex.text
    if keeps { result.content = whole }
    if isELF {
      let content: ContentSource =
        if let spool { .region(of: spool.file, offset: 0, length: spool.size) } else { .memory(whole) }
      if let facts = try ELFFacts(RandomReader(content)) { result.nature = .elf(facts) }
    } else {
      result.nature = .init(head)
    }
    return result
  }
}

extension PackageEntry.Nature {
  /// What the beginning of a file that is no ELF file says.
  init(_ head: [UInt8]) {
    if let interpreter = Interpreter(head) {
      self = .script(interpreter)
    } else if head.count >= 10, head[0] == 0x1f, head[1] == 0x8b {
      let time = (0..<4).reduce(UInt32(0)) { $0 | UInt32(head[4 + $1]) << (8 * UInt32($1)) }
      self = .gzip(time: time, extraFlags: head[8])
    } else if head.starts(with: Array("!<arch>\n".utf8)) {
      self = .archive
    } else {
      self = .other
    }
  }
}

extension PackageEntry {
  /// An entry without what its content says.
  init(_ entry: StreamedEntry) {
    self.init(
      path: entry.name.text, isUTF8: entry.name.isUTF8, kind: .file, target: "", size: entry.size, mode: entry.mode,
      userID: entry.userID, groupID: entry.groupID, userName: entry.userName.text, groupName: entry.groupName.text,
      modificationTime: entry.modificationTime)
    switch entry.kind {
    case .file: break
    case .directory: kind = .directory
    case .symbolicLink(let target):
      kind = .symbolicLink
      self.target = target.text
    case .hardLink(let target):
      kind = .hardLink
      self.target = target.text
    case .fifo, .characterDevice, .blockDevice: kind = .special
    }
  }
}
