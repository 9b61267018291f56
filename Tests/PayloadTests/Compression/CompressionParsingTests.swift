import Payload
import Testing

@Suite struct CompressionParsingTests {
  @Test(arguments: [
    ("xz", "xz"), ("xz:6", "xz"), ("xz:parallel", "xz:parallel"), ("xz:9:extreme", "xz:9:extreme"),
    ("xz:extreme:9", "xz:9:extreme"), ("gz", "gzip"), ("gzip:9", "gzip"), ("gz:1:rle", "gzip:1:rle"),
    ("gz:0", "none"), ("gz:0:huffman", "none"), ("zst:19", "zstd:19"), ("zstd", "zstd"), ("zst:none", "zstd"),
    ("bz2:1", "bzip2:1"), ("bzip2", "bzip2"), ("none", "none"), ("none:0", "none"),
  ])
  func reads(_ text: String, _ canonical: String) throws {
    let compression = try Compression(parsing: text)
    #expect(compression.description == canonical)
    #expect(try Compression(parsing: canonical) == compression)
  }

  @Test(arguments: [
    ("", "unknown compression ''; known are gzip, xz, zstd, bzip2 and none"),
    ("brotli", "unknown compression 'brotli'; known are gzip, xz, zstd, bzip2 and none"),
    ("XZ", "unknown compression 'XZ'; known are gzip, xz, zstd, bzip2 and none"),
    ("xz:10", "xz has no level 10; give one from 0 to 9"),
    ("zst:23", "zstd has no level 23; give one from 0 to 22"),
    ("bz2:0", "bzip2 has no level 0; give one from 1 to 9"),
    ("none:1", "compression none has no level 1; leave the level out"),
    ("zst:extreme", "zstd has no strategy 'extreme'; it has none to choose from"),
    ("gz:extreme", "gzip has no strategy 'extreme'; give one of none, filtered, huffman, rle, fixed"),
    ("gz:parallel", "gzip has no option 'parallel'; write a level, a strategy or, for xz, 'parallel'"),
    ("xz:", "xz has no option ''; write a level, a strategy or, for xz, 'parallel'"),
    ("xz:6:7", "xz has no option '7'; write a level, a strategy or, for xz, 'parallel'"),
    ("xz:-1", "xz has no option '-1'; write a level, a strategy or, for xz, 'parallel'"),
    (
      "xz:99999999999999999999",
      "xz has no option '99999999999999999999'; write a level, a strategy or, for xz, 'parallel'"
    ),
    ("lzma", "lzma is read but no longer written; use xz"),
  ])
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: CompressionError.self) { try Compression(parsing: text) }
    #expect(error?.description == message)
  }
}
