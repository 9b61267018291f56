import Glibc
import PackageModel
import Payload

/// A note that says which transaction a running process works on, locked as long as the process lives.
///
/// A note whose lock is free was left by a process that died: whatever its transaction had begun is taken back.
final class TransactionMark: Sendable {
  private static let prefix: ByteString = "publishing-"

  let path: ByteString
  private let descriptor: Int32

  /// Makes a note for a transaction.
  init(_ id: ByteString, in store: PublisherStore) throws(RepositoryError) {
    while true {
      let name = Self.prefix + ByteString(String(UInt64.random(in: .min ... .max), radix: 36))
      let path = store.scratchPath + "/" + name
      let descriptor = path.withCString { Glibc.open($0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644) }
      guard descriptor >= 0 else { throw .payload(PayloadError("create", path)) }
      // Between creating and locking the note somebody may have taken it for one that was left.
      guard DescriptionLock.take(descriptor, waiting: false), FileSystem.exists(path) else {
        close(descriptor)
        continue
      }
      self.path = path
      self.descriptor = descriptor
      try write([Self.opening, id])
      return
    }
  }

  /// Takes over a note that was left; `nil` while its process lives.
  private init?(taking path: ByteString) {
    let descriptor = path.withCString { Glibc.open($0, O_RDWR | O_NOFOLLOW | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    guard DescriptionLock.take(descriptor, waiting: false) else {
      close(descriptor)
      return nil
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    DescriptionLock.release(descriptor)
    close(descriptor)
  }

  private static let opening: ByteString = "opening"
  private static let open: ByteString = "open"
  private static let closing: ByteString = "closing"

  private func write(_ lines: [ByteString]) throws(RepositoryError) {
    let text = lines.joined(separator: "\n") + "\n"
    let count = text.bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    guard count == text.count, ftruncate(descriptor, off_t(count)) == 0 else {
      throw .payload(PayloadError("write to", path))
    }
  }

  /// Says that the transaction's folder is this process's own.
  func noteOpen(_ id: ByteString) throws(RepositoryError) { try write([Self.open, id]) }

  /// Says, before anything is put into the store, what is going to be.
  func noteClosing(_ id: ByteString, newPayload: [ByteString]) throws(RepositoryError) {
    try write([Self.closing, id] + newPayload)
    guard fsync(descriptor) == 0 else { throw .payload(PayloadError("write to", path)) }
    try FileSystem.synchronizeDirectory(AtomicOutput.directory(of: path))
  }

  func remove() { _ = path.withCString { unlink($0) } }

  /// Whether a running process works on a transaction.
  static func isAlive(_ id: ByteString, in store: PublisherStore) -> Bool {
    FileSystem.names(in: store.scratchPath).contains { name in
      guard name.hasPrefix(prefix), let bytes = try? FileBytes.read(store.scratchPath + "/" + name) else {
        return false
      }
      return ByteString(bytes).split(on: ASCII.newline).dropFirst().first == id
    }
  }

  /// What a note that was left says.
  struct Remains {
    var mark: TransactionMark
    var id: ByteString
    /// Whether the transaction's folder was made.
    var isOpen: Bool
    /// Whether things had been put into the store already, and which payload was new there.
    var newPayload: [ByteString]?
  }

  /// The notes of processes that died.
  static func left(in store: PublisherStore) -> [Remains] {
    FileSystem.names(in: store.scratchPath).compactMap { name in
      guard name.hasPrefix(prefix), let mark = TransactionMark(taking: store.scratchPath + "/" + name) else {
        return nil
      }
      let lines = ((try? FileBytes.read(mark.path)).map { ByteString($0) } ?? "").split(on: ASCII.newline)
      guard lines.count >= 2, !lines[1].isEmpty else {
        mark.remove()
        return nil
      }
      return Remains(
        mark: mark, id: lines[1], isOpen: lines[0] != opening,
        newPayload: lines[0] == closing ? lines.dropFirst(2).filter { !$0.isEmpty } : nil)
    }
  }
}
