/// Reads content at any place.
package struct RandomReader {
  private enum Place {
    case memory([UInt8])
    case file(OpenFile, offset: UInt64)
  }

  private let place: Place
  /// The number of bytes.
  package let size: UInt64

  /// - Throws: ``PayloadError`` where a file cannot be opened.
  package init(_ content: ContentSource) throws(PayloadError) {
    size = content.size
    switch content.origin {
    case .memory(let bytes): place = .memory(bytes)
    case .file(let path, _): place = .file(try OpenFile(reading: path), offset: 0)
    case .region(let file, let offset, _): place = .file(file, offset: offset)
    }
  }

  /// The bytes at an offset; fewer where the content ends.
  package func bytes(_ count: Int, at offset: UInt64) throws(PayloadError) -> [UInt8] {
    guard offset < size else { return [] }
    let count = Int(min(UInt64(count), size - offset))
    switch place {
    case .memory(let bytes): return Array(bytes[Int(offset)..<(Int(offset) + count)])
    case .file(let file, let base): return try file.bytes(count, at: base + offset)
    }
  }

  /// Gives a run of bytes in pieces.
  ///
  /// - Returns: whether the run lies in the content; otherwise nothing may have been given.
  package func read(
    _ offset: UInt64, _ count: UInt64, _ sink: ([UInt8]) throws(PayloadError) -> Void
  ) throws(PayloadError) -> Bool {
    guard count <= size, offset <= size - count else { return false }
    var position = offset
    while position < offset + count {
      let piece = try bytes(Int(min(offset + count - position, 1 << 20)), at: position)
      guard !piece.isEmpty else { return false }
      try sink(piece)
      position += UInt64(piece.count)
    }
    return true
  }
}
