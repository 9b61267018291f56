import DepotClient
import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

@Suite(.ownThreads) struct PayloadDownloadTests {
  private static let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }

  private static func stored() throws -> (name: ByteString, bytes: [UInt8]) {
    var bytes: [UInt8] = []
    _ = try StoredContent.compress(.memory(content)) { bytes.append(contentsOf: $0) }
    return (try Sample.name(content), bytes)
  }

  /// Answers a request for a part.
  private static func part(_ bytes: [UInt8], _ request: SeenRequest) -> ScriptedReply {
    guard let range = request.headers["range"], let start = Int(range.dropFirst("bytes=".count).dropLast()) else {
      return .bytes(bytes)
    }
    guard start < bytes.count else {
      return ScriptedReply(status: 416, headers: [("Content-Range", "bytes */\(bytes.count)")])
    }
    return ScriptedReply(
      status: 206, headers: [("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)")],
      body: Array(bytes[start...]))
  }

  @Test func goesOnWhereItStopped() throws {
    let (name, bytes) = try Self.stored()
    let count = Counter()
    let server = try FakeDepot { request, _ in
      guard request.path.contains("/file/1/") else { return nil }
      var reply = Self.part(bytes, request)
      if count.next() < 2 { reply.cut = 1000 }
      return reply
    }
    let found = try Clients.depot(server.url).storedPayload(name, of: "test")
    #expect(try Sample.content(found) == Self.content)
    let ranges = server.responder.requests.compactMap { $0.headers["range"] }
    #expect(ranges == ["bytes=1000-", "bytes=2000-"])
  }

  /// A server that knows no ranges sends everything again.
  @Test func serversWithoutRanges() throws {
    let (name, bytes) = try Self.stored()
    let count = Counter()
    let server = try FakeDepot { request, _ in
      guard request.path.contains("/file/1/") else { return nil }
      var reply = ScriptedReply.bytes(bytes)
      if count.next() == 0 { reply.cut = 1000 }
      return reply
    }
    let found = try Clients.depot(server.url).storedPayload(name, of: "test")
    #expect(try Sample.content(found) == Self.content)
  }

  @Test func damageOnTheWay() throws {
    let (name, bytes) = try Self.stored()
    let count = Counter()
    let server = try FakeDepot { request, _ in
      guard request.path.contains("/file/1/") else { return nil }
      var damaged = bytes
      damaged[500] ^= 0xff
      return .bytes(count.next() == 0 ? damaged : bytes)
    }
    let found = try Clients.depot(server.url).storedPayload(name, of: "test")
    #expect(try Sample.content(found) == Self.content)
  }

  @Test func wrongContent() throws {
    let (_, bytes) = try Self.stored()
    let name = try Sample.name(Array("something else".utf8))
    let server = try FakeDepot { request, _ in request.path.contains("/file/1/") ? .bytes(bytes) : nil }
    #expect(throws: RepositoryError.wrongContent(name: name, found: try Sample.name(Self.content))) {
      try Clients.depot(server.url).storedPayload(name, of: "test")
    }
  }

  @Test func missing() throws {
    let server = try FakeDepot()
    let name = try Sample.name(Self.content)
    #expect(try Clients.depot(server.url).storedPayload(name, of: "test") == nil)
    #expect(try Clients.depot(server.url).storedPayload("../../etc/passwd", of: "test") == nil)
  }

  @Test func answersWithoutLength() throws {
    let (name, bytes) = try Self.stored()
    let server = try FakeDepot { request, _ in
      guard request.path.contains("/file/1/") else { return nil }
      var reply = ScriptedReply.bytes(bytes)
      reply.announcesLength = false
      return reply
    }
    #expect(throws: RepositoryError.self) { try Clients.depot(server.url).storedPayload(name, of: "test") }
  }

  @Test func cachesOutliveTheRun() throws {
    let (name, bytes) = try Self.stored()
    let scratch = try Scratch()
    let server = try FakeDepot { request, _ in
      request.path.contains("/file/1/") ? Self.part(bytes, request) : nil
    }
    // What an interrupted run has left.
    try scratch.write("\(name).part", Array(bytes.prefix(700)))
    let first = try Clients.depot(server.url, cache: scratch.name("")).storedPayload(name, of: "test")
    #expect(try Sample.content(first) == Self.content)
    #expect(server.responder.requests.compactMap { $0.headers["range"] } == ["bytes=700-"])
    let before = server.lines.count
    let again = try Clients.depot(server.url, cache: scratch.name("")).storedPayload(name, of: "test")
    #expect(try Sample.content(again) == Self.content)
    #expect(server.lines.dropFirst(before).allSatisfy { !$0.contains("/file/") })
    #expect(try scratch.names() == [name.text])
  }

  /// What an earlier run has left is longer than the payload, or something else.
  @Test(arguments: [false, true])
  func uselessRemains(_ isLonger: Bool) throws {
    let (name, bytes) = try Self.stored()
    let scratch = try Scratch()
    let server = try FakeDepot { request, _ in
      request.path.contains("/file/1/") ? Self.part(bytes, request) : nil
    }
    try scratch.write("\(name).part", [UInt8](repeating: 7, count: isLonger ? bytes.count + 9 : 300))
    let found = try Clients.depot(server.url, cache: scratch.name("")).storedPayload(name, of: "test")
    #expect(try Sample.content(found) == Self.content)
  }

  @Test func manyAtOnce() throws {
    let sample = try Sample()
    let files = Dictionary(uniqueKeysWithValues: (0..<60).map { ("f\($0)", Array("content \($0)".utf8)) })
    try sample.publish("many@1.0,5.11-1:20260101T000000Z", files)
    let server = try FakeDepot(sample.repository)
    let depot = try Clients.depot(server.url)
    let names = try files.values.map { try Sample.name($0) }
    let contents = try ParallelWork.map(names, threads: depot.parallelism) { (name) throws(RepositoryError) in
      let stored = try depot.storedPayload(name, of: "test")
      let content = try? Sample.content(stored)
      depot.release(name)
      return content ?? []
    }
    #expect(Set(contents) == Set(files.values))
  }
}
