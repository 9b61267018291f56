import CLinux
import Glibc
import PackageModel
import Payload
import Synchronization

/// A nameless temporary file with places for many downloads at a time. It disappears with the program, however that ends.
final class DownloadSpool: Sendable {
  private let spool: SpoolFile
  private let end = Atomic<UInt64>(0)

  init() throws(PayloadError) { spool = try SpoolFile() }

  var file: OpenFile { spool.file }

  /// Makes room for a download and says where.
  func reserve(_ length: UInt64) -> UInt64 { end.wrappingAdd(length, ordering: .relaxed).oldValue }

  /// Gives the room of a download back to the file system.
  func free(_ offset: UInt64, _ length: UInt64) {
    guard let start = Int64(exactly: offset), let count = Int64(exactly: length), count > 0 else { return }
    // File systems that cannot do this keep the space until the end.
    _ = fallocate(file.descriptor, LINUX_PUNCH_HOLE, start, count)
  }
}
