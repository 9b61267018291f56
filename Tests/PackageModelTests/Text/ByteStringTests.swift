import PackageModel
import Testing

@Suite struct ByteStringTests {
  @Test func ordersByBytes() {
    let names: [ByteString] = ["z", "é", "Z", "e\u{301}", "_", "ｚ", "𝄞", "", "za"]
    #expect(names.sorted() == ["", "Z", "_", "e\u{301}", "z", "za", "é", "ｚ", "𝄞"])
    #expect("é" as ByteString != "e\u{301}")
  }

  @Test func piecesAndRanges() {
    let text: ByteString = "a/b//c"
    #expect(text.split(on: ASCII.slash) == ["a", "b", "", "c"])
    #expect(text.firstRange(of: "//") == 3..<5)
    #expect(text.firstRange(of: "") == 0..<0)
    #expect(text.firstRange(of: "x") == nil)
    #expect(text.contains("b/") && !text.contains("/b/c"))
    #expect(text.dropping(prefix: "a/") == "b//c")
    #expect(text.dropping(suffix: "/c") == "a/b/")
    #expect(text.dropping(prefix: "b") == nil)
    #expect(["a", "b"].map { ByteString($0) }.joined(separator: ", ") == "a, b")
    #expect(!ByteString([0xff]).isUTF8)
    #expect(ByteString([0xff]).text == "\u{FFFD}")
  }
}
