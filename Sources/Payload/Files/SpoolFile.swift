import Glibc
package import PackageModel
import Synchronization

/// A nameless temporary file that content is put into, to be read again in any order.
///
/// It disappears with its last holder, however the program ends.
package final class SpoolFile: Sendable {
  /// The open file; regions of it are content sources.
  package let file: OpenFile
  private let end: Atomic<UInt64>

  /// Makes a spool in a directory; without one, in `$TMPDIR` or `/var/tmp`, which is meant for large files.
  package init(in directory: ByteString? = nil) throws(PayloadError) {
    let directory = directory ?? Self.defaultDirectory
    let (descriptor, path, slot) = try TemporaryFile.create(in: directory)
    _ = path.withCString { unlink($0) }
    if let slot { PendingFiles.forget(slot) }
    file = OpenFile(adopting: descriptor, path: path)
    end = Atomic(0)
  }

  /// Where large files may lie for a while: `$TMPDIR` or `/var/tmp`.
  package static var defaultDirectory: ByteString {
    guard let value = getenv("TMPDIR"), value.pointee != 0 else { return "/var/tmp" }
    return ByteString(cString: value)
  }

  /// The number of bytes put in so far.
  package var size: UInt64 { end.load(ordering: .acquiring) }

  /// Appends bytes. Only one thread may append at a time.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(PayloadError) {
    let start = size
    try file.write(bytes, at: start)
    end.store(start + UInt64(bytes.count), ordering: .releasing)
  }

  /// Leaves a hole of zeros at the end.
  package func appendZeros(_ count: UInt64) throws(PayloadError) {
    let (newEnd, overflow) = size.addingReportingOverflow(count)
    guard !overflow, let length = off_t(exactly: newEnd) else { throw PayloadError("write to", file.path, code: EFBIG) }
    guard retryingInterruptions({ Int(ftruncate(file.descriptor, length)) }) == 0 else {
      throw PayloadError("write to", file.path)
    }
    end.store(newEnd, ordering: .releasing)
  }
}
