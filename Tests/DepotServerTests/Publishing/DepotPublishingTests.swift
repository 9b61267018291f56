import DepotServer
import Foundation
import IPSRepository
import PackageModel
import Payload
import Synchronization
import TestSupport
import Testing

/// The publishing operations of the protocol.
@Suite struct DepotPublishingTests {
  @Test func aPackageIsPublishedAndReadBack() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let answer = try Publication(depot: depot).publish("pkg://test/web/app@1.0-1", "content of a file\n")
    #expect(answer.status == 200 && answer.header("State") == "PUBLISHED")
    let fmri = try FMRI(parsing: ByteString(try #require(answer.header("Package-FMRI"))))
    #expect(fmri.version?.text().text.hasPrefix("1.0,5.11-1:") == true)
    let path = PercentEncoding.encode(fmri.stem) + "@" + PercentEncoding.encode(fmri.version?.text() ?? "")
    let manifest = try depot.get("/manifest/0/\(path)")
    #expect(manifest.text.hasPrefix("set name=pkg.fmri value=\(fmri)\nset name=pkg.summary value=test\nfile "))
    let (name, stored) = try Publication.stored("content of a file\n")
    #expect(try depot.get("/file/1/\(name)").body == stored)
    let head = try depot.request("HEAD", "/test/file/2/\(name)")
    #expect(head.header("Content-Length") == "\(stored.count)")
    let digest = try ContentSource.memory(stored).digests([.sha1])[0].hex
    #expect(head.header("X-Ipkg-Attr-0") == "chash=\(digest)")
    #expect(try depot.get("/test/search/0/app").text.contains("pkg:/web/app@1.0"))
    #expect(try depot.get("/test/info/0/\(path)").text.contains("Packaging Date: "))
  }

  @Test func contentMustBeWhatItsNameSays() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let id = try Publication(depot: depot).open("pkg://test/a@1")
    let (_, stored) = try Publication.stored("one")
    let (other, _) = try Publication.stored("other")
    for name in [other, "../../escape", "manifest", "append", String(repeating: "a", count: 39)] {
      let answer = try depot.request("POST", "/file/1/" + id, ["X-IPkg-SetAttr0": "basename=\(name)"], body: stored)
      #expect(answer.status == 400)
    }
    let cut = Array(stored.dropLast(4))
    let (name, _) = try Publication.stored("one")
    #expect(
      try depot.request("POST", "/file/1/" + id, ["X-IPkg-SetAttr0": "basename=\(name)"], body: cut).status == 400)
    #expect(FileSystem.names(in: served.store.transactionsPath + "/" + ByteString(id)) == ["manifest"])
  }

  @Test func anUploadThatEndsEarlyLeavesNothing() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let id = try Publication(depot: depot).open("pkg://test/a@1")
    for framing in ["Content-Length: 100000\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"] {
      let connection = try depot.connect()
      connection.send("POST /file/1/\(id) HTTP/1.1\r\nHost: x\r\n\(framing)")
      _ = consume connection
    }
    // The answer to a later request on the same transaction comes when its files are at rest.
    #expect(try depot.get("/close/0/" + id).status == 200)
    #expect(FileSystem.names(in: served.store.payloadPath).isEmpty)
  }

  @Test func chunkedUploadsAreWhole() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let id = try Publication(depot: depot).open("pkg://test/a@1")
    let (name, stored) = try Publication.stored("sent in pieces")
    let connection = try depot.connect()
    connection.send(
      "POST /file/1/\(id) HTTP/1.1\r\nHost: x\r\nX-IPkg-SetAttr0: basename=\(name)\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    for byte in stored { connection.send(Array("1\r\n".utf8) + [byte] + Array("\r\n".utf8)) }
    connection.send("0\r\n\r\n")
    #expect(try connection.response().status == 200)
    #expect(try depot.get("/close/0/" + id).status == 200)
    #expect(try depot.get("/file/0/" + name).body == stored)
  }

  @Test func oneOfTwoPublishersOfTheSamePackageIsRefused() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let publication = Publication(depot: depot)
    let name = "pkg://test/a@1,5.11:20260101T000000Z"
    let id = try publication.open(name)
    #expect(throws: DepotTestFailure.self) { try publication.open(name) }
    #expect(try publication.close(id).status == 200)
    #expect(throws: DepotTestFailure.self) { try publication.open(name) }
    #expect(try publication.close(id).status == 400)
  }

  @Test func manyPublishersAtOnceLoseNothing() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let count = 40
    let problems = Mutex<[String]>([])
    let port = depot.port
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      do {
        for number in 0..<(count / 8) {
          let answer = try Publication(depot: depot).publish("pkg://test/p\(thread)-\(number)@1", "of \(thread)")
          if answer.status != 200 { problems.withLock { $0.append("\(answer.status) \(answer.text)") } }
        }
      } catch {
        problems.withLock { $0.append("\(port): \(error)") }
      }
    }
    #expect(problems.withLock { $0 } == [])
    #expect(try served.repository.catalog(of: "test").packages(of: "test").count == count)
    #expect(try depot.get("/metrics").text.contains("pkgwright_depot_published_total \(count)\n"))
  }

  @Test func whatAnotherProcessPublishesIsServed() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    #expect(try depot.get("/test/catalog/0").text.contains("npkgs: 0"))
    try served.publish("pkg://test/elsewhere@1,5.11:20260101T000000Z", files: ["a": "x"])
    #expect(try depot.get("/test/catalog/0").text.contains("V pkg:/elsewhere@1,5.11:20260101T000000Z"))
    try served.repository.addPublisher("second", info: nil)
    #expect(try depot.get("/second/catalog/1/catalog.attrs").status == 200)
    #expect(try Publication(depot: depot).publish("pkg://test/own@1", "y").status == 200)
    #expect(try served.repository.catalog(of: "test").packages(of: "test").count == 2)
  }
}
