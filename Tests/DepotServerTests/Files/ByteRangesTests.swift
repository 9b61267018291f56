import DepotServer
import Testing

/// Ranges as RFC 9110 has them.
@Suite struct ByteRangesTests {
  @Test(
    arguments: [
      ("bytes=0-9", [0..<10]), ("bytes=90-", [90..<100]), ("bytes=-5", [95..<100]), ("bytes=-500", [0..<100]),
      ("bytes=95-1000", [95..<100]), ("bytes=0-1, 3-4", [0..<2, 3..<5]), ("bytes=0-0,200-", [0..<1]),
      ("bytes=5-99999999999999999999", [5..<100]),
    ] as [(String, [Range<Int64>])])
  func partsAreCutToTheFile(_ header: String, _ parts: [Range<Int64>]) {
    #expect(ByteRanges(header, size: 100) == .parts(parts))
  }

  @Test(arguments: [
    nil, "", "rubbish", "bytes=", "bytes=-", "bytes=9-2", "bytes=a-b", "bytes=1-2-3", "lines=0-1", "bytes=0-1,x",
    "bytes=0-99,0-99", "bytes=" + Array(repeating: "0-0", count: 33).joined(separator: ","),
  ])
  func whatMakesNoSenseIsTheWholeFile(_ header: String?) {
    #expect(ByteRanges(header, size: 100) == .whole)
  }

  @Test(arguments: [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-5", 0)] as [(String, Int64)])
  func whatIsBeyondTheFileIsRefused(_ header: String, _ size: Int64) {
    #expect(ByteRanges(header, size: size) == .unsatisfiable)
  }
}
