package import PackageModel

/// Paths as archives give them.
package enum ArchivePath {
  /// The path relative to the archive's root, without `.` and empty parts; empty for the root itself.
  ///
  /// - Returns: `nil` for a path with `..` or NUL, which no honest archive has.
  package static func normalized(_ path: ByteString) -> ByteString? {
    guard !path.contains(0) else { return nil }
    let parts = path.bytes.split(separator: ASCII.slash).filter { !$0.elementsEqual([ASCII.dot]) }
    guard !parts.contains(where: { $0.elementsEqual([ASCII.dot, ASCII.dot]) }) else { return nil }
    return ByteString(parts.joined(separator: [ASCII.slash]))
  }
}
