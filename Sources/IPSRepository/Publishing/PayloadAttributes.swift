package import PackageModel

/// What a published manifest says about the payload of an action.
package struct PayloadAttributes: Hashable, Sendable {
  /// The SHA-1 of the content, which is the payload's name in the store.
  package var name: ByteString
  /// The SHA-1 of the stored stream.
  package var storedDigest: ByteString
  /// The length of the content.
  package var size: UInt64
  /// The length of the stored stream.
  package var storedSize: UInt64
  /// SHA-512/256 of the content and of the stored stream.
  package var contentDigest: ByteString
  package var storedContentDigest: ByteString
  /// What an ELF file adds.
  package var elf: ELFContent?

  /// - Parameters:
  ///   - name: the SHA-1 of the content.
  ///   - size: the length of the content.
  ///   - contentDigest: SHA-512/256 of the content.
  ///   - stored: what is known about the stored stream.
  package init(
    name: ByteString, size: UInt64, contentDigest: ByteString, stored: StoredContent.Facts, elf: ELFContent?
  ) {
    self.name = name
    self.size = size
    self.contentDigest = contentDigest
    storedDigest = stored.sha1
    storedContentDigest = stored.sha512
    storedSize = stored.size
    self.elf = elf
  }

  /// Names of attributes that are computed and so never taken from the input.
  package static let computed: [ByteString] = [
    "elfarch", "elfbits", "elfhash", "pkg.content-hash", "pkg.csize", "pkg.size",
  ]

  /// Puts the payload's attributes into an action.
  ///
  /// - Parameter contentDigests: whether the digests of the content itself are among them; the older way of publishing
  ///   leaves them out.
  package func apply(to action: inout Action, contentDigests: Bool) {
    for name in Self.computed { action.attributes.remove(name) }
    action.payload = name
    action.attributes["chash"] = storedDigest
    action.attributes["pkg.size"] = ByteString(String(size))
    action.attributes["pkg.csize"] = ByteString(String(storedSize))
    var digests: [ByteString] = []
    if contentDigests {
      if let digest = elf?.contentDigest {
        digests += ["gelf:sha512t_256:" + digest, "gelf.unsigned:sha512t_256:" + digest]
      }
      digests.append("file:sha512t_256:" + contentDigest)
    }
    digests.append("gzip:sha512t_256:" + storedContentDigest)
    action.attributes.set("pkg.content-hash", digests)
    guard let elf else { return }
    action.attributes["elfarch"] = elf.architecture
    action.attributes["elfbits"] = ByteString(String(elf.bits))
    if let digest = elf.digest { action.attributes["elfhash"] = digest }
  }
}
