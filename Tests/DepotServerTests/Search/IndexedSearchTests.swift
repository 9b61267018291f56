import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

@testable import DepotServer

@Suite struct IndexedSearchTests {
  let served: PublishedRepository
  let search = IndexedSearch()

  init() throws {
    served = try PublishedRepository()
    try served.publish(
      "pkg://test/tool@1.0,5.11:20261122T202609Z", lines: [#"set name=pkg.summary value="A demo""#])
  }

  private let line = #"pkg:/tool@1.0,5.11:20261122T202609Z A%20demo set name=pkg.summary value="A demo""#

  @Test func oneQuery() throws {
    let reply = try search.answer(["False_2_None_None_:::demo"], in: served.store)
    #expect(reply.status == 200)
    #expect(reply.headers.contains { $0 == ("Content-Type", "text/plain;charset=utf-8") })
    #expect(ByteString(reply.body).text == "Return from search v1\n0 2 \(line)\n")
  }

  @Test func nothingIsNoContentForOneQueryOnly() throws {
    #expect(try search.answer(["False_2_None_None_nowhere"], in: served.store).status == 204)
    let reply = try search.answer(["False_2_None_None_nowhere", "False_1_None_None_never"], in: served.store)
    #expect(reply.status == 200)
    #expect(ByteString(reply.body).text == "Return from search v1\n")
  }

  @Test func severalQueriesAreNumbered() throws {
    let reply = try search.answer(["False_2_None_None_demo", "False_1_None_None_demo"], in: served.store)
    #expect(
      ByteString(reply.body).text
        == "Return from search v1\n0 2 \(line)\n1 1 pkg:/tool@1.0,5.11:20261122T202609Z\n")
  }

  @Test func theOldForm() throws {
    let reply = try search.answer(token: "DEMO", in: served.store)
    #expect(ByteString(reply.body).text == "pkg.summary pkg:/tool@1.0,5.11:20261122T202609Z set A demo\n")
    #expect(try search.answer(token: "nowhere", in: served.store).body.isEmpty)
  }

  @Test(arguments: [
    ("False_2_None_None_(x", 400), ("False_2_None_None_", 400), ("False_2_None_None_a AND <b>", 400), ("bogus", 404),
    ("False_7_None_None_x", 404),
  ])
  func mistakes(_ query: String, _ status: Int) {
    let failure = #expect(throws: DepotFailure.self) { try search.answer([ByteString(query)], in: served.store) }
    #expect(failure?.status == status)
  }

  @Test func aRebuildFindsTheSame() throws {
    let before = try search.answer(["False_2_None_None_*"], in: served.store).body
    try search.rebuild(served.store)
    #expect(try search.answer(["False_2_None_None_*"], in: served.store).body == before)
  }

  @Test func anIndexThatIsRemovedComesBack() throws {
    _ = try search.answer(["False_2_None_None_*"], in: served.store)
    DirectoryTree.remove(SearchIndexDatabase.folder(of: served.store))
    #expect(try search.answer(["False_2_None_None_demo"], in: served.store).status == 200)
    #expect(try SearchIndexDatabase(served.store).isInPlace)
  }

  @Test func anotherPlaceForIndexes() throws {
    let root = served.scratch.name("writable")
    let reply = try IndexedSearch(writableRoot: root).answer(["False_2_None_None_demo"], in: served.store)
    #expect(reply.status == 200)
    #expect(FileSystem.isFile(root + "/search/test/search.sqlite"))
    #expect(!FileSystem.exists(SearchIndexDatabase.folder(of: served.store)))
  }
}
