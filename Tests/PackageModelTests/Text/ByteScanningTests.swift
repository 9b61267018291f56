import PackageModel
import TestSupport
import Testing

/// Looking at eight bytes at a time finds what looking at each byte finds.
@Suite struct ByteScanningTests {
  @Test(arguments: 0..<20)
  func agreesWithLookingAtEachByte(_ seed: Int) {
    var generator = SeededGenerator(UInt64(seed))
    let alphabets: [[ByteString]] = [
      ["a", "b", "c"], ["a", "=", "b"], ["a", " ", "\"", "'"], ["a", "\t", "\n", "\r", "\u{1}"],
      ["a", "é", "\u{7f}", "!"],
      [ByteString([0]), ByteString([1]), ByteString([0xff]), ByteString([0x80]), " ", "\n"],
    ]
    for _ in 0..<400 {
      let text = generator.text(of: generator.pick(alphabets), count: 0...40)
      let bytes = text.bytes
      let span = bytes.span
      #expect(span.isPlain == bytes.allSatisfy { $0 < 0x80 && $0 != 0x20 && $0 != 0x22 && $0 != 0x27 })
      #expect(span.containsAny(0x3d, 0x20, 0x22) == bytes.contains { $0 == 0x3d || $0 == 0x20 || $0 == 0x22 })
      let start = generator.number(0...bytes.count)
      let rest = bytes[start...]
      #expect(span.firstLineEnd(from: start) == rest.firstIndex { $0 == 0x0a || $0 == 0x0d } ?? bytes.count)
      #expect(
        span.firstActionBlank(from: start) == rest.firstIndex { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a } ?? bytes.count)
      let end = generator.number(start...bytes.count)
      for byte: UInt8 in [0x61, 0x20, 0x00, 0xff, 0x80] {
        #expect(span.firstIndex(of: byte, from: start, to: end) == bytes[start..<end].firstIndex(of: byte))
      }
    }
  }
}
