import Glibc
package import PackageModel
package import Payload

/// Takes the payload of a package in: computes its name, compresses it and puts it aside until the package is published.
package struct PayloadIntake: Sendable {
  /// Content up to this size is read once and kept while it is compressed.
  private static let smallSize: UInt64 = 4 << 20

  let store: PublisherStore
  /// The folder of the transaction.
  let folder: ByteString

  package init(store: PublisherStore, folder: ByteString) {
    self.store = store
    self.folder = folder
  }

  /// Takes content in, unless the store has it already.
  ///
  /// - Parameter describingELF: whether ELF files are looked into.
  package func take(_ source: ContentSource, describingELF: Bool) throws(PayloadError) -> PayloadAttributes {
    let content = source.size <= Self.smallSize ? ContentSource.memory(try source.bytes(limit: Self.smallSize)) : source
    let digests = try content.digests([.sha1, .sha512t_256])
    let name = digests[0].hex
    let stored = if let found = try existing(name) { found } else { try compress(content, name: name) }
    return PayloadAttributes(
      name: name, size: content.size, contentDigest: digests[1].hex, stored: stored,
      elf: describingELF ? try ELFContent(content) : nil)
  }

  /// Takes a stream in that has its stored form already.
  ///
  /// - Throws: ``RepositoryError/wrongContent(name:found:)`` when the content is not what the name says.
  package func takeStored(_ stream: ContentSource, name: ByteString) throws(RepositoryError) {
    guard PublisherStore.isPayloadName(name) else { throw .wrongContent(name: name, found: "") }
    if try wrapping({ () throws(PayloadError) in try has(name) }) { return }
    try check(stream, name: name)
    let part = partPath()
    let file = try FileSystem.createFile(part)
    try wrapping { () throws(PayloadError) in try file.append(stream) }
    try FileSystem.rename(part, to: folder + "/" + name)
  }

  /// Whether a payload is there, in the store or in the transaction.
  func has(_ name: ByteString) throws(PayloadError) -> Bool {
    guard PublisherStore.isPayloadName(name) else { return false }
    return try keepExisting(name) || FileSystem.exists(folder + "/" + name)
  }

  /// Checks that the content of a stored stream is what its name says.
  ///
  /// - Throws: ``RepositoryError/wrongContent(name:found:)``.
  func check(_ stream: ContentSource, name: ByteString) throws(RepositoryError) {
    // The length of a name tells which digest it is.
    let algorithms: [DigestAlgorithm] = name.count == 40 ? [.sha1] : [.sha256, .sha512t_256]
    let found = try wrapping { () throws(PayloadError) in
      try StoredContent.digests(stream, name: name, algorithms).map(\.hex)
    }
    guard found.contains(name) else { throw .wrongContent(name: name, found: found[0]) }
  }

  /// A name for a file that is not complete yet. The same content may come under several names at once.
  func partPath() -> ByteString {
    folder + "/.part-" + ByteString(String(UInt64.random(in: .min ... .max), radix: 36))
  }

  /// The stored form that is there already.
  private func existing(_ name: ByteString) throws(PayloadError) -> StoredContent.Facts? {
    guard try has(name) else { return nil }
    return try StoredContent.Facts(of: try ContentSource.file(at: folder + "/" + name))
  }

  /// Gives the transaction a name of its own for what the store has: should another one take it away meanwhile, as when
  /// the package it came with is removed, it is still there.
  func keepExisting(_ name: ByteString) throws(PayloadError) -> Bool {
    guard let path = store.payloadPath(name) else { return false }
    let own = folder + "/" + name
    let linked = path.withCString { old in own.withCString { link(old, $0) } }
    if linked == 0 || errno == EEXIST { return true }
    if errno == ENOENT { return false }
    // Without hard links, as across file systems, a symbolic link tells where it is.
    guard path.withCString({ old in own.withCString { symlink(old, $0) } }) == 0 || errno == EEXIST else {
      throw PayloadError("create", own)
    }
    return true
  }

  private func compress(_ content: ContentSource, name: ByteString) throws(PayloadError) -> StoredContent.Facts {
    let path = partPath()
    let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw PayloadError("create", path) }
    fchmod(descriptor, 0o644)
    let file = OpenFile(adopting: descriptor, path: path)
    let facts = try StoredContent.compress(content) { (bytes) throws(PayloadError) in try file.write(bytes) }
    let final = folder + "/" + name
    guard path.withCString({ old in final.withCString { rename(old, $0) } }) == 0 else {
      throw PayloadError("create", final)
    }
    return facts
  }
}
