import Glibc
package import PackageModel

/// Paths of a package, taken apart as text; no file is looked at.
package enum StagedPath {
  /// Whether a path comes before another by the value of the bytes. Paths in a tree begin alike, so they are compared
  /// many bytes at a time.
  package static func precedes(_ left: ByteString, _ right: ByteString) -> Bool {
    left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in
        let shared = min(left.count, right.count)
        let order = shared == 0 ? 0 : memcmp(left.baseAddress!, right.baseAddress!, shared)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }

  /// The last part of a path.
  package static func name(of path: ByteString) -> ByteString {
    guard let slash = path.bytes.lastIndex(of: ASCII.slash) else { return path }
    return ByteString(path.bytes[(slash + 1)...])
  }

  /// The path without its last part; empty at the top.
  package static func parent(of path: ByteString) -> ByteString {
    guard let slash = path.bytes.lastIndex(of: ASCII.slash) else { return "" }
    return ByteString(path.bytes[..<slash])
  }

  /// Puts a name behind a path of a package.
  package static func join(_ path: ByteString, _ name: ByteString) -> ByteString {
    if path.isEmpty { return name }
    if name.isEmpty { return path }
    return ByteString(path.bytes + [ASCII.slash] + name.bytes)
  }

  /// Puts a relative path behind the name of a directory on disk; an absolute path stays as it is.
  package static func onDisk(_ directory: ByteString, _ path: ByteString) -> ByteString {
    if path.bytes.first == ASCII.slash || directory.isEmpty || directory == "." { return path }
    if directory.bytes.last == ASCII.slash { return directory + path }
    return ByteString(directory.bytes + [ASCII.slash] + path.bytes)
  }

  /// The path below the root of a package, without empty parts and `.`; `..` goes up.
  ///
  /// - Returns: `nil` where the path leads out of the package.
  package static func normalized(_ path: ByteString) -> ByteString? {
    if isPlain(path) { return path }
    var parts: [ArraySlice<UInt8>] = []
    for part in path.bytes.split(separator: ASCII.slash) {
      if part.elementsEqual([ASCII.dot]) { continue }
      if part.elementsEqual([ASCII.dot, ASCII.dot]) {
        guard parts.popLast() != nil else { return nil }
        continue
      }
      parts.append(part)
    }
    return ByteString(parts.joined(separator: [ASCII.slash]))
  }

  /// Whether no part of a path is empty or begins with a dot, so that there is nothing to do. Most paths are so.
  private static func isPlain(_ path: ByteString) -> Bool {
    path.bytes.withUnsafeBufferPointer { bytes in
      var previous = ASCII.slash
      for byte in bytes {
        if previous == ASCII.slash, byte == ASCII.slash || byte == ASCII.dot { return false }
        previous = byte
      }
      return previous != ASCII.slash
    }
  }

  /// The length of the longest part of a path.
  package static func longestPart(of path: ByteString) -> Int {
    path.bytes.withUnsafeBufferPointer { bytes in
      var longest = 0
      var start = 0
      for (index, byte) in bytes.enumerated() where byte == ASCII.slash {
        longest = max(longest, index - start)
        start = index + 1
      }
      return max(longest, bytes.count - start)
    }
  }

  /// The way from a directory to a path, both below the same root, as a relative link has it.
  package static func relative(_ path: ByteString, from directory: ByteString) -> ByteString {
    let target = path.bytes.split(separator: ASCII.slash)
    let start = directory.bytes.split(separator: ASCII.slash)
    var shared = 0
    while shared < target.count, shared < start.count, target[shared] == start[shared] { shared += 1 }
    let up = Array(repeating: ArraySlice([ASCII.dot, ASCII.dot]), count: start.count - shared)
    let parts = up + target[shared...]
    return parts.isEmpty ? "." : ByteString(parts.joined(separator: [ASCII.slash]))
  }
}
