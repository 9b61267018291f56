import CLinux
import Glibc
import PackageModel
import Payload
import Synchronization

/// Keeps catalogs that have been read, for programs that run long. A catalog that another process has changed meanwhile
/// is read again.
package final class CatalogMemory: Sendable {
  /// What tells whether a catalog still is the one that was read: every state has a file of its own.
  struct Stamp: Hashable, Sendable {
    private let file: FileStamp
    private let changed: Int64

    fileprivate init(_ status: stat) {
      file = FileStamp(status)
      changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }

    /// The stamp of a file; `nil` where it is missing.
    init?(_ path: ByteString) {
      var status = stat()
      guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
      self.init(status)
    }
  }

  private struct Entry {
    var stamp: Stamp
    var catalog: Catalog
    var logs: [ByteString: CatalogPart] = [:]
  }

  private let entries = Mutex<[ByteString: Entry]>([:])

  package init() {}

  /// The catalog of a folder, if it is the one that the stamp belongs to.
  func catalog(_ path: ByteString, _ stamp: Stamp) -> Catalog? {
    entries.withLock { entries in
      guard let entry = entries[path], entry.stamp == stamp else { return nil }
      return entry.catalog
    }
  }

  /// An update log as it was last written.
  func log(_ name: ByteString, _ path: ByteString, _ stamp: Stamp) -> CatalogPart? {
    entries.withLock { entries in
      guard let entry = entries[path], entry.stamp == stamp else { return nil }
      return entry.logs[name]
    }
  }

  func keep(_ catalog: Catalog, logs: [ByteString: CatalogPart], _ path: ByteString, _ stamp: Stamp) {
    entries.withLock { $0[path] = Entry(stamp: stamp, catalog: catalog, logs: logs) }
  }

  func forget(_ path: ByteString) {
    entries.withLock { $0[path] = nil }
  }
}
