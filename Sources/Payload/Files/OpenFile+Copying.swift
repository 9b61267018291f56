import CLinux
import Glibc

extension OpenFile {
  /// Appends a run of another file's bytes at this file's position, inside the kernel where it can.
  package func append(_ count: UInt64, bytesOf source: OpenFile, from offset: UInt64) throws(PayloadError) {
    var position = Int64(clamping: offset)
    var remaining = count
    while remaining > 0 {
      let piece = Int(min(remaining, 1 << 30))
      let copied = retryingInterruptions {
        copy_file_range(source.descriptor, &position, descriptor, nil, piece, 0)
      }
      // Some file systems give 0 here for files that do have bytes.
      if copied == 0 || copied < 0 && [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) {
        return try appendByReading(remaining, bytesOf: source, from: UInt64(position))
      }
      guard copied >= 0 else { throw PayloadError("write to", path) }
      remaining -= UInt64(copied)
    }
  }

  private func appendByReading(
    _ count: UInt64, bytesOf source: OpenFile, from offset: UInt64
  ) throws(PayloadError) {
    let buffer = OutputBuffer()
    var reader = try ContentSource.region(of: source, offset: offset, length: count).open()
    while true {
      let count = try reader.read(into: buffer.bytes)
      if count == 0 { return }
      try buffer.give(count) { (bytes) throws(PayloadError) in try write(bytes) }
    }
  }

  /// Begins to write a run of the file's bytes to the disk, so that ``synchronize()`` has less to wait for.
  package func beginSynchronizing(_ count: UInt64, from offset: UInt64) {
    _ = sync_file_range(
      descriptor, Int64(clamping: offset), Int64(clamping: count), LINUX_SYNC_FILE_RANGE_WRITE)
  }
}
