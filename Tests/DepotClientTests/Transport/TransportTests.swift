import DepotClient
import IPSRepository
import PackageModel
import Testing

@Suite(.ownThreads) struct TransportTests {
  private func failure(_ transport: DepotTransport, _ request: DepotRequest) -> RemoteFailure? {
    do throws(RemoteFailure) {
      _ = try transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [408, 429, 502, 503, 504])
  func triesAgain(_ status: Int) throws {
    let server = try HTTPResponder { _, count in count < 2 ? .status(status) : .text("fine") }
    let answer = try Clients.transport(server.url).send(DepotRequest(.get, "versions/0/"))
    #expect(String(decoding: answer.body, as: UTF8.self) == "fine")
    #expect(server.lines.count == 3)
  }

  @Test func givesUp() throws {
    let server = try HTTPResponder { _, _ in .status(503, "too &lt;busy&gt;") }
    let found = try #require(failure(try Clients.transport(server.url), DepotRequest(.get, "x")))
    #expect(found.kind == .refused(status: 503))
    #expect(found.message.contains("too <busy>"))
    #expect(server.lines.count == 4)
  }

  /// Nobody knows whether a manifest arrived before the connection broke; adding it twice would be wrong.
  @Test func repeatsOnlyWhatMayBe() throws {
    let server = try HTTPResponder { _, _ in ScriptedReply(body: Array("half".utf8), cut: 2) }
    let transport = try Clients.transport(server.url)
    let once = DepotRequest(.post, "manifest/1/x", body: .bytes([1]), repetition: .whileUnsent)
    #expect(failure(transport, once)?.kind == .unreachable)
    #expect(server.lines.count == 1)
    #expect(failure(transport, DepotRequest(.post, "file/1/x", body: .bytes([1])))?.kind == .unreachable)
    #expect(server.lines.count == 5)
  }

  @Test func slowServers() throws {
    let server = try HTTPResponder { _, count in
      var reply = ScriptedReply.text("late")
      reply.isSilent = count == 0
      return reply
    }
    let transport = try Clients.transport(server.url) {
      $0.idleTimeout = 300
      $0.attempts = 20
    }
    #expect(try transport.send(DepotRequest(.get, "x")).body == Array("late".utf8))
    #expect(server.lines.count >= 2)
  }

  @Test func silentServers() throws {
    let server = try HTTPResponder { _, _ in
      var reply = ScriptedReply()
      reply.isSilent = true
      return reply
    }
    let transport = try Clients.transport(server.url) {
      $0.idleTimeout = 100
      $0.attempts = 2
    }
    let found = try #require(failure(transport, DepotRequest(.get, "x")))
    #expect(found.kind == .unreachable)
    #expect(found.advice.joined().contains("PKG_CLIENT_LOWSPEED_TIMEOUT"))
  }

  @Test func nobodyListens() throws {
    let port = try { try HTTPResponder { _, _ in .status(200) }.port }()
    let transport = try Clients.transport("http://127.0.0.1:\(port)") { $0.attempts = 2 }
    let found = try #require(failure(transport, DepotRequest(.get, "versions/0/")))
    #expect(found.message.contains("refused"))
    #expect(found.advice.joined().contains("\(port)"))
  }

  @Test func unknownHosts() throws {
    let transport = try Clients.transport("http://nowhere.invalid") { $0.attempts = 1 }
    let found = try #require(failure(transport, DepotRequest(.get, "versions/0/")))
    #expect(found.message.contains("nowhere.invalid"))
  }

  @Test func plainServersUnderHTTPS() throws {
    let server = try HTTPResponder { _, _ in .text("plain") }
    let transport = try Clients.transport("https://127.0.0.1:\(server.port)") { $0.attempts = 1 }
    let found = try #require(failure(transport, DepotRequest(.get, "versions/0/")))
    #expect(found.description.contains("http://"))
  }

  @Test(arguments: [(401, "PKGWRIGHT_DEPOT_TOKEN"), (403, "publishers"), (413, "client_max_body_size"), (404, "depot")])
  func explains(_ status: Int, _ word: String) throws {
    let server = try HTTPResponder { _, _ in .status(status) }
    let found = try #require(failure(try Clients.transport(server.url), DepotRequest(.get, "versions/0/")))
    #expect(found.advice.joined().contains(word))
    #expect(server.lines.count == 1)
  }

  @Test func credentials() throws {
    let server = try HTTPResponder { request, _ in .text(request.headers["authorization"] ?? "") }
    func sent(_ credentials: Credentials) throws -> String {
      let transport = try Clients.transport(server.url) { $0.credentials = credentials }
      return String(decoding: try transport.send(DepotRequest(.get, "x")).body, as: UTF8.self)
    }
    #expect(try sent(.bearer("abc")) == "Bearer abc")
    #expect(try sent(.basic(user: "Aladdin", password: "open sesame")) == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    #expect(try sent(.basic(user: "a", password: "")) == "Basic YTo=")
    #expect(try sent(.basic(user: "ab", password: "")) == "Basic YWI6")
  }
}

@Suite(.ownThreads) struct RedirectionTests {
  @Test func followsOnTheSameHost() throws {
    let server = try HTTPResponder { request, _ in
      request.path == "/new" ? .text("here") : ScriptedReply(status: 302, headers: [("Location", "/new")])
    }
    let answer = try Clients.transport(server.url).send(DepotRequest(.get, "old"))
    #expect(answer.body == Array("here".utf8))
  }

  /// A token is for the depot it was made for.
  @Test func takesNoSecretsElsewhere() throws {
    let other = try HTTPResponder { request, _ in .text(request.headers["authorization"] ?? "none") }
    let server = try HTTPResponder { _, _ in
      ScriptedReply(status: 307, headers: [("Location", other.url + "/there")])
    }
    let transport = try Clients.transport(server.url) { $0.credentials = .bearer("secret") }
    #expect(try transport.send(DepotRequest(.get, "x")).body == Array("none".utf8))
  }

  @Test func endsCircles() throws {
    let server = try HTTPResponder { _, _ in ScriptedReply(status: 302, headers: [("Location", "/again")]) }
    #expect(throws: RemoteFailure.self) { try Clients.transport(server.url).send(DepotRequest(.get, "x")) }
    #expect(server.lines.count == 6)
  }

  @Test func uploadsStayHere() throws {
    let server = try HTTPResponder { _, _ in ScriptedReply(status: 307, headers: [("Location", "/other")]) }
    #expect(throws: RemoteFailure.self) {
      try Clients.transport(server.url).send(DepotRequest(.post, "file/1/x", body: .bytes([1])))
    }
    #expect(server.lines.count == 1)
  }
}
