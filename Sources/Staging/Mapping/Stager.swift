import Glibc
import PackageModel
import Payload

/// Carries out a staging request.
struct Stager {
  private let request: StagingRequest
  /// The prefix as a path of the package.
  private let prefix: ByteString
  private let excludes: ExcludePatterns
  private var builder = TreeBuilder()
  private var skipped: [StagedTree.Skipped] = []
  /// Where the content of archives goes; made when the first one comes.
  private var spool: SpoolFile?
  private var archiveCount = 0

  init(_ request: StagingRequest) throws(StagingError) {
    self.request = request
    guard let prefix = StagedPath.normalized(request.prefix ?? "") else {
      throw .outsidePackage(request.prefix ?? "")
    }
    self.prefix = prefix
    excludes = ExcludePatterns(request.excludes, below: prefix)
    if let directory = request.directory, !directory.isEmpty {
      var status = stat()
      guard directory.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw .missingDirectory(directory)
      }
    }
  }

  mutating func add(_ input: StagingRequest.Input) throws(StagingError) {
    switch input {
    case .argument(let text):
      try add(PathMapping(parsing: text) { Self.exists(onDisk($0)) })
    case .mapping(let mapping):
      try add(mapping)
    case .archive(let path, let directory):
      archiveCount += 1
      var reader = ArchiveTree(path, number: archiveCount, specialFiles: request.specialFiles)
      try add(reader.read(directory: directory, spool: openSpool()), below: prefix)
    case .tree(let tree):
      try add(tree, below: "")
    }
  }

  private func onDisk(_ path: ByteString) -> ByteString {
    StagedPath.onDisk(request.directory ?? "", path)
  }

  private static func exists(_ path: ByteString) -> Bool {
    path.withCString { access($0, F_OK) } == 0
  }

  /// The rules of `rsync -a`, as fpm has them.
  private mutating func add(_ mapping: PathMapping) throws(StagingError) {
    var destination = try packagePath(mapping.destination ?? mapping.source, of: mapping)
    let source = onDisk(mapping.source)
    var status = stat()
    // A slash at the end makes the kernel follow a link.
    guard !mapping.source.isEmpty, source.withCString({ lstat($0, &status) }) == 0 else {
      throw .missingInput(mapping.source)
    }
    let kind = FileKind(mode: status.st_mode)
    if let text = mapping.destination {
      let takesContents = kind == .directory && mapping.source.bytes.last == ASCII.slash
      let goesBelow: Bool
      switch kind {
      case .directory: goesBelow = !takesContents
      case .regular, .symbolicLink: goesBelow = text.bytes.last == ASCII.slash || builder.isDirectory(destination)
      default: goesBelow = true
      }
      if goesBelow {
        let trimmed = ByteString(mapping.source.bytes.reversed().drop { $0 == ASCII.slash }.reversed())
        destination = try packagePath(text + "/" + StagedPath.name(of: trimmed), of: mapping)
      }
    }
    try add(source, kind, status, to: destination)
  }

  private func packagePath(_ path: ByteString, of mapping: PathMapping) throws(StagingError) -> ByteString {
    guard let below = StagedPath.normalized(path) else { throw .outsidePackage(mapping.source) }
    return StagedPath.join(prefix, below)
  }

  private mutating func add(
    _ source: ByteString, _ kind: FileKind?, _ status: stat, to destination: ByteString
  ) throws(StagingError) {
    if kind == .directory {
      var walk = TreeWalk(source, destination: destination, specialFiles: request.specialFiles)
      let excludes = excludes
      if !excludes.isEmpty { walk.excludes = { excludes.matches($0) } }
      return try add(walk.run(), below: "")
    }
    guard let entry = try SingleFile.entry(source, status, destination: destination) else {
      guard let kind, request.specialFiles == .areSkipped else { throw .special(source, kind ?? .socket) }
      skipped.append(.init(path: source, kind: kind))
      return
    }
    try builder.place(entry)
  }

  private mutating func add(_ tree: StagedTree, below prefix: ByteString) throws(StagingError) {
    skipped += tree.skipped
    for var entry in tree.entries {
      entry.path = StagedPath.join(prefix, entry.path)
      try builder.place(entry)
    }
  }

  private mutating func openSpool() throws(StagingError) -> SpoolFile {
    if let spool { return spool }
    do throws(PayloadError) {
      let new = try SpoolFile()
      spool = new
      return new
    } catch {
      throw .payload(error)
    }
  }

  func finish() -> StagedTree {
    var tree = builder.finish()
    tree.skipped = skipped
    excludes.remove(from: &tree)
    tree.settleImpliedTimes()
    StagingPolicy(request).apply(to: &tree)
    return tree
  }
}

/// An input that is one file.
enum SingleFile {
  /// The entry; `nil` for a device or a socket.
  static func entry(
    _ source: ByteString, _ status: stat, destination: ByteString
  ) throws(StagingError) -> StagedEntry? {
    let kind: StagedEntry.Kind
    switch FileKind(mode: status.st_mode) {
    case .regular: kind = .file
    case .symbolicLink: kind = .link
    case .fifo: kind = .fifo
    default: return nil
    }
    var entry = StagedEntry(
      destination, kind, permissions: status.st_mode & 0o7777, owner: .init(id: status.st_uid),
      group: .init(id: status.st_gid), modified: FileTime(status.st_mtim))
    switch kind {
    case .file:
      entry.content = .file(source, FileStamp(status))
      if status.st_nlink > 1 { entry.identity = .init(status) }
    case .link:
      do throws(PayloadError) {
        entry.target = try SymbolicLink.target(of: source, in: AT_FDCWD, displayedPath: { source })
      } catch {
        throw .payload(error)
      }
    case .directory, .fifo: break
    }
    return entry
  }
}
