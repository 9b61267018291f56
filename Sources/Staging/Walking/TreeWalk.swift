import Glibc
package import PackageModel
import Payload
import Synchronization

/// Lists a directory tree on disk without following links below its root.
///
/// The order of the entries is that of their bytes, whatever order the file system gives them in.
package struct TreeWalk: Sendable {
  /// What happens to sockets and devices.
  package enum SpecialFiles: Sendable {
    /// The walk ends with an error that names the first one.
    case areErrors
    /// They are left out and listed in ``StagedTree/skipped``.
    case areSkipped
  }

  /// The directory, which may be a link to one.
  package var root: ByteString
  /// Where the directory goes in the package; entries are called by this path.
  package var destination: ByteString
  package var specialFiles: SpecialFiles
  /// Whether links are looked at for whether they lead to directories.
  package var classifiesLinks = false
  /// Paths for which this says true are left out, with everything below them.
  package var excludes: (@Sendable (ByteString) -> Bool)?

  package init(_ root: ByteString, destination: ByteString = "", specialFiles: SpecialFiles = .areErrors) {
    self.root = root
    self.destination = destination
    self.specialFiles = specialFiles
  }

  /// The work of a level is shared among threads when it has at least this many directories.
  private static let parallelThreshold = 32

  /// Lists the tree, the root first.
  ///
  /// - Throws: ``StagingError`` for a directory that cannot be read or a special file.
  package func run() throws(StagingError) -> StagedTree {
    let descriptor = root.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .payload(PayloadError("open", root)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .payload(PayloadError("read", root)) }
    let lister = DirectoryLister(walk: self, root: descriptor)
    var found = DirectoryLister.Listing()
    var top = lister.entry("", kind: .directory, status)
    top.path = destination
    found.entries.append(top)
    var level: [DirectoryLister.Directory] = [.init(path: "", identity: .init(status))]
    while !level.isEmpty {
      let listing = try list(level, by: lister)
      found.entries += listing.entries
      found.skipped += listing.skipped
      level = listing.directories
    }
    found.skipped.sort { $0.path < $1.path }
    if specialFiles == .areErrors, let special = found.skipped.first { throw .special(special.path, special.kind) }
    var tree = StagedTree(found.entries)
    tree.skipped = found.skipped
    return tree
  }

  private func list(
    _ level: [DirectoryLister.Directory], by lister: DirectoryLister
  ) throws(StagingError) -> DirectoryLister.Listing {
    let workers = level.count < Self.parallelThreshold ? 1 : min(Processors.count, 8)
    let share = SharedLevel(level)
    guard workers > 1 else { return try lister.list(share) }
    let results = Mutex<[Result<DirectoryLister.Listing, StagingError>]>([])
    var threads: [WorkerThread] = []
    for _ in 1..<workers {
      // A machine without room for another thread does the work with fewer.
      guard
        let thread = try? WorkerThread({
          let result = Result { () throws(StagingError) in try lister.list(share) }
          results.withLock { $0.append(result) }
        })
      else { break }
      threads.append(thread)
    }
    let own = Result { () throws(StagingError) in try lister.list(share) }
    for thread in threads { thread.join() }
    var all = DirectoryLister.Listing()
    var errors: [StagingError] = []
    for result in results.withLock({ $0 }) + [own] {
      switch result {
      case .success(let listing): all.append(listing)
      case .failure(let error): errors.append(error)
      }
    }
    // Which thread fails first is chance; the message must not be.
    if let error = errors.min(by: { $0.description < $1.description }) { throw error }
    return all
  }
}

/// The directories of one level of a tree, handed out one after the other.
final class SharedLevel: Sendable {
  private let directories: [DirectoryLister.Directory]
  private let position = Atomic<Int>(0)

  init(_ directories: [DirectoryLister.Directory]) {
    self.directories = directories
  }

  func next() -> DirectoryLister.Directory? {
    let index = position.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < directories.count ? directories[index] : nil
  }
}
