import PackageModel
package import Payload

extension DebFile {
  /// The largest control archive that is read; the largest in Debian has a few MiB.
  private static let largestControlArchive: UInt64 = 256 << 20

  /// The entries of the control archive with their content in memory.
  package func controlEntries() throws(DebReadError) -> [TarEntry] {
    let reader = try controlReader()
    var entries: [TarEntry] = []
    while let entry = try reader.next() {
      var content: [UInt8] = []
      if entry.kind == .file {
        content = [UInt8](repeating: 0, count: Int(clamping: min(entry.size, Self.largestControlArchive)))
        try reader.readAll(into: &content)
      }
      entries.append(TarEntry(entry, .memory(content)))
    }
    return entries
  }

  /// The regular files of the control archive.
  package func controlMembers() throws(DebReadError) -> [ControlMember] {
    try controlEntries().compactMap { entry in
      guard case .file(let source) = entry.kind, case .memory(let bytes) = source.origin else { return nil }
      return ControlMember(entry.name, mode: entry.mode, bytes: bytes, modificationTime: entry.modificationTime)
    }
  }

  /// Reads the control archive entry by entry.
  package func controlReader() throws(DebReadError) -> TarReader {
    try archive(controlMember, controlFormat, limit: Self.largestControlArchive)
  }

  /// Reads the data archive entry by entry.
  package func dataReader() throws(DebReadError) -> TarReader {
    // Headers and padding are beside the content: a block each, and more for long names.
    let overhead = UInt64(limits.entryCount) * UInt64(2 * limits.pathLength + 4096)
    let (limit, overflow) = limits.totalSize.addingReportingOverflow(overhead)
    return try archive(dataMember, dataFormat, limit: overflow ? .max : limit)
  }

  /// The entries of the data archive, with their content in a spool so that it can be read in any order; content that
  /// is not compressed stays where it is.
  package func dataEntries(spool: SpoolFile) throws(DebReadError) -> [TarEntry] {
    let reader = try dataReader()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    var entries: [TarEntry] = []
    while let entry = try reader.next() {
      if dataFormat == .none {
        let offset = dataMember.offset + reader.contentOffset
        entries.append(TarEntry(entry, .region(of: file, offset: offset, length: entry.size)))
        continue
      }
      let start = spool.size
      while true {
        let count = try reader.read(into: buffer)
        if count == 0 { break }
        do throws(PayloadError) {
          try spool.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        } catch {
          throw reader.failure(.payload(error))
        }
      }
      entries.append(TarEntry(entry, .region(of: spool.file, offset: start, length: entry.size)))
    }
    return entries
  }
}

extension TarReader {
  /// Reads all content of the current entry into an array of its size.
  package func readAll(into bytes: inout [UInt8]) throws(DebReadError) {
    try bytes.withBytes { (buffer) throws(DebReadError) in
      var filled = 0
      while filled < buffer.count {
        let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { return }
        filled += count
      }
    }
  }
}

extension TarEntry {
  /// An entry that has been read, with its content.
  init(_ entry: StreamedEntry, _ content: ContentSource) {
    let kind: Kind =
      switch entry.kind {
      case .file: .file(content)
      case .directory: .directory
      case .symbolicLink(let target): .symbolicLink(target)
      case .hardLink(let target): .hardLink(target)
      case .fifo: .fifo
      case .characterDevice(let major, let minor): .characterDevice(major: major, minor: minor)
      case .blockDevice(let major, let minor): .blockDevice(major: major, minor: minor)
      }
    self.init(
      entry.name, kind, mode: entry.mode, userID: UInt32(clamping: entry.userID),
      groupID: UInt32(clamping: entry.groupID), userName: entry.userName, groupName: entry.groupName,
      modificationTime: entry.modificationTime)
  }
}
