/// Takes compressed bytes as they come; they are valid during the call only.
package typealias ByteSink = (UnsafeRawBufferPointer) throws(PayloadError) -> Void

/// Compresses a stream.
package protocol Compressor: AnyObject {
  /// Takes the next bytes of the stream and gives what can be given so far.
  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError)

  /// Gives the rest. Nothing may be written afterwards.
  func finish(to sink: ByteSink) throws(PayloadError)
}

extension Compression {
  /// Begins a stream.
  ///
  /// The bytes depend neither on the number of threads nor on how the input is cut.
  ///
  /// - Parameter threads: for xz and zstd; without a number, one for each processor.
  package func makeCompressor(threads: Int? = nil) throws(PayloadError) -> any Compressor {
    let threads = max(1, threads ?? Processors.count)
    switch format {
    case .none, .lzma: return Storing()
    case .gzip: return try GzipCompressor(level: level, strategy: strategy)
    case .xz: return try XZCompressor(self, threads: threads)
    case .zstd: return try ZstdCompressor(level: level, threads: threads)
    case .bzip2: return try Bzip2Compressor(level: level)
    }
  }

  /// Compresses bytes in memory.
  package func compress(_ bytes: [UInt8], threads: Int? = nil) throws(PayloadError) -> [UInt8] {
    let compressor = try makeCompressor(threads: threads)
    var result: [UInt8] = []
    try bytes.withBytes { buffer throws(PayloadError) in
      try compressor.write(buffer) { result.append(contentsOf: $0) }
    }
    try compressor.finish { result.append(contentsOf: $0) }
    return result
  }
}

/// Passes the bytes on.
private final class Storing: Compressor {
  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError) {
    try sink(bytes)
  }

  func finish(to sink: ByteSink) throws(PayloadError) {}
}

/// A buffer for what a library gives.
struct OutputBuffer: ~Copyable {
  let bytes: UnsafeMutableRawBufferPointer

  init(capacity: Int = 256 * 1024) {
    bytes = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit {
    bytes.deallocate()
  }

  var start: UnsafeMutablePointer<UInt8> { bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) }

  var count: Int { bytes.count }

  /// Gives the first bytes to a sink.
  func give(_ count: Int, to sink: ByteSink) throws(PayloadError) {
    if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
  }
}
