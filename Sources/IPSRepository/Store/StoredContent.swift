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
