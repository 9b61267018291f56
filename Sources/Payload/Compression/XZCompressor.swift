import CLZMA

/// xz as dpkg-deb makes it: always the threaded encoder, whose blocks carry their sizes, with CRC64.
final class XZCompressor: Compressor {
  private let stream: UnsafeMutablePointer<lzma_stream>
  private let output = OutputBuffer()

  init(_ compression: Compression, threads: Int) throws(PayloadError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: lzma_stream())
    var options = lzma_mt()
    options.preset = UInt32(compression.level)
    if compression.strategy == .extreme { options.preset |= 1 << 31 }
    options.check = LZMA_CHECK_CRC64
    options.block_size = compression.isParallel ? 8 << 20 : 0
    options.threads = UInt32(clamping: threads)
    let limit = Processors.physicalMemory / 2
    while options.threads > 1, lzma_stream_encoder_mt_memusage(&options) >= limit { options.threads -= 1 }
    let status = lzma_stream_encoder_mt(stream, &options)
    guard status == LZMA_OK else { throw Self.failure(status) }
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  private static func failure(_ status: lzma_ret) -> PayloadError {
    let isMemory = status == LZMA_MEM_ERROR
    return .library(
      "liblzma", reason: isMemory ? "there is not enough memory" : "compression failed (error \(status.rawValue))")
  }

  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError) {
    stream.pointee.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = bytes.count
    while stream.pointee.avail_in > 0 { _ = try run(LZMA_RUN, to: sink) }
  }

  func finish(to sink: ByteSink) throws(PayloadError) {
    stream.pointee.next_in = nil
    stream.pointee.avail_in = 0
    while try run(LZMA_FINISH, to: sink) != LZMA_STREAM_END {}
  }

  private func run(_ action: lzma_action, to sink: ByteSink) throws(PayloadError) -> lzma_ret {
    stream.pointee.next_out = output.start
    stream.pointee.avail_out = output.count
    let status = lzma_code(stream, action)
    guard status == LZMA_OK || status == LZMA_STREAM_END else { throw Self.failure(status) }
    try output.give(output.count - stream.pointee.avail_out, to: sink)
    return status
  }
}
