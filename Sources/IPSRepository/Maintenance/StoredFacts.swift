import PackageModel
import Payload

/// What is so about a stored payload, to be compared with what manifests say about it.
struct StoredFacts {
  /// What is wrong with the payload itself.
  private(set) var problem: Finding.Kind?
  private var size: UInt64 = 0
  private var storedSize: UInt64 = 0
  private var storedDigest: ByteString = ""
  private var storedContentDigest: ByteString = ""

  /// Reads a payload.
  ///
  /// - Parameter expected: the SHA-512/256 of the content; without it the name tells the digest.
  init(_ store: PublisherStore, _ name: ByteString, _ expected: ByteString?) {
    guard let path = store.payloadPath(name) else {
      problem = .missingPayload(name)
      return
    }
    do throws(PayloadError) {
      let stored = try ContentSource.file(at: path)
      let streamDigests = try stored.digests([.sha1, .sha512t_256])
      storedSize = stored.size
      storedDigest = streamDigests[0].hex
      storedContentDigest = streamDigests[1].hex
      let digester = try Digester([.sha1, .sha512t_256])
      var count: UInt64 = 0
      try StoredContent.decompress(stored, name: path) { (bytes) throws(PayloadError) in
        count += UInt64(bytes.count)
        try digester.update(bytes)
      }
      size = count
      let digests = try digester.finish()
      let (found, wanted) = expected.map { (digests[1].hex, $0) } ?? (digests[0].hex, name)
      if found != wanted { problem = .wrongContent(expected: wanted, found: found) }
    } catch {
      switch error {
      case .corrupt, .truncated: problem = .damagedStream
      default: problem = .unreadable(reason: error.description)
      }
    }
  }

  /// The SHA-512/256 of the content that a manifest gives beside the payload's name.
  static func contentDigest(of action: Action) -> ByteString? {
    digest("file:sha512t_256:", of: action)
  }

  private static func digest(_ kind: ByteString, of action: Action) -> ByteString? {
    action.attributes.values("pkg.content-hash").lazy.compactMap { $0.dropping(prefix: kind) }.first
  }

  /// What an action says that is not so. Clients refuse such payload.
  func contradictions(by action: Action) -> [Finding.Kind] {
    let said: [(ByteString, ByteString?, ByteString)] = [
      ("pkg.size", action.attributes["pkg.size"], ByteString(String(size))),
      ("pkg.csize", action.attributes["pkg.csize"], ByteString(String(storedSize))),
      ("chash", action.attributes["chash"], storedDigest),
      ("pkg.content-hash", Self.digest("gzip:sha512t_256:", of: action), storedContentDigest),
    ]
    return said.compactMap { name, expected, found in
      guard let expected, expected != found else { return nil }
      return .wrongAttribute(name, expected: expected, found: found)
    }
  }
}
