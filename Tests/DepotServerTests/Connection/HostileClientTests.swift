import Foundation
import IPSRepository
import PackageModel
import TestSupport
import Testing

/// What a client sends cannot hurt the depot, nor lead out of the repository.
@Suite struct HostileClientTests {
  @Test func announcedBodiesThatAreTooLongAreRefusedAtOnce() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let before = try depot.residentKilobytes()
    for _ in 0..<20 {
      let connection = try depot.connect()
      connection.send("POST /file/1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10737418240\r\n\r\n")
      #expect(try connection.response().status == 413)
      connection.send([UInt8](repeating: 0, count: 1 << 20))
    }
    #expect(try depot.get("/versions/0").status == 200)
    #expect(try depot.residentKilobytes() < before + 64 << 10)
  }

  @Test(arguments: [
    "POST /file/1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /file/1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "POST /file/1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    "POST /file/1/x HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
    "POST /file/1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST /file/1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET /versions/0 HTTP/1.1\r\nHost : x\r\n\r\n", "GET /versions/0\u{0} HTTP/1.1\r\nHost: x\r\n\r\n",
    "not http\r\n\r\n",
  ])
  func requestsThatTwoServersCouldReadDifferentlyAreRefused(_ request: String) throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let connection = try depot.connect()
    connection.send(request + "GET /versions/0 HTTP/1.1\r\nHost: smuggled\r\n\r\n")
    let answer = try connection.response()
    #expect([400, 413, 501].contains(answer.status))
    // What follows is not taken for a request.
    #expect(connection.isClosed())
    #expect(try depot.get("/versions/0").status == 200)
  }

  @Test func floodsOfHeadersAreRefused() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    for flood in [String(repeating: "X-A: b\r\n", count: 20_000), "X-Long: " + String(repeating: "a", count: 1 << 20)] {
      let connection = try depot.connect()
      connection.send("GET /versions/0 HTTP/1.1\r\nHost: x\r\n" + flood)
      if let answer = try? connection.response() { #expect([400, 431].contains(answer.status)) }
    }
    #expect(try depot.get("/versions/0").status == 200)
  }

  @Test func clientsThatDoNotGoOnAreLeft() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(
      served.repository.path.text, ["--writable", "--idle-timeout", "1", "--stall-timeout", "1"])
    let idle = try depot.connect()
    #expect(idle.isClosed())
    let slow = try depot.connect()
    slow.send("GET /versions/0 HTTP/1.1\r\nHo")
    #expect(slow.isClosed())
    let stalled = try depot.connect()
    stalled.send("POST /file/1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
    #expect([400, 408].contains(try stalled.response().status))
    #expect(try depot.get("/versions/0").status == 200)
  }

  @Test func nothingLeadsOutOfTheRepository() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    try served.scratch.write("secret", Array("secret".utf8))
    let ways = [
      "..", "%2e%2e", "..%2F..%2Fsecret", "%2e%2e%2f%2e%2e%2fsecret", "..%5C..%5Csecret", "%00", "a%00b",
      "%2Fetc%2Fpasswd",
      "....%2F%2Fsecret", "%c0%ae%c0%ae%2fsecret",
    ]
    let places = [
      "/%@", "/%@/catalog/1/catalog.attrs", "/test/%@/0/x", "/test/catalog/1/%@", "/test/catalog/%@/x",
      "/test/manifest/0/%@", "/manifest/0/a@%@", "/test/file/0/%@", "/test/file/1/%@/x", "/file/2/%@", "/info/0/%@@1",
      "/p5i/0/%@", "/close/0/%@", "/abandon/0/1_%@", "/append/0/%@", "/open/0/a%2F%@%401",
      "/test/search/1/%@",
      "/index/0/%@",
    ]
    for place in places {
      for way in ways {
        let path = place.replacingOccurrences(of: "%@", with: way)
        let answer = try depot.get(path, ["Client-Release": "5.11"])
        #expect((400..<500).contains(answer.status), "\(path): \(answer.status) \(answer.text.prefix(80))")
        #expect(
          !answer.text.contains("secret\n") && !answer.text.contains("root:") && answer.text != "secret", "\(path)")
      }
    }
    // A name may begin with a slash; it is one in the repository all the same.
    #expect(try depot.get("/open/0/%2Fetc%2Fpasswd%401", ["Client-Release": "5.11"]).status == 200)
    #expect(served.repository.publishers == ["test"])
    #expect(try served.scratch.names() == ["repo", "secret"])
  }
}
