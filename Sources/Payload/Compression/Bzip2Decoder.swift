import CBzip2

/// bzip2, several streams in a row included.
final class Bzip2Decoder: Decoder {
  private let stream: UnsafeMutablePointer<bz_stream>

  init() throws(PayloadError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    let status = BZ2_bzDecompressInit(stream, 0, 0)
    guard status == BZ_OK else { throw .library("libbz2", reason: "decompression cannot begin (error \(status))") }
  }

  deinit {
    BZ2_bzDecompressEnd(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, inputEnds: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> DecodingStep {
    let room = min(output.count, 1 << 30)
    stream.pointee.next_in = input.baseAddress.map {
      UnsafeMutableRawPointer(mutating: $0).assumingMemoryBound(to: CChar.self)
    }
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = UInt32(room)
    let status = BZ2_bzDecompress(stream)
    guard status == BZ_OK || status == BZ_STREAM_END else {
      throw DecodingFailure(reason: status == BZ_DATA_ERROR_MAGIC ? "not bzip2" : "the bzip2 data are corrupt")
    }
    return DecodingStep(
      consumed: input.count - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
      isComplete: status == BZ_STREAM_END)
  }

  func beginsAnother(_ following: UnsafeRawBufferPointer) -> Bool {
    guard following.starts(with: Array("BZh".utf8)) else { return false }
    BZ2_bzDecompressEnd(stream)
    stream.pointee = bz_stream()
    return BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
  }
}
