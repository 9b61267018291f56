import DepotServer
import Testing

@Suite struct HTTPDateTests {
  @Test func timesComeBack() {
    #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    for seconds in stride(from: Int64(0), to: 4_000_000_000, by: 123_456_789) {
      #expect(HTTPDate.seconds(HTTPDate.text(seconds)) == seconds)
    }
  }

  @Test(arguments: ["", "not a date", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "0 0 0 0 0 0"])
  func anythingElseIsNoTime(_ text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }
}
