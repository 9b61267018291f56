package import Glibc
package import PackageModel

/// An open file, closed when the last holder lets go of it.
///
/// Reading and writing at an offset leave the file's position alone, so threads may share one.
package final class OpenFile: Sendable {
  /// The name to use in messages.
  package let path: ByteString
  package let descriptor: Int32

  /// Takes over a descriptor.
  package init(adopting descriptor: Int32, path: ByteString) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Opens a file for reading. A FIFO that has taken the place of a file does not block.
  package convenience init(reading path: ByteString) throws(PayloadError) {
    let descriptor = try Self.open(path, O_RDONLY | O_NONBLOCK, 0)
    self.init(adopting: descriptor, path: path)
  }

  deinit {
    close(descriptor)
  }

  static func open(_ path: ByteString, _ flags: Int32, _ mode: mode_t) throws(PayloadError) -> Int32 {
    guard !path.contains(0) else { throw PayloadError("open", path, code: EINVAL) }
    guard !path.isEmpty else { throw PayloadError("open", path, code: ENOENT) }
    let descriptor = LongPath.open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw PayloadError("open", path) }
    return descriptor
  }

  /// What the file is now.
  package func status() throws(PayloadError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw PayloadError("read", path) }
    return status
  }

  /// Reads at the file's position; 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) -> Int {
    let count = retryingInterruptions { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    guard count >= 0 else { throw PayloadError("read", path) }
    return count
  }

  /// Reads at an offset; 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(PayloadError) -> Int {
    let count = retryingInterruptions { pread(descriptor, buffer.baseAddress, buffer.count, off_t(clamping: offset)) }
    guard count >= 0 else { throw PayloadError("read", path) }
    return count
  }

  /// The bytes at an offset: `count` of them, or fewer where the file ends.
  package func bytes(_ count: Int, at offset: UInt64) throws(PayloadError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try bytes.withBytes { (buffer) throws(PayloadError) in
      var filled = 0
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let received = try read(into: rest, at: offset + UInt64(filled))
        if received == 0 { break }
        filled += received
      }
      return filled
    }
    return Array(bytes[..<filled])
  }

  /// Writes everything at the file's position.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(PayloadError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = retryingInterruptions { Glibc.write(descriptor, rest.baseAddress, rest.count) }
      guard count >= 0 else { throw PayloadError("write to", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes everything at an offset.
  package func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(PayloadError) {
    var rest = bytes
    var offset = offset
    while !rest.isEmpty {
      let count = retryingInterruptions { pwrite(descriptor, rest.baseAddress, rest.count, off_t(clamping: offset)) }
      guard count >= 0 else { throw PayloadError("write to", path) }
      offset += UInt64(count)
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes everything at the file's position.
  package func write(_ bytes: [UInt8]) throws(PayloadError) {
    let outcome = bytes.withUnsafeBytes { buffer in
      Result { () throws(PayloadError) in try write(buffer) }
    }
    try outcome.get()
  }

  /// Waits until the file's bytes are on the disk.
  package func synchronize() throws(PayloadError) {
    guard retryingInterruptions({ Int(fsync(descriptor)) }) == 0 else { throw PayloadError("write to", path) }
  }
}

/// Calls again while a signal interrupts the call.
func retryingInterruptions(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
