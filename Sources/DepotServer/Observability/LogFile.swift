import Glibc
package import PackageModel
package import Payload
import Synchronization

/// A log: lines are collected for a moment and written together. Whoever renames the file, to keep it, gets a new one.
package final class LogFile: Sendable {
  /// Where a log goes.
  package enum Destination: Hashable, Sendable {
    case standardOutput
    case standardError
    case file(ByteString)
  }

  private struct State {
    var waiting: [UInt8] = []
    var descriptor: Int32
    var inode: UInt64 = 0
  }

  /// So much is written without waiting for more.
  private static let most = 64 << 10

  private let destination: Destination
  private let state: Mutex<State>

  /// - Throws: ``PayloadError`` when the file cannot be opened.
  package init(_ destination: Destination) throws(PayloadError) {
    self.destination = destination
    switch destination {
    case .standardOutput: state = Mutex(State(descriptor: STDOUT_FILENO))
    case .standardError: state = Mutex(State(descriptor: STDERR_FILENO))
    case .file(let path):
      let (descriptor, inode) = Self.open(path)
      guard descriptor >= 0 else { throw PayloadError("open", path) }
      state = Mutex(State(descriptor: descriptor, inode: inode))
    }
  }

  private static func open(_ path: ByteString) -> (Int32, UInt64) {
    let descriptor = path.withCString { Glibc.open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640) }
    return (descriptor, inode(descriptor))
  }

  private static func inode(_ descriptor: Int32) -> UInt64 {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  /// Adds a line, without its newline.
  ///
  /// - Parameter now: whether it is to be written before anything else happens.
  func write(_ line: [UInt8], now: Bool = false) {
    state.withLock { state in
      state.waiting += line
      state.waiting.append(ASCII.newline)
      if now || state.waiting.count > Self.most { flush(&state) }
    }
  }

  /// Writes what has been collected.
  package func flush() { state.withLock { flush(&$0) } }

  private func flush(_ state: inout State) {
    guard !state.waiting.isEmpty else { return }
    if case .file(let path) = destination {
      var status = stat()
      if path.withCString({ stat($0, &status) }) != 0 || UInt64(status.st_ino) != state.inode {
        let (descriptor, inode) = Self.open(path)
        if descriptor >= 0 {
          close(state.descriptor)
          state.descriptor = descriptor
          state.inode = inode
        }
      }
    }
    state.waiting.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.write(state.descriptor, part.baseAddress, part.count)
        if count < 0, errno == EINTR { continue }
        // A log that cannot be written must not stop the depot.
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
    state.waiting.removeAll(keepingCapacity: true)
  }
}
