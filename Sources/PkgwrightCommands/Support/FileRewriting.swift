import Glibc
import PackageModel
import Payload

/// Gives existing files new contents.
enum FileRewriting {
  /// Replaces the contents of a file at once, keeping its mode. Where the name is a symbolic link, the file it points
  /// to is rewritten.
  static func replace(_ path: ByteString, with contents: [UInt8]) throws(PayloadError) {
    try replace(path) { file throws(PayloadError) in try file.write(contents) }
  }

  /// Replaces the contents of a file by what `body` writes.
  static func replace(
    _ path: ByteString, _ body: (OpenFile) throws(PayloadError) -> Void
  ) throws(PayloadError) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { throw PayloadError("write to", path) }
    let output = try AtomicOutput(
      resolved(path), replacingExisting: true, permissions: UInt32(status.st_mode & 0o7777))
    try body(output.file)
    try output.commit()
  }

  private static func resolved(_ path: ByteString) -> ByteString {
    path.withCString { name in
      guard let real = realpath(name, nil) else { return path }
      defer { free(real) }
      return ByteString(cString: real)
    }
  }
}
