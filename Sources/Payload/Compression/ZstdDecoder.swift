import CZstd

/// Zstandard with any number of frames.
final class ZstdDecoder: Decoder {
  private let context: OpaquePointer

  init() throws(PayloadError) {
    guard let context = ZSTD_createDCtx() else { throw .library("libzstd", reason: "there is not enough memory") }
    self.context = context
  }

  deinit {
    ZSTD_freeDCtx(context)
  }

  func step(
    _ input: UnsafeRawBufferPointer, inputEnds: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> DecodingStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let hint = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(hint) != 0 { throw DecodingFailure(reason: String(cString: ZSTD_getErrorName(hint))) }
    return DecodingStep(consumed: source.pos, produced: target.pos, isComplete: hint == 0)
  }

  func beginsAnother(_ following: UnsafeRawBufferPointer) -> Bool { true }
}
