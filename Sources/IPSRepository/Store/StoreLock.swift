import Glibc
package import PackageModel
import Payload

/// The lock of a publisher's store: a write lock on a file that also names who holds it, as the IPS tools take it.
///
/// It belongs to the open file, so threads of one process exclude each other like processes do.
package final class StoreLock {
  private let descriptor: Int32
  private var isHeld = false

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: the lock file, made where it is missing.
  ///   - waiting: whether to wait while another holds it.
  /// - Throws: ``RepositoryError/locked(_:holder:)`` when another holds it and waiting was not asked for.
  package init(_ path: ByteString, waiting: Bool = true) throws(RepositoryError) {
    let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw .payload(PayloadError("open", path)) }
    self.descriptor = descriptor
    guard DescriptionLock.take(descriptor, waiting: waiting) else {
      guard errno == EACCES || errno == EAGAIN else { throw .payload(PayloadError("lock", path)) }
      throw .locked(path, holder: Self.holder(path))
    }
    isHeld = true
    write()
  }

  deinit {
    if isHeld {
      _ = ftruncate(descriptor, 0)
      DescriptionLock.release(descriptor)
    }
    close(descriptor)
  }

  /// Process, host and time, as the IPS tools write and show them.
  private func write() {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = Array("\(getpid())\n\(host)\n\(CatalogTime.now.basic)\n\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func holder(_ path: ByteString) -> String {
    let lines = ((try? FileBytes.read(path)).map { ByteString($0) } ?? "").split(on: ASCII.newline)
    guard lines.count >= 2, !lines[0].isEmpty else { return "another process" }
    return "process \(lines[0]) on \(lines[1])"
  }
}
