import CBzip2

/// bzip2 as bzip2(1) makes it.
final class Bzip2Compressor: Compressor {
  private let stream: UnsafeMutablePointer<bz_stream>
  private let output = OutputBuffer()

  init(level: Int) throws(PayloadError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    let defaultWorkFactor: Int32 = 30
    let status = BZ2_bzCompressInit(stream, Int32(level), 0, defaultWorkFactor)
    guard status == BZ_OK else { throw .library("libbz2", reason: "compression cannot begin (error \(status))") }
  }

  deinit {
    BZ2_bzCompressEnd(stream)
    stream.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError) {
    var rest = bytes
    while !rest.isEmpty {
      // libbz2 counts in 32 bits.
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      stream.pointee.next_in = UnsafeMutableRawPointer(mutating: piece.baseAddress!).assumingMemoryBound(to: CChar.self)
      stream.pointee.avail_in = UInt32(piece.count)
      while stream.pointee.avail_in > 0 { _ = try run(BZ_RUN, to: sink) }
      rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
    }
  }

  func finish(to sink: ByteSink) throws(PayloadError) {
    stream.pointee.next_in = nil
    stream.pointee.avail_in = 0
    while try run(BZ_FINISH, to: sink) != BZ_STREAM_END {}
  }

  private func run(_ action: Int32, to sink: ByteSink) throws(PayloadError) -> Int32 {
    stream.pointee.next_out = output.bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = UInt32(output.count)
    let status = BZ2_bzCompress(stream, action)
    guard status == BZ_RUN_OK || status == BZ_FINISH_OK || status == BZ_STREAM_END else {
      throw .library("libbz2", reason: "compression failed (error \(status))")
    }
    try output.give(output.count - Int(stream.pointee.avail_out), to: sink)
    return status
  }
}
