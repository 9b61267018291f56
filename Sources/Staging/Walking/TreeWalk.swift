import Glibc
package import PackageModel
import Payload

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

  /// Lists the tree, the root first.
  ///
  /// - Throws: ``StagingError`` for a directory that cannot be read or a special file.
  package func run() throws(StagingError) -> StagedTree {
    guard !root.isEmpty else { throw .payload(PayloadError("open", root, code: ENOENT)) }
    let descriptor = LongPath.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
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
      let directories = level
      let listings = try ParallelWork.map(directories.count) { (number) throws(StagingError) in
        try lister.list(directories[number])
      }
      level = []
      found.entries.reserveCapacity(listings.reduce(found.entries.count) { $0 + $1.entries.count })
      for listing in listings {
        found.entries += listing.entries
        found.skipped += listing.skipped
        level += listing.directories
      }
    }
    found.skipped.sort { $0.path < $1.path }
    if specialFiles == .areErrors, let special = found.skipped.first { throw .special(special.path, special.kind) }
    var tree = StagedTree(found.entries)
    tree.skipped = found.skipped
    return tree
  }
}
