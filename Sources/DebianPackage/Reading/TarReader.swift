package import PackageModel
package import Payload

/// Reads the tar archives of packages, which may be v7, ustar or GNU (deb(5)).
package final class TarReader {
  private let input: any ByteInput
  private let file: ByteString
  private let member: ByteString?
  private let limits: ArchiveLimits
  private var position: UInt64 = 0
  private var headerOffset: UInt64 = 0
  private var entryCount = 0
  private var totalSize: UInt64 = 0
  private var currentName: ByteString?
  private var contentLeft: UInt64 = 0
  private var paddingLeft: UInt64 = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - input: the archive, decompressed.
  ///   - file: the package file, for messages.
  ///   - member: the member of the package, for messages.
  package init(_ input: any ByteInput, file: ByteString, member: ByteString? = nil, limits: ArchiveLimits) {
    self.input = input
    self.file = file
    self.member = member
    self.limits = limits
  }

  /// The next entry; content of the one before that has not been read is skipped.
  ///
  /// - Returns: `nil` at the end of the archive.
  package func next() throws(DebReadError) -> StreamedEntry? {
    try skipContent()
    guard !isAtEnd else { return nil }
    currentName = nil
    headerOffset = position
    var longName: ByteString?
    var longTarget: ByteString?
    while let fields = try readHeader() {
      switch fields.typeFlag {
      case UInt8(ascii: "L"): longName = try readLongText(fields)
      case UInt8(ascii: "K"): longTarget = try readLongText(fields)
      default: return try entry(fields, name: longName ?? fields.name, target: longTarget ?? fields.linkName)
      }
    }
    guard longName == nil, longTarget == nil else { throw failure(.truncatedArchive) }
    try drain()
    return nil
  }

  /// Reads content of the current entry: at least one byte, unless all of it has been read.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(DebReadError) -> Int {
    let wanted = Int(min(UInt64(buffer.count), contentLeft))
    guard wanted > 0 else { return 0 }
    let count = try receive(UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    guard count > 0 else { throw failure(.truncatedArchive) }
    contentLeft -= UInt64(count)
    return count
  }

  /// Where the content of the current entry begins in the archive, as long as none of it has been read.
  var contentOffset: UInt64 { position }

  /// An error at the current entry.
  func failure(_ reason: DebReadError.Reason) -> DebReadError {
    DebReadError(reason, file: file, member: member, offset: headerOffset, entry: currentName)
  }

  // MARK: - Headers

  /// The next header block, or `nil` at the end of the archive.
  private func readHeader() throws(DebReadError) -> TarFields? {
    var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
    let count = try fill(&block)
    if count == 0 { return nil }
    guard count == block.count else { throw failure(.truncatedArchive) }
    let fields = TarFields(block)
    if fields.isEnd { return nil }
    guard fields.hasValidChecksum else { throw failure(.tarHeader("its checksum is wrong")) }
    return fields
  }

  /// The content of an entry that holds a name too long for the next header.
  private func readLongText(_ fields: TarFields) throws(DebReadError) -> ByteString {
    guard let size = fields.size, size > 0 else { throw failure(.tarHeader("a long name has no size")) }
    guard size <= limits.pathLength + 1 else {
      throw failure(.limit("a path is longer than the \(limits.pathLength) bytes that are allowed"))
    }
    var text = [UInt8](repeating: 0, count: Int(TarHeader.padded(UInt64(size))))
    guard try fill(&text) == text.count else { throw failure(.truncatedArchive) }
    return ByteString(text[..<Int(size)].prefix { $0 != 0 })
  }

  private func entry(
    _ fields: TarFields, name: ByteString, target: ByteString
  ) throws(DebReadError) -> StreamedEntry {
    currentName = name
    guard let mode = fields.mode, let userID = fields.userID, let groupID = fields.groupID,
      let size = fields.size, let time = fields.modificationTime
    else { throw failure(.tarHeader("a number in it cannot be read")) }
    guard size >= 0 else { throw failure(.tarHeader("its size is negative")) }
    let (path, kind) = try pathAndKind(fields, name: name, target: target)
    let contentSize = kind == .file ? UInt64(size) : 0
    try admit(contentSize)
    contentLeft = contentSize
    paddingLeft = TarHeader.padded(contentSize) - contentSize
    return StreamedEntry(
      name: path, archiveName: name, kind: kind, size: contentSize, mode: UInt32(truncatingIfNeeded: mode) & 0o7777,
      userID: userID, groupID: groupID, userName: fields.userName, groupName: fields.groupName,
      modificationTime: time, offset: headerOffset)
  }

  private func pathAndKind(
    _ fields: TarFields, name: ByteString, target: ByteString
  ) throws(DebReadError) -> (ByteString, StreamedEntry.Kind) {
    guard !name.isEmpty else { throw failure(.tarHeader("its name is empty")) }
    guard name.count <= limits.pathLength, target.count <= limits.pathLength else {
      throw failure(.limit("a path is longer than the \(limits.pathLength) bytes that are allowed"))
    }
    guard let path = ArchivePath.normalized(name) else { throw failure(.unsafePath(.leadsOut)) }
    guard path.bytes.lazy.filter({ $0 == ASCII.slash }).count <= limits.depth else {
      throw failure(.limit("it lies deeper than the \(limits.depth) directories that are allowed"))
    }
    let kind = try kind(fields, name: name, target: target)
    guard kind == .directory || !path.isEmpty else { throw failure(.tarHeader("the root is not a directory")) }
    return (path, kind)
  }

  private func kind(
    _ fields: TarFields, name: ByteString, target: ByteString
  ) throws(DebReadError) -> StreamedEntry.Kind {
    switch fields.typeFlag {
    case UInt8(ascii: "0"), 0, UInt8(ascii: "7"):
      // The oldest archives tell directories by the slash alone.
      return name.bytes.last == ASCII.slash ? .directory : .file
    case UInt8(ascii: "1"):
      guard let path = ArchivePath.normalized(target) else { throw failure(.unsafePath(.leadsOut)) }
      guard !path.isEmpty else { throw failure(.tarHeader("a hard link has no target")) }
      return .hardLink(path)
    case UInt8(ascii: "2"):
      guard !target.isEmpty else { throw failure(.tarHeader("a symbolic link has no target")) }
      return .symbolicLink(target)
    case UInt8(ascii: "3"), UInt8(ascii: "4"):
      guard let major = fields.deviceMajor, let minor = fields.deviceMinor, major >= 0, minor >= 0 else {
        throw failure(.tarHeader("its device number cannot be read"))
      }
      return fields.typeFlag == UInt8(ascii: "3")
        ? .characterDevice(major: UInt64(major), minor: UInt64(minor))
        : .blockDevice(major: UInt64(major), minor: UInt64(minor))
    case UInt8(ascii: "5"): return .directory
    case UInt8(ascii: "6"): return .fifo
    case let flag: throw failure(.typeFlag(flag))
    }
  }

  private func admit(_ size: UInt64) throws(DebReadError) {
    entryCount += 1
    guard entryCount <= limits.entryCount else {
      throw failure(.limit("the archive has more than the \(limits.entryCount) entries that are allowed"))
    }
    let (sum, overflow) = totalSize.addingReportingOverflow(size)
    guard !overflow, sum <= limits.totalSize else {
      throw failure(.limit("the archive holds more than the \(limits.totalSize) bytes that are allowed"))
    }
    totalSize = sum
  }

  // MARK: - Bytes

  private func receive(_ buffer: UnsafeMutableRawBufferPointer) throws(DebReadError) -> Int {
    do throws(PayloadError) {
      let count = try input.read(into: buffer)
      position += UInt64(count)
      return count
    } catch {
      throw DebReadError(.payload(error), file: file, member: member, entry: currentName)
    }
  }

  /// Fills an array, or as much of it as there is.
  private func fill(_ bytes: inout [UInt8]) throws(DebReadError) -> Int {
    try bytes.withBytes { (buffer) throws(DebReadError) in
      var filled = 0
      while filled < buffer.count {
        let count = try receive(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { break }
        filled += count
      }
      return filled
    }
  }

  private func skipContent() throws(DebReadError) {
    var left = contentLeft + paddingLeft
    contentLeft = 0
    paddingLeft = 0
    guard left > 0 else { return }
    var scratch = [UInt8](repeating: 0, count: Int(min(left, 64 * 1024)))
    while left > 0 {
      let count = try scratch.withBytes { (buffer) throws(DebReadError) in
        try receive(UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(left, UInt64(buffer.count)))]))
      }
      guard count > 0 else { throw failure(.truncatedArchive) }
      left -= UInt64(count)
    }
  }

  /// Reads what follows the end of the archive, so that damage in the compressed stream does not go unseen.
  private func drain() throws(DebReadError) {
    isAtEnd = true
    var scratch = [UInt8](repeating: 0, count: 64 * 1024)
    while try fill(&scratch) > 0 {}
  }
}
