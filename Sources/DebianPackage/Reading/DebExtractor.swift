import Glibc
import PackageModel
import Payload

/// Puts the entries of an archive into a directory.
///
/// Nothing is written outside of the directory: paths with `..` are refused by the reader, symbolic links are made but
/// never followed, and hard links are made only to what this extraction has made. A hard link to a symbolic link is
/// another name of the link itself, so it leads no further than the link does.
struct DebExtractor: ~Copyable {
  private let reader: TarReader
  private let tree: DirectoryTree
  private let options: DebExtractionOptions
  private let buffer: UnsafeMutableRawBufferPointer
  private var made: Set<ByteString> = []
  private var directories: [ByteString: StreamedEntry] = [:]

  init(_ reader: TarReader, tree: DirectoryTree, options: DebExtractionOptions) {
    self.reader = reader
    self.tree = tree
    self.options = options
    buffer = .allocate(byteCount: 256 * 1024, alignment: 64)
  }

  deinit {
    buffer.deallocate()
  }

  /// Extracts everything.
  mutating func run() throws(DebReadError) {
    while let entry = try reader.next() { try extract(entry) }
    // Times and modes of directories come last: making things in them changes the one and may need the other.
    for (path, entry) in directories.sorted(by: { $0.key > $1.key }) {
      let file = try reaching { () throws(DirectoryTree.Obstacle) in try tree.directory(path) }
      try applyAttributes(of: entry, to: file)
    }
  }

  private mutating func extract(_ entry: StreamedEntry) throws(DebReadError) {
    if entry.kind == .directory {
      _ = try reaching { () throws(DirectoryTree.Obstacle) in try tree.directory(entry.name) }
      directories[entry.name] = entry
      return
    }
    let (parent, name) = try reaching { () throws(DirectoryTree.Obstacle) in try tree.parent(of: entry.name) }
    try clear(name, in: parent)
    made.remove(entry.name)
    switch entry.kind {
    case .file:
      try writeFile(entry, name, in: parent)
    case .hardLink(let target):
      try link(to: target, name, in: parent)
    case .symbolicLink(let target):
      let result = target.withCString { text in name.withCString { symlinkat(text, parent.descriptor, $0) } }
      try check(result, "create", parent, name)
      try applyToLink(entry, name, in: parent)
    case .fifo:
      try check(name.withCString { mkfifoat(parent.descriptor, $0, 0o600) }, "create", parent, name)
      try applyAttributes(of: entry, toNode: name, in: parent)
    case .characterDevice, .blockDevice: throw reader.failure(.unsafePath(.device))
    case .directory: break
    }
    made.insert(entry.name)
  }

  /// Makes room for an entry. Directories are not replaced, and nothing is written through what was there before.
  private func clear(_ name: ByteString, in parent: OpenFile) throws(DebReadError) {
    switch DirectoryTree.kind(of: name, in: parent) {
    case nil: return
    case .directory: throw reader.failure(.unsafePath(.replacesDirectory))
    default: try check(name.withCString { unlinkat(parent.descriptor, $0, 0) }, "replace", parent, name)
    }
  }

  private func writeFile(_ entry: StreamedEntry, _ name: ByteString, in parent: OpenFile) throws(DebReadError) {
    let path = parent.path + "/" + name
    let descriptor = name.withCString {
      openat(parent.descriptor, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    try check(descriptor, "create", parent, name)
    let file = OpenFile(adopting: descriptor, path: path)
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      do throws(PayloadError) {
        try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      } catch {
        throw reader.failure(.payload(error))
      }
    }
    try applyAttributes(of: entry, to: file)
  }

  private func link(to target: ByteString, _ name: ByteString, in parent: OpenFile) throws(DebReadError) {
    guard made.contains(target) else { throw reader.failure(.unsafePath(.linkToNothing(target))) }
    let (targetParent, targetName) = try reaching { () throws(DirectoryTree.Obstacle) in try tree.parent(of: target) }
    let result = targetName.withCString { old in
      name.withCString { linkat(targetParent.descriptor, old, parent.descriptor, $0, 0) }
    }
    try check(result, "create", parent, name)
  }

  // MARK: - Attributes

  private func mode(_ entry: StreamedEntry) -> mode_t {
    entry.mode & (options.keepsSpecialBits ? 0o7777 : 0o777)
  }

  private func times(_ entry: StreamedEntry) -> [timespec] {
    let time = timespec(tv_sec: Int(entry.modificationTime), tv_nsec: 0)
    return [time, time]
  }

  private func owner(_ entry: StreamedEntry) throws(DebReadError) -> (uid_t, gid_t)? {
    guard options.restoresOwners else { return nil }
    guard let user = uid_t(exactly: entry.userID), let group = gid_t(exactly: entry.groupID) else {
      throw reader.failure(.tarHeader("its owner is a number that the system does not have"))
    }
    return (user, group)
  }

  /// The owner comes before the mode, because changing it takes set-user-id bits away.
  private func applyAttributes(of entry: StreamedEntry, to file: OpenFile) throws(DebReadError) {
    if let (user, group) = try owner(entry) {
      try check(fchown(file.descriptor, user, group), "change the owner of", file.path)
    }
    try check(fchmod(file.descriptor, mode(entry)), "change the mode of", file.path)
    try check(futimens(file.descriptor, times(entry)), "change the time of", file.path)
  }

  private func applyAttributes(
    of entry: StreamedEntry, toNode name: ByteString, in parent: OpenFile
  ) throws(DebReadError) {
    try applyToLink(entry, name, in: parent)
    let mode = mode(entry)
    try check(name.withCString { fchmodat(parent.descriptor, $0, mode, 0) }, "change the mode of", parent, name)
  }

  private func applyToLink(_ entry: StreamedEntry, _ name: ByteString, in parent: OpenFile) throws(DebReadError) {
    if let (user, group) = try owner(entry) {
      let result = name.withCString { fchownat(parent.descriptor, $0, user, group, AT_SYMLINK_NOFOLLOW) }
      try check(result, "change the owner of", parent, name)
    }
    let times = times(entry)
    let result = name.withCString { utimensat(parent.descriptor, $0, times, AT_SYMLINK_NOFOLLOW) }
    try check(result, "change the time of", parent, name)
  }

  // MARK: - Errors

  private func check(
    _ result: Int32, _ operation: String, _ parent: OpenFile, _ name: ByteString
  ) throws(DebReadError) {
    try check(result, operation, parent.path + "/" + name)
  }

  private func check(_ result: Int32, _ operation: String, _ path: ByteString) throws(DebReadError) {
    let code = errno
    if result < 0 { throw reader.failure(.payload(PayloadError(operation, path, code: code))) }
  }

  private func reaching<Result>(
    _ body: () throws(DirectoryTree.Obstacle) -> Result
  ) throws(DebReadError) -> Result {
    do throws(DirectoryTree.Obstacle) {
      return try body()
    } catch {
      switch error {
      case .symbolicLink(let path): throw reader.failure(.unsafePath(.throughLink(path)))
      case .notADirectory(let path): throw reader.failure(.unsafePath(.throughFile(path)))
      case .system(let error): throw reader.failure(.payload(error))
      }
    }
  }
}
