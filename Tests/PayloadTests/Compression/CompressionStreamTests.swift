import PackageModel
import Payload
import TestSupport
import Testing

/// Compresses and decompresses against the formats' own programs.
@Suite struct CompressionStreamTests {
  /// Bytes that compress somewhat, with far repetitions.
  static func sample(_ count: Int) -> [UInt8] {
    var state: UInt64 = 88_172_645_463_325_252
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      if state & 3 == 0, bytes.count > 5000 {
        let start = Int(state >> 8 % 5000)
        bytes += bytes[(start % 4000)..<(start % 4000 + 50)]
      } else {
        bytes.append(UInt8(truncatingIfNeeded: state >> 20) & 0x3f)
      }
    }
    return Array(bytes.prefix(count))
  }

  static func decompress(
    _ bytes: [UInt8], _ format: Compression.Format, limit: UInt64 = .max, threads: Int = 1, pieces: Int = 65_536
  ) throws -> [UInt8] {
    let input = try Decompressor(
      ContentInput(.memory(bytes), name: "sample"), format: format, limit: limit, threads: threads)
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: pieces)
    while true {
      let count = try buffer.withBytes { (buffer) throws(PayloadError) in try input.read(into: buffer) }
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }

  static let written = ["xz", "xz:0", "xz:parallel", "gz", "gz:1:huffman", "zst", "zst:19", "bz2", "bz2:1", "none"]
  static let programs: [Compression.Format: String] = [
    .gzip: "gzip", .xz: "xz", .zstd: "zstd", .bzip2: "bzip2", .none: "cat", .lzma: "lzma",
  ]

  @Test(arguments: written, [0, 1, 100_000, 1_000_000])
  func programsReadWhatIsWritten(_ name: String, _ count: Int) throws {
    let compression = try Compression(parsing: name)
    let sample = Self.sample(count)
    let compressed = try compression.compress(sample)
    let scratch = try Scratch()
    try scratch.write("compressed", compressed)
    let program = try #require(Self.programs[compression.format])
    let command = program == "cat" ? program : program + " -dc"
    #expect(try run("sh", ["-c", command + " < " + scratch("compressed")]) == sample)
    #expect(try Self.decompress(compressed, compression.format) == sample)
    #expect(Compression.Format(detecting: compressed) == compression.format || compression.format == .none)
  }

  @Test(arguments: [Compression.Format.gzip, .xz, .zstd, .bzip2, .lzma], [0, 1, 700_000])
  func readsWhatProgramsWrite(_ format: Compression.Format, _ count: Int) throws {
    let sample = Self.sample(count)
    let scratch = try Scratch()
    try scratch.write("plain", sample)
    let program = try #require(Self.programs[format])
    let compressed = try run(program, ["-c", scratch("plain")])
    for pieces in [1 << 20, 65_536, 4093] {
      #expect(try Self.decompress(compressed, format, pieces: pieces) == sample)
    }
    #expect(try Self.decompress(compressed, format, threads: 4) == sample)
    #expect(Compression.Format(detecting: compressed) == format)
  }

  @Test func bzip2IsWhatTheProgramWrites() throws {
    let scratch = try Scratch()
    let sample = Self.sample(2_000_000)
    try scratch.write("plain", sample)
    #expect(try Compression.bzip2.compress(sample) == run("bzip2", ["-c", scratch("plain")]))
  }

  @Test(arguments: [Compression.Format.gzip, .xz, .zstd, .bzip2])
  func severalStreamsInARow(_ format: Compression.Format) throws {
    let compression = try Compression(format)
    let parts = [Self.sample(100_000), [], Array("second".utf8), Self.sample(3)]
    let compressed = try parts.flatMap { try compression.compress($0) }
    #expect(try Self.decompress(compressed, format) == parts.flatMap(\.self))
  }

  @Test(arguments: written, [1, 7919, 65_536, 131_072])
  func bytesDoNotDependOnHowTheInputIsCut(_ name: String, _ piece: Int) throws {
    let compression = try Compression(parsing: name)
    let sample = Self.sample(piece == 1 ? 3000 : 600_000)
    let compressor = try compression.makeCompressor(threads: 2)
    var result: [UInt8] = []
    for start in stride(from: 0, to: sample.count, by: piece) {
      let part = Array(sample[start..<min(start + piece, sample.count)])
      try part.withBytes { (bytes) throws(PayloadError) in
        try compressor.write(bytes) { result += $0 }
      }
    }
    try compressor.finish { result += $0 }
    #expect(try result == compression.compress(sample, threads: 1))
  }

  @Test(arguments: ["xz", "gz", "zst", "bz2"])
  func cutStreamsAreErrors(_ name: String) throws {
    let compression = try Compression(parsing: name)
    let compressed = try compression.compress(Self.sample(50_000))
    for count in stride(from: 0, to: compressed.count, by: 997) {
      let error = #expect(throws: PayloadError.self) {
        try Self.decompress(Array(compressed.prefix(count)), compression.format)
      }
      guard case .truncated("sample", let offset) = error else {
        Issue.record("\(name) cut at \(count): \(String(describing: error))")
        continue
      }
      #expect(offset <= UInt64(count))
    }
  }

  @Test(arguments: [Compression.Format.gzip, .xz, .zstd, .bzip2, .lzma])
  func damagedStreamsAreErrors(_ format: Compression.Format) throws {
    let error = #expect(throws: PayloadError.self) {
      try Self.decompress(Array("this is no compressed stream at all, not in any format".utf8), format)
    }
    guard case .corrupt("sample", 0, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    guard format != .lzma else { return }
    let sample = Self.sample(50_000)
    let compressed = try Compression(format).compress(sample)
    // Every check value covers every byte, so no change may pass.
    for position in stride(from: 12, to: compressed.count - 16, by: 1499) {
      var damaged = compressed
      damaged[position] ^= 0x10
      #expect(throws: PayloadError.self) { try Self.decompress(damaged, format) }
    }
  }

  @Test(arguments: [Compression.Format.gzip, .xz, .zstd, .bzip2])
  func bombsAreRefused(_ format: Compression.Format) throws {
    let compressed = try Compression(format).compress([UInt8](repeating: 0, count: 20_000_000))
    #expect(compressed.count < 50_000)
    let error = #expect(throws: PayloadError.self) {
      try Self.decompress(compressed, format, limit: 1_000_000)
    }
    #expect(error == .limit("sample", reason: "it holds more than the 1000000 bytes that are allowed"))
    #expect(try Self.decompress(compressed, format, limit: 20_000_000).count == 20_000_000)
  }

  @Test func bytesAfterGzipAreIgnored() throws {
    let compressed = try Compression.gzip.compress(Self.sample(1000))
    #expect(try Self.decompress(compressed + [UInt8](repeating: 0, count: 1000), .gzip) == Self.sample(1000))
  }

  @Test func errorsOfTheTakerEndTheStream() throws {
    let compressor = try Compression.gzip.makeCompressor()
    let failure = PayloadError.exists("full")
    #expect(throws: failure) {
      try Self.sample(2_000_000).withBytes { (bytes) throws(PayloadError) in
        try compressor.write(bytes) { (_) throws(PayloadError) in throw failure }
      }
    }
  }
}
