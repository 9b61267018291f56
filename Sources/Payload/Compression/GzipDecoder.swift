import CZlib

/// gzip, several members in a row included (RFC 1952). What follows the last member is ignored, as gunzip does.
final class GzipDecoder: Decoder {
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(PayloadError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let windowBitsWithGzipHeader: Int32 = 15 + 16
    let status = inflateInit2_(stream, windowBitsWithGzipHeader, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .library("zlib", reason: "decompression cannot begin (error \(status))") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, inputEnds: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> DecodingStep {
    let room = min(output.count, 1 << 30)
    stream.pointee.next_in = input.baseAddress.map {
      UnsafeMutableRawPointer(mutating: $0).assumingMemoryBound(to: UInt8.self)
    }
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let status = inflate(stream, Z_NO_FLUSH)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw DecodingFailure(reason: stream.pointee.msg.map { String(cString: $0) } ?? "not gzip (error \(status))")
    }
    return DecodingStep(
      consumed: input.count - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
      isComplete: status == Z_STREAM_END)
  }

  func beginsAnother(_ following: UnsafeRawBufferPointer) -> Bool {
    following.starts(with: [0x1f, 0x8b]) && inflateReset(stream) == Z_OK
  }
}
