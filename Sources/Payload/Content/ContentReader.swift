import Glibc
import PackageModel

/// Reads a content source once, from its beginning, and proves that it gave what was promised.
package struct ContentReader: ~Copyable {
  private enum State {
    case file(OpenFile, FileStamp)
    case memory([UInt8])
    case region(OpenFile, offset: UInt64)
  }

  private let state: State
  private let size: UInt64
  private var position: UInt64 = 0

  init(_ source: ContentSource) throws(PayloadError) {
    size = source.size
    switch source.origin {
    case .memory(let bytes): state = .memory(bytes)
    case .region(let file, let offset, _): state = .region(file, offset: offset)
    case .file(let path, let stamp):
      let file = try OpenFile(reading: path)
      try Self.compare(file, with: stamp)
      state = .file(file, stamp)
    }
  }

  /// Reads the next bytes: at least one, unless everything has been read or the buffer is empty.
  ///
  /// - Throws: ``PayloadError/changed(_:_:)`` when a file ends before its size.
  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) -> Int {
    let wanted = Int(min(UInt64(buffer.count), size - position))
    guard wanted > 0 else { return 0 }
    let window = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let count: Int
    switch state {
    case .memory(let bytes):
      window.copyBytes(from: bytes[Int(position)..<(Int(position) + wanted)])
      count = wanted
    case .file(let file, _):
      count = try file.read(into: window)
      guard count > 0 else { throw .changed(file.path, .endedEarly(expected: size, found: position)) }
    case .region(let file, let offset):
      count = try file.read(into: window, at: offset + position)
      guard count > 0 else { throw .truncated(file.path, offset: offset + position) }
    }
    position += UInt64(count)
    return count
  }

  /// Checks, after everything has been read, that a file has not changed meanwhile.
  package func finish() throws(PayloadError) {
    if case .file(let file, let stamp) = state { try Self.compare(file, with: stamp) }
  }

  private static func compare(_ file: OpenFile, with stamp: FileStamp) throws(PayloadError) {
    let status = try file.status()
    guard FileKind(mode: status.st_mode) == .regular else { throw .changed(file.path, .isNotAFile) }
    if let change = stamp.change(to: FileStamp(status)) { throw .changed(file.path, change) }
  }
}
