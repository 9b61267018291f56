import Glibc
import PackageModel
import Payload

/// Makes entries of what is in directories.
struct DirectoryLister: Sendable {
  /// A directory that is still to be listed.
  struct Directory: Sendable {
    /// Its path below the root of the walk.
    var path: ByteString
    var identity: StagedEntry.Identity
  }

  /// What directories hold.
  struct Listing: Sendable {
    var entries: [StagedEntry] = []
    var directories: [Directory] = []
    var skipped: [StagedTree.Skipped] = []
  }

  let walk: TreeWalk
  /// The root of the walk, open.
  let root: Int32

  /// Lists one directory.
  func list(_ directory: Directory) throws(StagingError) -> Listing {
    var listing = Listing()
    do throws(PayloadError) {
      try list(directory, into: &listing)
    } catch {
      throw .payload(error)
    }
    return listing
  }

  /// The name on disk of a path below the root.
  private func displayed(_ path: ByteString) -> ByteString {
    path.isEmpty ? walk.root : StagedPath.onDisk(walk.root, path)
  }

  private func list(_ directory: Directory, into listing: inout Listing) throws(PayloadError) {
    let shown = displayed(directory.path)
    var reader = try DirectoryReader(directory.path, below: root, displayedPath: shown)
    var status = stat()
    guard fstat(reader.descriptor, &status) == 0 else { throw PayloadError("read", shown) }
    guard StagedEntry.Identity(status) == directory.identity else { throw .changed(shown, .becameAnotherFile) }
    while let name = try reader.next(displayedPath: shown) {
      let path = StagedPath.join(directory.path, name)
      if let excludes = walk.excludes, excludes(StagedPath.join(walk.destination, path)) { continue }
      guard let status = try reader.status(of: name, displayedPath: { displayed(path) }) else { continue }
      guard let kind = FileKind(mode: status.st_mode) else { continue }
      switch kind {
      case .directory:
        listing.entries.append(entry(path, kind: .directory, status))
        listing.directories.append(Directory(path: path, identity: .init(status)))
      case .regular:
        var file = entry(path, kind: .file, status)
        file.content = .file(displayed(path), FileStamp(status))
        if status.st_nlink > 1 { file.identity = .init(status) }
        listing.entries.append(file)
      case .symbolicLink:
        var link = entry(path, kind: .link, status)
        link.target = try SymbolicLink.target(of: name, in: reader.descriptor) { displayed(path) }
        link.leadsToDirectory = walk.classifiesLinks && reader.leadsToDirectory(name)
        listing.entries.append(link)
      case .fifo:
        listing.entries.append(entry(path, kind: .fifo, status))
      case .characterDevice, .blockDevice, .socket:
        listing.skipped.append(.init(path: displayed(path), kind: kind))
      }
    }
  }

  /// An entry without content for what stat(2) says.
  func entry(_ path: ByteString, kind: StagedEntry.Kind, _ status: stat) -> StagedEntry {
    StagedEntry(
      StagedPath.join(walk.destination, path), kind, permissions: status.st_mode & 0o7777,
      owner: .init(id: status.st_uid), group: .init(id: status.st_gid), modified: FileTime(status.st_mtim))
  }
}

extension StagedEntry.Identity {
  init(_ status: stat) {
    self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }
}
