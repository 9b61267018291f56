import Glibc
import IPSRepository
import PackageModel
import Payload
import Synchronization

/// Fetches payload and proves that it is what its name says.
///
/// It goes into a nameless temporary file that all payload shares, or into the files of a cache that outlives the run.
final class PayloadDownloads: Sendable {
  private let transport: DepotTransport
  private let cache: ByteString?
  private let state = Mutex(State())

  private struct State {
    var spool: DownloadSpool?
    var regions: [ByteString: DownloadPlace.Region] = [:]
  }

  /// A payload whose content is not what its name says may have been damaged on its way.
  private static let attempts = 2

  init(_ transport: DepotTransport, cache: ByteString?) {
    self.transport = transport
    self.cache = cache
  }

  /// The stored stream of a payload; `nil` where the depot lacks it.
  func payload(_ name: ByteString, at path: ByteString) throws(RepositoryError) -> ContentSource? {
    var count = 0
    while true {
      count += 1
      let stream = if let cache { try cached(name, path, in: cache) } else { try spooled(name, path) }
      guard let found = stream else { return nil }
      do throws(RepositoryError) {
        try Self.check(found, name)
        return found
      } catch {
        discard(name)
        guard count < Self.attempts else { throw error }
      }
    }
  }

  /// Gives the space of a payload back, unless it is kept for other runs.
  func release(_ name: ByteString) {
    let (spool, region) = state.withLock { ($0.spool, $0.regions.removeValue(forKey: name)) }
    if let spool, let region { spool.free(region.offset, region.length) }
  }

  private func discard(_ name: ByteString) {
    release(name)
    if let cache { try? FileSystem.remove(cache + "/" + name) }
  }

  private static func check(_ stream: ContentSource, _ name: ByteString) throws(RepositoryError) {
    let found = try wrapping { () throws(PayloadError) in
      try StoredContent.digests(stream, name: name, [.sha1, .sha256, .sha512t_256]).map(\.hex)
    }
    guard found.contains(name) else { throw .wrongContent(name: name, found: found[0]) }
  }

  private func spooled(_ name: ByteString, _ path: ByteString) throws(RepositoryError) -> ContentSource? {
    let (spool, known) = try wrapping { () throws(PayloadError) in
      try state.withLock { (state) throws(PayloadError) in
        if let spool = state.spool { return (spool, state.regions[name]) }
        let spool = try DownloadSpool()
        state.spool = spool
        return (spool, nil)
      }
    }
    if let known { return .region(of: spool.file, offset: known.offset, length: known.length) }
    let place = DownloadPlace(spool)
    guard let region = try PayloadDownload(transport, path, to: place).run() else { return nil }
    state.withLock { $0.regions[name] = region }
    return .region(of: spool.file, offset: region.offset, length: region.length)
  }

  /// A payload of the cache. What an interrupted run has left of it is completed.
  private func cached(
    _ name: ByteString, _ path: ByteString, in folder: ByteString
  ) throws(RepositoryError) -> ContentSource? {
    let complete = folder + "/" + name
    if !FileSystem.isFile(complete) {
      try FileSystem.makeDirectories(folder)
      let part = complete + ".part"
      let descriptor = part.withCString { open($0, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644) }
      guard descriptor >= 0 else { throw .payload(PayloadError("create", part)) }
      let place = try wrapping { () throws(PayloadError) in
        try DownloadPlace(OpenFile(adopting: descriptor, path: part))
      }
      guard try PayloadDownload(transport, path, to: place).run() != nil else {
        try FileSystem.remove(part)
        return nil
      }
      try FileSystem.rename(part, to: complete)
    }
    return try wrapping { () throws(PayloadError) in try .file(at: complete) }
  }
}
