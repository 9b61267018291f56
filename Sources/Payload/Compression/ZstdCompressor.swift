import CZstd

/// Zstandard as dpkg-deb makes it: with a checksum and worker threads, fed in pieces of a fixed size.
///
/// Both matter for the bytes: without workers the frame is cut otherwise, and a stream that ends in its first piece
/// carries its size.
final class ZstdCompressor: Compressor {
  private let context: OpaquePointer
  private let output = OutputBuffer(capacity: ZSTD_CStreamOutSize())
  private let pending = OutputBuffer(capacity: ZSTD_CStreamInSize())
  private var pendingCount = 0

  init(level: Int, threads: Int) throws(PayloadError) {
    guard let context = ZSTD_createCCtx() else {
      throw .library("libzstd", reason: "there is not enough memory")
    }
    self.context = context
    try set(ZSTD_c_compressionLevel, level)
    try set(ZSTD_c_checksumFlag, 1)
    let most = ZSTD_cParam_getBounds(ZSTD_c_nbWorkers).upperBound
    try set(ZSTD_c_nbWorkers, min(threads, Int(most)))
  }

  deinit {
    ZSTD_freeCCtx(context)
  }

  private func set(_ parameter: ZSTD_cParameter, _ value: Int) throws(PayloadError) {
    try check(ZSTD_CCtx_setParameter(context, parameter, Int32(clamping: value)))
  }

  @discardableResult
  private func check(_ result: Int) throws(PayloadError) -> Int {
    if ZSTD_isError(result) != 0 { throw .library("libzstd", reason: String(cString: ZSTD_getErrorName(result))) }
    return result
  }

  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError) {
    var rest = bytes
    while !rest.isEmpty {
      if pendingCount == 0, rest.count >= pending.count {
        try run(UnsafeRawBufferPointer(rebasing: rest[..<pending.count]), ZSTD_e_continue, to: sink)
        rest = UnsafeRawBufferPointer(rebasing: rest[pending.count...])
        continue
      }
      let taken = min(pending.count - pendingCount, rest.count)
      UnsafeMutableRawBufferPointer(rebasing: pending.bytes[pendingCount...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      pendingCount += taken
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      if pendingCount == pending.count {
        try run(UnsafeRawBufferPointer(pending.bytes), ZSTD_e_continue, to: sink)
        pendingCount = 0
      }
    }
  }

  func finish(to sink: ByteSink) throws(PayloadError) {
    try run(UnsafeRawBufferPointer(rebasing: pending.bytes[..<pendingCount]), ZSTD_e_end, to: sink)
  }

  private func run(
    _ bytes: UnsafeRawBufferPointer, _ directive: ZSTD_EndDirective, to sink: ByteSink
  ) throws(PayloadError) {
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    while true {
      var given = ZSTD_outBuffer(dst: output.bytes.baseAddress, size: output.count, pos: 0)
      let remaining = try check(ZSTD_compressStream2(context, &given, &input, directive))
      try output.give(given.pos, to: sink)
      let isDone = directive == ZSTD_e_end ? remaining == 0 : input.pos == input.size
      if isDone { return }
    }
  }
}
