import PackageModel
import Payload

/// Makes a tree of the entries of an archive, as unpacking would, without unpacking.
struct ArchiveTree {
  private let path: ByteString
  private let specialFiles: TreeWalk.SpecialFiles
  /// The number that tells this archive's files from those of others, in the place of a device's.
  private let device: UInt64
  private var builder = TreeBuilder()
  /// What hard links refer to: the entries so far by the archive's names.
  private var named: [ByteString: StagedEntry] = [:]
  private var skipped: [StagedTree.Skipped] = []

  init(_ path: ByteString, number: Int, specialFiles: TreeWalk.SpecialFiles) {
    self.path = path
    self.specialFiles = specialFiles
    device = .max - UInt64(clamping: number)
  }

  /// - Parameters:
  ///   - directory: only what is below it is taken, and becomes the top.
  ///   - spool: where the content goes.
  mutating func read(directory: ByteString?, spool: SpoolFile) throws(StagingError) -> StagedTree {
    let entries: [ForeignEntry]
    do throws(PayloadError) {
      entries = try ForeignArchive.entries(of: path, spool: spool)
    } catch {
      throw .payload(error)
    }
    let top = try top(directory)
    var hasTop = top.isEmpty
    for (number, foreign) in entries.enumerated() {
      guard let name = ArchivePath.normalized(foreign.name) else {
        throw .malformed(path, line: nil, reason: "the entry \(foreign.name) leads out of the archive")
      }
      guard var entry = try entry(foreign, name: name, number: number) else { continue }
      named[name] = entry
      guard name == top || top.isEmpty || name.hasPrefix(top + "/") else { continue }
      hasTop = true
      entry.path = ByteString(name.bytes.dropFirst(top.isEmpty ? 0 : top.count + 1))
      guard !entry.path.isEmpty || entry.kind == .directory else { throw .missingDirectory(top) }
      try builder.place(entry)
    }
    guard hasTop else { throw .missingDirectory(directory ?? top) }
    var tree = builder.finish()
    tree.skipped = skipped
    return tree
  }

  private func top(_ directory: ByteString?) throws(StagingError) -> ByteString {
    guard let directory else { return "" }
    guard let top = StagedPath.normalized(directory) else { throw .outsidePackage(directory) }
    return top
  }

  private mutating func entry(
    _ foreign: ForeignEntry, name: ByteString, number: Int
  ) throws(StagingError) -> StagedEntry? {
    var entry = StagedEntry(
      name, .directory, permissions: foreign.mode, owner: Self.account(foreign.userName, foreign.userID),
      group: Self.account(foreign.groupName, foreign.groupID),
      modified: FileTime(seconds: foreign.modificationTime ?? 0))
    switch foreign.kind {
    case .directory: break
    case .file(let content):
      entry.kind = .file
      entry.content = content
      entry.identity = .init(device: device, inode: UInt64(number))
    case .symbolicLink(let target):
      entry.kind = .link
      entry.target = target
    case .hardLink(let target):
      guard let wanted = ArchivePath.normalized(target), var other = named[wanted], other.kind != .directory else {
        throw .missingLinkTarget(name, target: target)
      }
      other.path = name
      return other
    case .fifo: entry.kind = .fifo
    case .characterDevice: return try special(name, .characterDevice)
    case .blockDevice: return try special(name, .blockDevice)
    case .socket: return try special(name, .socket)
    }
    return entry
  }

  private mutating func special(_ name: ByteString, _ kind: FileKind) throws(StagingError) -> StagedEntry? {
    let shown = path + "/" + name
    guard specialFiles == .areSkipped else { throw .special(shown, kind) }
    skipped.append(.init(path: shown, kind: kind))
    return nil
  }

  private static func account(_ name: ByteString, _ id: Int64) -> StagedEntry.Account {
    .init(name: name.isEmpty ? nil : name, id: UInt32(exactly: id))
  }
}
