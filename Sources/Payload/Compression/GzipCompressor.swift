import CZlib

/// gzip as zlib's gzwrite makes it: no name, no time, memory level 8. dpkg-deb's members are made so.
final class GzipCompressor: Compressor {
  private let stream: UnsafeMutablePointer<z_stream>
  private let output = OutputBuffer()

  init(level: Int, strategy: Compression.Strategy) throws(PayloadError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let windowBitsWithGzipHeader: Int32 = 15 + 16
    let status = deflateInit2_(
      stream, Int32(level), Z_DEFLATED, windowBitsWithGzipHeader, 8, Self.number(strategy), ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .library("zlib", reason: "compression cannot begin (error \(status))") }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  private static func number(_ strategy: Compression.Strategy) -> Int32 {
    switch strategy {
    case .none, .extreme: Z_DEFAULT_STRATEGY
    case .filtered: Z_FILTERED
    case .huffman: Z_HUFFMAN_ONLY
    case .rle: Z_RLE
    case .fixed: Z_FIXED
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError) {
    var rest = bytes
    while !rest.isEmpty {
      // zlib counts in 32 bits.
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      stream.pointee.next_in = UnsafeMutableRawPointer(mutating: piece.baseAddress!).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_in = UInt32(piece.count)
      while stream.pointee.avail_in > 0 { _ = try run(Z_NO_FLUSH, to: sink) }
      rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
    }
  }

  func finish(to sink: ByteSink) throws(PayloadError) {
    stream.pointee.next_in = nil
    stream.pointee.avail_in = 0
    while try run(Z_FINISH, to: sink) != Z_STREAM_END {}
  }

  private func run(_ flush: Int32, to sink: ByteSink) throws(PayloadError) -> Int32 {
    stream.pointee.next_out = output.start
    stream.pointee.avail_out = UInt32(output.count)
    let status = deflate(stream, flush)
    guard status == Z_OK || status == Z_STREAM_END else {
      throw .library("zlib", reason: "compression failed (error \(status))")
    }
    try output.give(output.count - Int(stream.pointee.avail_out), to: sink)
    return status
  }
}
