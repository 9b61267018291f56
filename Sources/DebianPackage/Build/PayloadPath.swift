import PackageModel

/// Paths of a payload: relative to the root, without `.` and empty components.
enum PayloadPath {
  /// A path in its plain form, empty for the root itself; `nil` where it climbs out with `..`.
  static func normalised(_ path: ByteString) -> ByteString? {
    if !needsWork(path) { return path }
    var parts: [ByteString] = []
    for part in path.split(on: ASCII.slash) where !part.isEmpty && part != "." {
      if part == ".." { return nil }
      parts.append(part)
    }
    return parts.joined(separator: "/")
  }

  /// The path that `target`, written relative to the folder of `path`, points to; `nil` where it leaves the root.
  static func resolve(_ target: ByteString, from path: ByteString) -> ByteString? {
    var parts = target.bytes.first == ASCII.slash ? [] : Array(path.split(on: ASCII.slash).dropLast())
    for part in target.split(on: ASCII.slash) where !part.isEmpty && part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// The folder of a path; empty for a path at the top.
  static func parent(_ path: ByteString) -> ByteString {
    path.bytes.lastIndex(of: ASCII.slash).map { ByteString(path.bytes[..<$0]) } ?? ""
  }

  private static func needsWork(_ path: ByteString) -> Bool {
    var previous = ASCII.slash
    for byte in path.bytes {
      if previous == ASCII.slash, byte == ASCII.slash || byte == ASCII.dot { return true }
      previous = byte
    }
    return previous == ASCII.slash
  }
}
