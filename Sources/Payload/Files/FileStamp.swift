package import Glibc
package import PackageModel

/// What identifies the state of a file: recorded by the walk of a tree and compared when the file is read.
package struct FileStamp: Hashable, Sendable {
  /// The size in bytes.
  package var size: UInt64
  /// Seconds since the epoch of the last modification.
  package var modificationSeconds: Int64
  /// The nanoseconds that belong to them.
  package var modificationNanoseconds: Int64
  /// The number of the device the file is on.
  package var device: UInt64
  /// The number of the file on its device.
  package var inode: UInt64

  package init(
    size: UInt64, modificationSeconds: Int64, modificationNanoseconds: Int64, device: UInt64, inode: UInt64
  ) {
    self.size = size
    self.modificationSeconds = modificationSeconds
    self.modificationNanoseconds = modificationNanoseconds
    self.device = device
    self.inode = inode
  }

  /// Takes what stat(2) says.
  package init(_ status: stat) {
    size = UInt64(max(status.st_size, 0))
    modificationSeconds = Int64(status.st_mtim.tv_sec)
    modificationNanoseconds = Int64(status.st_mtim.tv_nsec)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// What is at a path now; `nil` where there is nothing or it cannot be looked at.
  package init?(at path: ByteString) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// How a file that is found now differs from this record.
  func change(to found: FileStamp) -> PayloadError.Change? {
    if device != found.device || inode != found.inode { return .becameAnotherFile }
    if size != found.size { return .size(expected: size, found: found.size) }
    if modificationSeconds != found.modificationSeconds || modificationNanoseconds != found.modificationNanoseconds {
      return .modificationTime
    }
    return nil
  }
}
