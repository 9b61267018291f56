import Glibc
import PackageModel
import Payload
import Synchronization

/// Where a download goes, and how much of it is there.
final class DownloadPlace: Sendable {
  struct Region: Hashable, Sendable {
    var offset: UInt64
    var length: UInt64
  }

  private struct State {
    var region: Region?
    var done: UInt64 = 0
  }

  private let file: OpenFile
  /// Gives a place in a file that is shared; `nil` for a file of the download's own.
  private let spool: DownloadSpool?
  private let state: Mutex<State>

  init(_ spool: DownloadSpool) {
    file = spool.file
    self.spool = spool
    state = Mutex(State())
  }

  /// A file of the download's own, with what an earlier run has left in it.
  init(_ file: OpenFile) throws(PayloadError) {
    self.file = file
    spool = nil
    state = Mutex(State(done: UInt64(max(0, try file.status().st_size))))
  }

  /// How many bytes are there.
  var done: UInt64 { state.withLock { $0.done } }

  /// The place, when all of it is there.
  var complete: Region? { state.withLock { $0.done == $0.region?.length ? $0.region : nil } }

  /// Begins from the front.
  func restart(length: UInt64) throws(PayloadError) {
    try state.withLock { (state) throws(PayloadError) in
      state.done = 0
      if let region = state.region, region.length == length { return }
      if let spool {
        if let region = state.region { spool.free(region.offset, region.length) }
        state.region = Region(offset: spool.reserve(length), length: length)
      } else {
        guard ftruncate(file.descriptor, 0) == 0 else { throw PayloadError("write to", file.path) }
        state.region = Region(offset: 0, length: length)
      }
    }
  }

  /// Goes on behind what is there.
  ///
  /// - Returns: whether an answer that begins there fits.
  func resume(_ range: ContentRange) -> Bool {
    state.withLock { state in
      guard range.first == state.done else { return false }
      if let region = state.region { return region.length == range.total }
      guard spool == nil else { return false }
      state.region = Region(offset: 0, length: range.total)
      return true
    }
  }

  /// Forgets what is there.
  func clear() {
    state.withLock { state in
      state.done = 0
      if spool == nil { state.region = nil }
    }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      guard let region = state.region, state.done + UInt64(bytes.count) <= region.length else {
        throw PayloadError.limit(file.path, reason: "the depot sends more than it announced")
      }
      try file.write(bytes, at: region.offset + state.done)
      state.done += UInt64(bytes.count)
    }
  }
}

/// The header that says which part of something an answer holds (RFC 9110, section 14.4).
struct ContentRange: Hashable, Sendable {
  let first: UInt64
  let total: UInt64

  init?(_ header: ByteString?) {
    guard let rest = header?.dropping(prefix: "bytes ") else { return nil }
    let parts = rest.split(on: ASCII.slash)
    guard parts.count == 2, let total = UInt64(parts[1].text), let first = parts[0].split(on: ASCII.hyphen).first,
      let start = UInt64(first.text), start < total
    else { return nil }
    (self.first, self.total) = (start, total)
  }
}
