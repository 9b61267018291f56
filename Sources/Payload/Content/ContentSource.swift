import Glibc
package import PackageModel

/// Where the bytes of one file of a package come from. Its size is known before it is read.
package struct ContentSource: Sendable {
  /// The kinds of places. Sources are kept in many tables at once, so what they say is kept behind one reference.
  package indirect enum Origin: Sendable {
    /// A file on disk. It must still be what the stamp says when it is read.
    case file(ByteString, FileStamp)
    /// Bytes in memory.
    case memory([UInt8])
    /// A run of bytes of an open file: a spool, or an archive whose members are stored as they are.
    case region(OpenFile, offset: UInt64, length: UInt64)
  }

  package var origin: Origin

  /// A file as the walk of a tree found it.
  package static func file(_ path: ByteString, _ stamp: FileStamp) -> ContentSource {
    ContentSource(origin: .file(path, stamp))
  }

  /// A file as it is now.
  ///
  /// - Throws: ``PayloadError`` when it cannot be read or is not a regular file.
  package static func file(at path: ByteString) throws(PayloadError) -> ContentSource {
    let status = try OpenFile(reading: path).status()
    guard FileKind(mode: status.st_mode) == .regular else { throw .changed(path, .isNotAFile) }
    return .file(path, FileStamp(status))
  }

  package static func memory(_ bytes: [UInt8]) -> ContentSource {
    ContentSource(origin: .memory(bytes))
  }

  package static func region(of file: OpenFile, offset: UInt64, length: UInt64) -> ContentSource {
    ContentSource(origin: .region(file, offset: offset, length: length))
  }

  /// The number of bytes that reading will give.
  package var size: UInt64 {
    switch origin {
    case .file(_, let stamp): stamp.size
    case .memory(let bytes): UInt64(bytes.count)
    case .region(_, _, let length): length
    }
  }

  /// The time of the last modification in seconds since 1970, known for files on disk.
  package var modificationTime: Int64? {
    if case .file(_, let stamp) = origin { stamp.modificationSeconds } else { nil }
  }

  /// The file's name, for messages; `nil` for bytes in memory.
  package var path: ByteString? {
    switch origin {
    case .file(let path, _): path
    case .memory: nil
    case .region(let file, _, _): file.path
    }
  }

  /// Begins to read.
  package func open() throws(PayloadError) -> ContentReader {
    try ContentReader(self)
  }

  /// Reads everything into memory, for content that is small by nature.
  ///
  /// - Parameter limit: more bytes than this are refused.
  package func bytes(limit: UInt64) throws(PayloadError) -> [UInt8] {
    if case .memory(let bytes) = origin { return bytes }
    guard size <= limit else {
      throw .limit(path ?? "content", reason: "it has \(size) bytes and \(limit) are allowed")
    }
    var result = [UInt8](repeating: 0, count: Int(size))
    var reader = try open()
    try result.withBytes { buffer throws(PayloadError) in
      var filled = 0
      while filled < buffer.count {
        let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { break }
        filled += count
      }
    }
    try reader.finish()
    return result
  }
}

extension [UInt8] {
  /// Lends the bytes to a function with a typed error.
  package func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try withUnsafeBufferPointer { buffer throws(E) in try body(UnsafeRawBufferPointer(buffer)) }
  }

  /// Lends the bytes, to be changed, to a function with a typed error.
  package mutating func withBytes<R, E: Error>(_ body: (UnsafeMutableRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try withUnsafeMutableBufferPointer { buffer throws(E) in try body(UnsafeMutableRawBufferPointer(buffer)) }
  }
}
