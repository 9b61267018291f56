import IPSRepository
import PackageModel
import Payload
import Synchronization

/// Sends the payload of a package: several files at a time over kept connections, some being compressed while others are
/// on their way, and none that the depot has.
final class PayloadUploads: Sendable {
  /// Content up to this size is read once and kept in memory, its stored form as well.
  private static let smallSize: UInt64 = 1 << 20
  /// How many files are on their way at a time.
  private static let connections = 8

  private let depot: Depot
  private let id: ByteString
  private let fmri: FMRI
  /// Whether the depot can be asked what it has.
  private let asks: Bool
  /// Compressing more files at a time than there are processors makes none of them faster.
  private let processors = Permits(Processors.count)
  /// The payload that some thread sends or has sent.
  private let claimed = Mutex<Set<ByteString>>([])
  /// What the depot has stored.
  private let stored = Mutex<[ByteString: StoredContent.Facts]>([:])

  init(_ depot: Depot, _ id: ByteString, _ fmri: FMRI, asks: Bool) {
    self.depot = depot
    self.id = id
    self.fmri = fmri
    self.asks = asks
  }

  /// What is known about a file before it is compressed.
  fileprivate struct Examined: Sendable {
    var content: ContentSource
    var name: ByteString
    var contentDigest: ByteString
    var elf: ELFContent?
  }

  /// Takes files in and tells what a manifest says about each.
  func take(
    _ sources: [ContentSource], _ progress: @escaping @Sendable (UInt64) -> Void
  ) throws(RepositoryError) -> [PayloadAttributes] {
    let examined = try ParallelWork.map(sources, threads: Self.connections) { (source) throws(RepositoryError) in
      let examined = try self.upload(source)
      progress(source.size)
      return examined
    }
    let stored = stored.withLock { $0 }
    var attributes: [PayloadAttributes] = []
    for (source, file) in zip(sources, examined) {
      guard let facts = stored[file.name] else { throw .missingPayload(name: file.name, fmri) }
      attributes.append(
        PayloadAttributes(
          name: file.name, size: source.size, contentDigest: file.contentDigest, stored: facts, elf: file.elf))
    }
    return attributes
  }

  /// Sends a file, unless the depot has it or another thread sends the same content.
  private func upload(_ source: ContentSource) throws(RepositoryError) -> Examined {
    var file = try processors.using { () throws(RepositoryError) in
      try wrapping { () throws(PayloadError) in try Self.examine(source) }
    }
    guard claimed.withLock({ $0.insert(file.name).inserted }) else { return file.withoutContent }
    let name = file.name
    if asks, depot.questions.isWorthwhile(size: source.size), let facts = try facts(name) {
      stored.withLock { $0[name] = facts }
      return file.withoutContent
    }
    let (stream, facts) = try processors.using { () throws(RepositoryError) in
      try wrapping { () throws(PayloadError) in try Self.compress(file.content) }
    }
    file = file.withoutContent
    try send(stream, name)
    stored.withLock { $0[name] = facts }
    return file
  }

  private static func examine(_ source: ContentSource) throws(PayloadError) -> Examined {
    let content = source.size <= smallSize ? ContentSource.memory(try source.bytes(limit: smallSize)) : source
    let digests = try content.digests([.sha1, .sha512t_256])
    return Examined(
      content: content, name: digests[0].hex, contentDigest: digests[1].hex, elf: try ELFContent(content))
  }

  private static func compress(
    _ content: ContentSource
  ) throws(PayloadError) -> (stream: ContentSource, stored: StoredContent.Facts) {
    guard content.size > smallSize else {
      var bytes: [UInt8] = []
      let stored = try StoredContent.compress(content) { bytes.append(contentsOf: $0) }
      return (.memory(bytes), stored)
    }
    let spool = try SpoolFile()
    let stored = try StoredContent.compress(content) { (bytes) throws(PayloadError) in try spool.append(bytes) }
    return (.region(of: spool.file, offset: 0, length: stored.size), stored)
  }

  // MARK: - Stored streams

  /// Whether the depot is known to have a payload.
  func isPresent(_ name: ByteString) throws(RepositoryError) -> Bool {
    guard PublisherStore.isPayloadName(name), asks, depot.questions.isWorthwhile(size: nil) else { return false }
    return try ask(name) != nil
  }

  func takeStored(_ stream: ContentSource, _ name: ByteString) throws(RepositoryError) {
    guard PublisherStore.isPayloadName(name) else { throw .wrongContent(name: name, found: "") }
    let found = try processors.using { () throws(RepositoryError) in
      try wrapping { () throws(PayloadError) in
        try StoredContent.digests(stream, name: name, [.sha1, .sha256, .sha512t_256]).map(\.hex)
      }
    }
    guard found.contains(name) else { throw .wrongContent(name: name, found: found[0]) }
    try send(stream, name)
  }

  // MARK: - Requests

  /// The depot's answer about a payload; `nil` where it has none.
  private func ask(_ name: ByteString) throws(RepositoryError) -> DepotAnswer? {
    let request = DepotRequest(.head, Depot.path(fmri.publisher ?? "", "file/2/" + name))
    let answer = try remote { () throws(RemoteFailure) in try depot.transport.send(request, accepting: [404]) }
    depot.questions.note(found: answer.status != 404)
    return answer.status == 404 ? nil : answer
  }

  /// What the depot has stored; `nil` where it has nothing, or does not say enough about it.
  private func facts(_ name: ByteString) throws(RepositoryError) -> StoredContent.Facts? {
    guard let answer = try ask(name), let size = answer.length else { return nil }
    var sha1: ByteString?
    var sha512: ByteString?
    for attribute in answer.numbered("x-ipkg-attr-") {
      if let digest = attribute.dropping(prefix: "chash=") { sha1 = digest }
      if let digest = attribute.dropping(prefix: "pkg.content-hash=gzip:sha512t_256:") { sha512 = digest }
    }
    guard let sha1, let sha512, PublisherStore.isPayloadName(sha1), PublisherStore.isPayloadName(sha512) else {
      return nil
    }
    return StoredContent.Facts(sha1: sha1, sha512: sha512, size: size)
  }

  private func send(_ stream: ContentSource, _ name: ByteString) throws(RepositoryError) {
    let body: DepotRequest.Body = if case .memory(let bytes) = stream.origin { .bytes(bytes) } else { .content(stream) }
    let headers = [(name: "X-IPkg-SetAttr0", value: "basename=\(name)")] + DepotTransaction.uploadHeaders
    let request = DepotRequest(.post, "file/1/" + id, headers: headers, body: body)
    do throws(RemoteFailure) {
      _ = try depot.transport.send(request)
    } catch {
      var failure = error
      failure.message = "'add_file' failed for transaction ID '\(id)': \(failure.message)"
      throw .remote(failure)
    }
  }
}

extension PayloadUploads.Examined {
  /// The content is no longer needed.
  fileprivate var withoutContent: PayloadUploads.Examined {
    var result = self
    result.content = .memory([])
    return result
  }
}

/// A number of permits that threads take and give back.
final class Permits: @unchecked Sendable {
  private let monitor = Monitor()
  private var free: Int

  init(_ count: Int) { free = count }

  /// Calls a function while holding a permit.
  func using<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    monitor.locked {
      while free == 0 { monitor.wait() }
      free -= 1
    }
    defer {
      monitor.locked {
        free += 1
        monitor.announce()
      }
    }
    return try body()
  }
}
