package import PackageModel
package import Payload

/// Payload as it is stored: gzip with a header that is always the same.
package enum StoredContent {
  /// No name, no time, best compression, an unknown system.
  package static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]

  /// Decompresses to a sink.
  ///
  /// - Throws: ``PayloadError/corrupt(_:offset:reason:)``, ``PayloadError/truncated(_:offset:)``.
  package static func decompress(
    _ stored: ContentSource, name: ByteString, to sink: ByteSink
  ) throws(PayloadError) {
    let input = try Decompressor(try ContentInput(stored, name: name), format: .gzip)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try input.read(into: buffer)
      if count == 0 { return }
      try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// The digests of the decompressed content.
  package static func digests(
    _ stored: ContentSource, name: ByteString, _ algorithms: [DigestAlgorithm]
  ) throws(PayloadError) -> [Digest] {
    let digester = try Digester(algorithms)
    try decompress(stored, name: name) { (bytes) throws(PayloadError) in try digester.update(bytes) }
    return try digester.finish()
  }
}

extension StoredContent {
  /// What a manifest says about a stored stream.
  package struct Facts: Hashable, Sendable {
    package var sha1: ByteString
    /// SHA-512/256.
    package var sha512: ByteString
    package var size: UInt64

    package init(sha1: ByteString, sha512: ByteString, size: UInt64) {
      self.sha1 = sha1
      self.sha512 = sha512
      self.size = size
    }

    /// Reads a stream that is there already.
    package init(of stream: ContentSource) throws(PayloadError) {
      let digests = try stream.digests([.sha1, .sha512t_256])
      self.init(sha1: digests[0].hex, sha512: digests[1].hex, size: stream.size)
    }
  }

  /// Brings content into its stored form.
  ///
  /// - Parameter sink: gets the stream.
  package static func compress(_ content: ContentSource, to sink: ByteSink) throws(PayloadError) -> Facts {
    let output = StoredOutput(try Digester([.sha1, .sha512t_256]))
    let compressor = try Compression.gzip.makeCompressor()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { buffer.deallocate() }
    var reader = try content.open()
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      try compressor.write(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { (bytes) throws(PayloadError) in
        try output.write(bytes, to: sink)
      }
    }
    try reader.finish()
    try compressor.finish { (bytes) throws(PayloadError) in try output.write(bytes, to: sink) }
    let digests = try output.digester.finish()
    return Facts(sha1: digests[0].hex, sha512: digests[1].hex, size: output.size)
  }
}

/// Passes a gzip stream on with the header that stored payload has.
private final class StoredOutput {
  /// Where the stream says which system made it.
  private static let systemOffset: UInt64 = 9

  let digester: Digester
  private(set) var size: UInt64 = 0

  init(_ digester: Digester) { self.digester = digester }

  func write(_ bytes: UnsafeRawBufferPointer, to sink: ByteSink) throws(PayloadError) {
    if size <= Self.systemOffset, size + UInt64(bytes.count) > Self.systemOffset {
      var patched = Array(bytes)
      patched[Int(Self.systemOffset - size)] = StoredContent.header[Int(Self.systemOffset)]
      try digester.update(patched)
      try patched.withBytes(sink)
    } else {
      try digester.update(bytes)
      try sink(bytes)
    }
    size += UInt64(bytes.count)
  }
}
