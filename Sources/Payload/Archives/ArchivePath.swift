package import PackageModel

/// Paths as archives give them.
package enum ArchivePath {
  /// Whether a path is relative and without `.`, `..` and empty parts, as ``normalized(_:)`` gives it.
  package static func isPlain(_ path: ByteString) -> Bool {
    var partLength = 0
    var isDots = true
    for byte in path.bytes {
      if byte == ASCII.slash {
        if partLength == 0 || isDots && partLength <= 2 { return false }
        partLength = 0
        isDots = true
      } else {
        partLength += 1
        isDots = isDots && byte == ASCII.dot
      }
    }
    return partLength > 0 && !(isDots && partLength <= 2)
  }

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
