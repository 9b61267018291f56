import CLZMA

/// xz with any number of streams, and the lzma format that came before it.
final class XZDecoder: Decoder {
  /// The largest dictionaries in use need 64 MiB at level 9; files that want more than this are not packages.
  private static let memoryLimit: UInt64 = 1 << 30

  private let stream: UnsafeMutablePointer<lzma_stream>
  private let formatName: String

  private init(formatName: String) {
    self.formatName = formatName
    stream = .allocate(capacity: 1)
    stream.initialize(to: lzma_stream())
  }

  /// - Parameter threads: how many blocks to decompress at once, memory allowing.
  convenience init(threads: Int) throws(PayloadError) {
    self.init(formatName: "xz")
    let concatenated: UInt32 = 0x08
    var options = lzma_mt()
    options.flags = concatenated
    options.threads = UInt32(clamping: max(1, threads))
    options.memlimit_threading = min(Self.memoryLimit, Processors.physicalMemory / 4)
    options.memlimit_stop = Self.memoryLimit
    let status =
      threads > 1
      ? lzma_stream_decoder_mt(stream, &options) : lzma_stream_decoder(stream, Self.memoryLimit, concatenated)
    guard status == LZMA_OK else { throw Self.cannotBegin(status) }
  }

  static func alone() throws(PayloadError) -> XZDecoder {
    let decoder = XZDecoder(formatName: "lzma")
    let status = lzma_alone_decoder(decoder.stream, memoryLimit)
    guard status == LZMA_OK else { throw cannotBegin(status) }
    return decoder
  }

  private static func cannotBegin(_ status: lzma_ret) -> PayloadError {
    .library("liblzma", reason: "decompression cannot begin (error \(status.rawValue))")
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, inputEnds: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> DecodingStep {
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = output.count
    let status = lzma_code(stream, inputEnds ? LZMA_FINISH : LZMA_RUN)
    switch status {
    case LZMA_OK, LZMA_STREAM_END, LZMA_BUF_ERROR: break
    default: throw DecodingFailure(reason: reason(status))
    }
    return DecodingStep(
      consumed: input.count - stream.pointee.avail_in, produced: output.count - stream.pointee.avail_out,
      isComplete: status == LZMA_STREAM_END)
  }

  private func reason(_ status: lzma_ret) -> String {
    switch status {
    case LZMA_FORMAT_ERROR: "not \(formatName)"
    case LZMA_DATA_ERROR: "the \(formatName) data are corrupt"
    case LZMA_OPTIONS_ERROR: "\(formatName) options that are not supported"
    case LZMA_MEMLIMIT_ERROR: "decompressing it needs more than \(Self.memoryLimit >> 20) MiB of memory"
    case LZMA_MEM_ERROR: "there is not enough memory to decompress it"
    default: "liblzma error \(status.rawValue)"
    }
  }

  func beginsAnother(_ following: UnsafeRawBufferPointer) -> Bool { false }
}
