import Glibc
import PackageModel
import Payload

/// Reads symbolic links.
enum SymbolicLink {
  /// Where a link points, whatever its length.
  ///
  /// - Parameter directory: an open directory that the name is relative to, or `AT_FDCWD`.
  static func target(
    of name: ByteString, in directory: Int32, displayedPath: () -> ByteString
  ) throws(PayloadError) -> ByteString {
    var capacity = 256
    while true {
      var length = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        length = name.withCString { path in
          buffer.withMemoryRebound(to: CChar.self) { readlinkat(directory, path, $0.baseAddress!, capacity) }
        }
        count = max(0, length)
      }
      guard length >= 0 else { throw PayloadError("read", displayedPath()) }
      if length < capacity { return ByteString(bytes) }
      capacity *= 4
    }
  }
}
