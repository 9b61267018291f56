import CLinux
import Glibc
package import PackageModel
package import Payload

/// A file of the repository, opened to be sent.
package struct StoredFile: Sendable {
  package let file: OpenFile
  package let size: Int64
  /// Whole seconds since 1970.
  package let modified: Int64
  /// What tells this state of the file from others (RFC 9110, 8.8.3).
  package let tag: String

  /// Opens a file.
  ///
  /// - Returns: `nil` where there is no regular file.
  package init?(_ path: ByteString) {
    // A FIFO must not block, and what somebody put in the place of a file must not lead elsewhere.
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return nil }
    file = OpenFile(adopting: descriptor, path: path)
    var status = stat()
    guard fstat(descriptor, &status) == 0, FileKind(mode: status.st_mode) == .regular else { return nil }
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec)
    let time = UInt64(bitPattern: Int64(status.st_mtim.tv_sec)) &* 1_000_000_000 &+ UInt64(status.st_mtim.tv_nsec)
    tag = "\"" + String(time, radix: 36) + "-" + String(status.st_size, radix: 36) + "\""
  }
}
