import DepotClient
import IPSRepository
import PackageModel
import Payload
import Testing

@Suite(.ownThreads) struct ReadingTests {
  @Test func readsWhatTheRepositoryHas() throws {
    let sample = try Sample()
    let fmri = try sample.publish("hello@1.0,5.11-1:20260101T000000Z", ["a": Array("one".utf8), "b": []])
    let server = try FakeDepot(sample.repository)
    let depot = try Clients.depot(server.url)
    #expect(try depot.publishers == ["test"])
    #expect(try depot.catalog(of: "test").packages(of: "test").map(\.fmri) == [fmri])
    #expect(try depot.manifest(of: fmri) == sample.repository.manifest(of: fmri))
    let stored = try depot.storedPayload(Sample.name(Array("one".utf8)), of: "test")
    #expect(try Sample.content(stored) == Array("one".utf8))
    #expect(server.lines.first == "GET /versions/0/")
    #expect(server.lines.contains("GET /test/manifest/0/hello@1.0%2C5.11-1%3A20260101T000000Z"))
  }

  @Test func catalogFilesAreThoseOfTheRepository() throws {
    let sample = try Sample()
    try sample.publish("hello@1.0,5.11-1:20260101T000000Z", ["a": Array("one".utf8)])
    let server = try FakeDepot(sample.repository)
    func files(_ origin: any PackageOrigin) throws -> [ByteString: [UInt8]] {
      let files = try origin.catalogFiles(of: "test") ?? []
      return Dictionary(uniqueKeysWithValues: try files.map { ($0.name, try $0.content.bytes(limit: 1 << 20)) })
    }
    let fetched = try files(try Clients.depot(server.url))
    #expect(try fetched == files(sample.repository))
    #expect(fetched.keys.contains { $0.hasPrefix("update.") })
  }

  @Test func nothingPublished() throws {
    let server = try FakeDepot()
    #expect(try Clients.depot(server.url).catalog(of: "test").packages(of: "test").isEmpty)
  }

  /// A package was published between two requests, so that the parts are of different times.
  @Test func catalogsThatChangeMeanwhile() throws {
    let sample = try Sample()
    try sample.publish("hello@1.0,5.11-1:20260101T000000Z", [:])
    let old = try FileBytes.read(sample.repository.store(of: "test").catalogPath + "/catalog.base.C")
    let fmri = try sample.publish("world@1.0,5.11-1:20260101T000000Z", [:])
    let isStale = Counter()
    let server = try FakeDepot(sample.repository) { request, _ in
      request.path.hasSuffix("catalog.base.C") && isStale.next() == 0 ? .bytes(old) : nil
    }
    let catalog = try Clients.depot(server.url).catalog(of: "test")
    #expect(catalog.contains(fmri))
  }

  @Test func damagedCatalogs() throws {
    let sample = try Sample()
    try sample.publish("hello@1.0,5.11-1:20260101T000000Z", [:])
    let server = try FakeDepot(sample.repository) { request, _ in
      request.path.hasSuffix("catalog.base.C") ? .text("{\"test\":{}}") : nil
    }
    let depot = try Clients.depot(server.url)
    _ = try depot.publishers
    #expect(throws: RepositoryError.self) {
      let catalog = try depot.catalog(of: "test")
      #expect(catalog.packages(of: "test").isEmpty)
    }
  }

  @Test func manifestsThatTheCatalogDoesNotName() throws {
    let sample = try Sample()
    let fmri = try sample.publish("hello@1.0,5.11-1:20260101T000000Z", [:])
    let server = try FakeDepot(sample.repository) { request, _ in
      request.path.contains("manifest/0") ? .text("set name=pkg.fmri value=pkg://test/evil@1\n") : nil
    }
    let depot = try Clients.depot(server.url)
    _ = try depot.catalog(of: "test")
    #expect(throws: RepositoryError.self) { try depot.manifest(of: fmri) }
  }

  @Test func unknownPackages() throws {
    let server = try FakeDepot(try Sample().repository)
    #expect(throws: RepositoryError.unknownPackage(try FMRI(parsing: "pkg://test/x@1:20260101T000000Z"))) {
      try Clients.depot(server.url).manifest(of: try FMRI(parsing: "pkg://test/x@1:20260101T000000Z"))
    }
  }

  @Test func publishersOfDepotsWithOneVersionOnly() throws {
    let server = try FakeDepot { request, _ in
      switch request.path {
      case "/publisher/0/": .status(404)
      case "/publisher/1/": .bytes(PublisherInfo.document([PublisherInfo("other")]))
      default: nil
      }
    }
    #expect(try Clients.depot(server.url).publishers == ["other"])
  }

  @Test func noDepotAtAll() throws {
    let server = try HTTPResponder { _, _ in .text("<html>Welcome</html>") }
    #expect(throws: RepositoryError.self) { try Clients.depot(server.url).publishers }
  }

  @Test func whatTheStatusSays() throws {
    let text = """
      {"repository": {"configuration": {"publisher": {"prefix": "test"}, "repository": {
      "check-certificate-revocation": false, "signature-required-names": [], "version": 4}}, "publishers": {"test": {
      "last-catalog-update": "20261122T202440.961057Z", "package-count": 4, "package-version-count": 6,
      "status": "processing"}}, "status": "online", "version": 4}, "version": 1}
      """
    let server = try FakeDepot { request, _ in request.path == "/status/0" ? .text(text) : nil }
    let depot = try Clients.depot(server.url)
    let summary = try depot.summary(of: "test")
    #expect(summary.count == 4)
    #expect(summary.status == "processing")
    #expect(summary.updated.basic == "20261122T202440.961057Z")
    let properties = try depot.properties
    #expect(properties.map(\.name) == ["publisher", "repository"])
    #expect(properties[1].properties.map(\.value) == [.flag(false), .list([]), .number(4)])
  }
}
