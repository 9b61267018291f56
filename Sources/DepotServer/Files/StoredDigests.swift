import PackageModel
import Payload
import Synchronization

/// The digests of stored payload that `HEAD file/2` tells, kept for files that are asked for again.
final class StoredDigests: Sendable {
  struct Digests: Sendable {
    /// SHA-1 of the stored stream.
    var sha1: ByteString
    /// SHA-512/256 of the stored stream.
    var sha512: ByteString
  }

  /// As many are kept as need about a megabyte.
  private static let most = 4096

  private let known = Mutex<[String: Digests]>([:])

  /// The digests of a file, read where they are not known.
  func digests(of stored: StoredFile, name: ByteString) throws(PayloadError) -> Digests {
    let key = name.text + stored.tag
    if let found = known.withLock({ $0[key] }) { return found }
    let content = ContentSource.region(of: stored.file, offset: 0, length: UInt64(max(0, stored.size)))
    let found = try content.digests([.sha1, .sha512t_256])
    let digests = Digests(sha1: found[0].hex, sha512: found[1].hex)
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[key] = digests
    }
    return digests
  }
}
