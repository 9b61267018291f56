import DepotClient
import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

@Suite(.ownThreads) struct PublishingTests {
  private static let one = Array("one".utf8)
  private static let name = "hello@1.0,5.11-1:20260101T000000Z"

  @Test func theFlowOfTheReference() throws {
    let sample = try Sample()
    let server = try FakeDepot()
    let depot = try Clients.depot(server.url)
    let fmri = try sample.publish(Self.name, ["a": Self.one, "b": Self.one, "c": []], to: depot)
    #expect(fmri.description == "pkg://test/hello@1.0,5.11-1:20260101T000000Z")
    let id = "1767225600_pkg%3A%2F%2Ftest%2Fhello%401.0%2C5.11-1%3A20260101T000000Z"
    let lines = server.lines
    #expect(lines.prefix(2) == ["GET /versions/0/", "GET /publisher/0/"])
    #expect(lines[2] == "GET /open/0/pkg%3A%2Fhello%401.0%2C5.11-1%3A20260101T000000Z")
    #expect(Set(lines[3..<7].map { $0.prefix(24) }).count == 3)
    #expect(lines.suffix(2) == ["POST /manifest/1/\(id)", "GET /close/0/\(id)"])
    let state = server.seen
    // The same content is sent once.
    #expect(state.payload.count == 2)
    let stored = try #require(state.payload[try Sample.name(Self.one).text])
    #expect(stored.starts(with: StoredContent.header))
    #expect(try Sample.content(.memory(stored)) == Self.one)
    let local = try sample.repository.manifest(
      of: try sample.publish(Self.name, ["a": Self.one, "b": Self.one, "c": []]))
    #expect("set name=pkg.fmri value=\(fmri)\n" + state.manifests.joined() == String(decoding: local, as: UTF8.self))
  }

  @Test func payloadThatIsThere() throws {
    let sample = try Sample()
    try sample.publish("old@1.0,5.11-1:20260101T000000Z", ["a": Self.one])
    let server = try FakeDepot(sample.repository)
    let fmri = try sample.publish(Self.name, ["a": Self.one], to: try Clients.depot(server.url))
    #expect(!server.lines.contains { $0.hasPrefix("POST /file/") })
    let sent = server.seen.manifests.joined()
    let local = try sample.repository.manifest(of: try sample.publish(Self.name, ["a": Self.one]))
    #expect("set name=pkg.fmri value=\(fmri)\n" + sent == String(decoding: local, as: UTF8.self))
  }

  @Test func withoutListing() throws {
    let server = try FakeDepot()
    try Sample().publish(Self.name, [:], to: try Clients.depot(server.url), listing: false)
    #expect(server.seen.closed == ["0"])
  }

  /// Depots of old take an action at a time and compute everything themselves.
  @Test func theOlderFlow() throws {
    let operations = "pkg-server old\nabandon 0\nadd 0\nclose 0\nfile 0\nopen 0\npublisher 0\nversions 0\n"
    let server = try FakeDepot(operations: operations)
    try Sample().publish(Self.name, ["a": Self.one], to: try Clients.depot(server.url))
    #expect(
      server.seen.added == ["file group=bin mode=0444 owner=root path=usr/a pkg.size=3 <3>"])
    #expect(server.seen.closed == ["1"])
  }

  @Test func severalValuesInHeaders() throws {
    let server = try FakeDepot(
      operations: "pkg-server old\nadd 0\nclose 0\nopen 0\npublisher 0\n")
    let transaction = try Clients.depot(server.url).open(try FMRI(parsing: "x@1"), endsWithProcess: false)
    try transaction.add(try Action(parsing: "set name=x value=a value='b c'"), nil)
    #expect(server.seen.added == ["set name=x value=['a', 'b c'] <0>"])
    var bad = try Action(parsing: "set name=x value=a")
    bad.attributes["value"] = "a\r\nX-Evil: 1"
    #expect(throws: RepositoryError.self) { try transaction.add(bad, nil) }
  }

  @Test func readOnlyDepots() throws {
    let operations = "pkg-server x\ncatalog 0 1\nfile 0 1 2\nmanifest 0 1\npublisher 0 1\nstatus 0\nversions 0\n"
    let server = try FakeDepot(operations: operations)
    let error = #expect(throws: RepositoryError.self) {
      try Sample().publish(Self.name, ["a": Self.one], to: try Clients.depot(server.url))
    }
    let failure = try #require(error?.remote)
    #expect(failure.message == "Publisher 'test' has no repositories that support the 'open/0' operation.")
    #expect(failure.advice.joined().contains("--writable"))
    #expect(failure.advice.joined().contains("authentication"))
    #expect(server.lines == ["GET /versions/0/", "GET /publisher/0/"])
  }

  @Test func refusedManifestsAreAbandoned() throws {
    let server = try FakeDepot { request, _ in
      request.path.hasPrefix("/manifest/1/") ? .status(400, "A 'file' action cannot be present") : nil
    }
    let error = #expect(throws: RepositoryError.self) {
      try Sample().publish(Self.name, ["a": Self.one], to: try Clients.depot(server.url))
    }
    let failure = try #require(error?.remote)
    #expect(failure.message.hasPrefix("'add_manifest' failed for transaction ID '1767225600_"))
    #expect(failure.message.contains("cannot be present"))
    #expect(server.seen.abandoned.count == 1)
  }

  @Test func missingFilesAreAbandoned() throws {
    let server = try FakeDepot()
    let text = "set name=pkg.fmri value=x@1\nfile none path=a owner=root group=bin mode=0444\n"
    let publication = PackagePublication(try Clients.depot(server.url), PayloadFinder(directories: ["/nowhere"]))
    #expect(throws: RepositoryError.self) {
      try publication.publish([try Manifest(reading: Array(text.utf8), fileName: "m")])
    }
    #expect(server.seen.abandoned.count == 1)
  }

  @Test func uploadsAreRepeated() throws {
    let count = Counter()
    let server = try FakeDepot { request, _ in
      request.path.hasPrefix("/file/1/") && count.next() < 2 ? .status(503) : nil
    }
    try Sample().publish(Self.name, ["a": Self.one], to: try Clients.depot(server.url))
    #expect(server.seen.payload.count == 1)
  }

  /// The answer to the last request got lost; the depot knows what became of the package.
  @Test(arguments: [true, false])
  func lostAnswers(_ isPublished: Bool) throws {
    let server = try FakeDepot { request, _ in
      if request.path.hasPrefix("/close/") { return ScriptedReply(body: [1, 2], cut: 1) }
      if request.path.contains("/manifest/0/") { return isPublished ? .text("set") : .status(404) }
      return nil
    }
    func publish() throws { try Sample().publish(Self.name, [:], to: try Clients.depot(server.url)) }
    if isPublished {
      try publish()
      #expect(server.seen.abandoned.isEmpty)
    } else {
      #expect(throws: RepositoryError.self) { try publish() }
      #expect(server.seen.abandoned.count == 1)
    }
  }

  /// Asking for small files is given up where it saves nothing.
  @Test func questionsThatSaveNothing() throws {
    let server = try FakeDepot()
    let files = Dictionary(uniqueKeysWithValues: (0..<100).map { ("f\($0)", Array("content \($0)".utf8)) })
    try Sample().publish(Self.name, files, to: try Clients.depot(server.url))
    #expect(server.seen.payload.count == 100)
    #expect(server.lines.count { $0.hasPrefix("HEAD") } < 40)
  }

  @Test func largeFiles() throws {
    let server = try FakeDepot()
    var generator = SeededGenerator(4)
    let content = (0..<(3 << 20)).map { _ in UInt8.random(in: 0...63, using: &generator) }
    try Sample().publish(Self.name, ["a": content], to: try Clients.depot(server.url))
    let stored = try #require(server.seen.payload.values.first)
    #expect(try Sample.content(.memory(stored)) == content)
  }

  @Test func republishing() throws {
    let sample = try Sample()
    let fmri = try sample.publish(Self.name, ["a": Self.one, "b": []])
    let server = try FakeDepot()
    let bytes = try sample.repository.manifest(of: fmri)
    try PackageTransfer(to: try Clients.depot(server.url)).publish(
      try PackageTransfer.Shipment(fmri, manifest: bytes), from: sample.repository, listing: true)
    let state = server.seen
    #expect(state.payload.count == 2)
    let path = try #require(sample.repository.store(of: "test").payloadPath(Sample.name(Self.one)))
    #expect(state.payload[try Sample.name(Self.one).text] == (try FileBytes.read(path)))
    #expect("set name=pkg.fmri value=\(fmri)\n" + state.manifests.joined() == String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: [
    (RepositoryMaintenance(.refresh), "refresh"), (RepositoryMaintenance(.refresh, index: false), "refresh-packages"),
    (RepositoryMaintenance(.rebuild, catalog: false), "rebuild-indexes"), (RepositoryMaintenance(.rebuild), "rebuild"),
  ])
  func maintenance(_ maintenance: RepositoryMaintenance, _ command: String) throws {
    let server = try FakeDepot()
    try Clients.depot(server.url).maintain(maintenance, of: "test")
    #expect(server.lines.last == "GET /test/admin/0?cmd=\(command)")
  }

  @Test func transactionsOfOtherProcesses() throws {
    let server = try FakeDepot()
    let depot = try Clients.depot(server.url)
    let id = try depot.open(try FMRI(parsing: "x@1"), endsWithProcess: false).id
    let result = try depot.resume(id).close(listing: true)
    #expect(result.fmri.description == "pkg://test/x@1,5.11:20260101T000000Z")
    for bad in ["x", "1_", "../x", "1_pkg%3A/x"] as [ByteString] {
      #expect(throws: RepositoryError.unknownTransaction(bad)) { try depot.resume(bad) }
    }
  }
}
