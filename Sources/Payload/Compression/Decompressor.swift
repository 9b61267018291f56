package import PackageModel

/// What a codec did in one step.
struct DecodingStep {
  var consumed: Int
  var produced: Int
  /// Whether the stream is complete. Another may follow directly.
  var isComplete: Bool
}

/// Bytes that a codec cannot make sense of.
struct DecodingFailure: Error {
  var reason: String
}

/// One format's decompression.
protocol Decoder: AnyObject {
  /// - Parameter inputEnds: whether no bytes follow the input.
  func step(
    _ input: UnsafeRawBufferPointer, inputEnds: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> DecodingStep

  /// Begins the next stream of a file of several, if the bytes after the first are one.
  func beginsAnother(_ following: UnsafeRawBufferPointer) -> Bool
}

/// Decompresses a stream while it is read.
package final class Decompressor: ByteInput {
  package let name: ByteString
  private let source: any ByteInput
  private let decoder: any Decoder
  private let limit: UInt64
  private let buffer = OutputBuffer(capacity: 128 * 1024)
  private var available = 0..<0
  private var inputEnds = false
  private var isComplete = false
  private var consumed: UInt64 = 0
  private var produced: UInt64 = 0

  /// - Parameters:
  ///   - source: the compressed bytes.
  ///   - format: what they are; `none` is passed through.
  ///   - limit: the number of decompressed bytes after which the stream is refused.
  ///   - threads: for xz with blocks; each takes the memory of a block.
  package init(
    _ source: any ByteInput, format: Compression.Format, limit: UInt64 = .max, threads: Int = 1
  ) throws(PayloadError) {
    name = source.name
    self.source = source
    self.limit = limit
    decoder =
      switch format {
      case .none: Passing()
      case .gzip: try GzipDecoder()
      case .xz: try XZDecoder(threads: threads)
      case .lzma: try XZDecoder.alone()
      case .zstd: try ZstdDecoder()
      case .bzip2: try Bzip2Decoder()
      }
  }

  package func read(into output: UnsafeMutableRawBufferPointer) throws(PayloadError) -> Int {
    guard !output.isEmpty else { return 0 }
    while !isComplete {
      if available.isEmpty, !inputEnds { try refill() }
      let input = UnsafeRawBufferPointer(rebasing: buffer.bytes[available])
      let step: DecodingStep
      do throws(DecodingFailure) {
        step = try decoder.step(input, inputEnds: inputEnds, into: output)
      } catch {
        throw .corrupt(name, offset: consumed, reason: error.reason)
      }
      consumed += UInt64(step.consumed)
      available = (available.lowerBound + step.consumed)..<available.upperBound
      if step.isComplete { try endStream() }
      if step.produced > 0 { return try count(step.produced) }
      if !isComplete, inputEnds, step.consumed == 0 { throw .truncated(name, offset: consumed) }
    }
    return 0
  }

  private func count(_ bytes: Int) throws(PayloadError) -> Int {
    produced += UInt64(bytes)
    guard produced <= limit else {
      throw .limit(name, reason: "it holds more than the \(limit) bytes that are allowed")
    }
    return bytes
  }

  private func refill() throws(PayloadError) {
    let kept = available.count
    if kept > 0, available.lowerBound > 0 {
      buffer.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer.bytes[available]))
    }
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[kept...]))
    available = 0..<(kept + count)
    if count == 0 { inputEnds = true }
  }

  /// Looks far enough ahead to tell whether another stream follows.
  private func endStream() throws(PayloadError) {
    let longestMagic = 6
    while available.count < longestMagic, !inputEnds { try refill() }
    let following = UnsafeRawBufferPointer(rebasing: buffer.bytes[available])
    isComplete = following.isEmpty || !decoder.beginsAnother(following)
  }
}

/// Passes the bytes on.
private final class Passing: Decoder {
  func step(
    _ input: UnsafeRawBufferPointer, inputEnds: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> DecodingStep {
    let count = min(input.count, output.count)
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
    return DecodingStep(consumed: count, produced: count, isComplete: inputEnds && count == input.count)
  }

  func beginsAnother(_ following: UnsafeRawBufferPointer) -> Bool { false }
}
