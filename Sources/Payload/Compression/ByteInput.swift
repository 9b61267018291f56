package import PackageModel

/// Bytes to be read in order.
package protocol ByteInput: AnyObject {
  /// What is read, for messages.
  var name: ByteString { get }

  /// Reads the next bytes: at least one, unless the end has come.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) -> Int
}

/// Reads a content source as an input.
package final class ContentInput: ByteInput {
  package let name: ByteString
  private var reader: ContentReader

  package init(_ source: ContentSource, name: ByteString? = nil) throws(PayloadError) {
    self.name = name ?? source.path ?? "content"
    reader = try source.open()
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) -> Int {
    let count = try reader.read(into: buffer)
    if count == 0, !buffer.isEmpty { try reader.finish() }
    return count
  }
}

extension ByteInput {
  /// Reads until the buffer is full or the end has come.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(PayloadError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
