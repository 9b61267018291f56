import NIOCore
import Payload

/// Content in pieces, as the client library sends it.
struct ContentChunks: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  private static let pieceSize = 256 * 1024

  let source: ContentSource

  func makeAsyncIterator() -> Iterator { Iterator(source: source) }

  struct Iterator: AsyncIteratorProtocol {
    private final class Reading {
      var reader: ContentReader

      init(_ source: ContentSource) throws(PayloadError) { reader = try source.open() }
    }

    let source: ContentSource
    private var reading: Reading?

    init(source: ContentSource) { self.source = source }

    mutating func next() async throws -> ByteBuffer? {
      let reading = try self.reading ?? Reading(source)
      self.reading = reading
      var buffer = ByteBufferAllocator().buffer(capacity: ContentChunks.pieceSize)
      let count = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: ContentChunks.pieceSize) { space in
        try reading.reader.read(into: space)
      }
      if count > 0 { return buffer }
      try reading.reader.finish()
      return nil
    }
  }
}
