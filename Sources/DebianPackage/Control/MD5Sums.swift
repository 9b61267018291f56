import PackageModel

/// The md5sums member: two blanks between the digest and the path, sorted by path, as dh_md5sums(1) writes it.
package enum MD5Sums {
  /// The member's text.
  ///
  /// - Parameter digests: digests in hexadecimal by path without a leading slash.
  static func text(_ digests: [ByteString: ByteString]) -> [UInt8] {
    var text: [UInt8] = []
    for (path, digest) in digests.sorted(by: { $0.key < $1.key }) {
      text += digest.bytes
      text += [ASCII.space, ASCII.space]
      text += path.bytes
      text.append(ASCII.newline)
    }
    return text
  }

  /// The length of a path's line.
  static func lineLength(of path: ByteString) -> Int { 32 + 2 + path.count + 1 }
}
