import Foundation
import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

@testable import DepotServer

@Suite struct SearchIndexTests {
  let served: PublishedRepository

  init() throws {
    served = try PublishedRepository()
    try served.publish(
      "pkg://test/demo/tool@1.0,5.11-1:20261122T202609Z", files: ["bin/tool": "one"],
      lines: [#"set name=pkg.summary value="A demo tool""#, "depend type=require fmri=pkg:/demo/base@1.0"])
    try served.publish(
      "pkg://test/demo/Other@2.0,5.11-1:20261122T202610Z", files: ["share/tool.txt": "two"],
      lines: [#"set name=pkg.summary value="Other Tools for a demo""#])
  }

  private func lines(
    _ text: ByteString, result: SearchResultKind = .actions, isCaseSensitive: Bool = false, limit: Int? = nil,
    start: Int = 0, in index: SearchIndexDatabase? = nil
  ) throws -> [String] {
    let index = try index ?? SearchIndexDatabase(served.store)
    let query = try SearchQuery(
      text, isCaseSensitive: isCaseSensitive, result: result, limit: limit, start: start)
    let bytes = SearchAnswer.lines(try index.results(query), number: 0)
    return ByteString(bytes).text.split(separator: "\n").map(String.init)
  }

  private let summary =
    #"0 2 pkg:/demo/tool@1.0,5.11-1:20261122T202609Z A%20demo%20tool set name=pkg.summary value="A demo tool""#
  private let fmri =
    "0 2 pkg:/demo/tool@1.0,5.11-1:20261122T202609Z test/demo/tool set name=pkg.fmri "
    + "value=pkg://test/demo/tool@1.0,5.11-1:20261122T202609Z"

  @Test func aWordFindsActionsWithTheirHeadings() throws {
    let found = try lines("tool")
    #expect(found.count == 3)
    #expect(found[0].hasPrefix("0 2 pkg:/demo/tool@1.0,5.11-1:20261122T202609Z basename file fe05bcdc"))
    #expect(found[1] == fmri)
    #expect(found[2] == summary)
  }

  @Test func caseCountsIfItIsToCount() throws {
    #expect(try lines("TOOL", isCaseSensitive: true).isEmpty)
    #expect(try lines("TOOL").count == 3)
    #expect(try lines("other").count == 2)
    #expect(try lines("Oth*", isCaseSensitive: true).count == 2)
    #expect(try lines("oth*", isCaseSensitive: true).isEmpty)
  }

  @Test func pathsBeginWithASlash() throws {
    #expect(try lines("/usr/bin/tool").count == 1)
    #expect(try lines("usr/bin/tool").isEmpty)
    #expect(try lines("file:path:/usr/*/tool*").count == 2)
    #expect(try lines("dir:path:/usr/*").isEmpty)
  }

  @Test func wildcards() throws {
    #expect(try lines("tool*").count == 5, "the word, basenames, and Tools in a summary")
    #expect(try lines("?ool").count == 3)
    #expect(try lines("[st]ool").count == 3)
    #expect(try lines("*ool*").count >= 5)
    #expect(try lines("t*").count >= 5, "shorter than a trigram")
    #expect(try lines("fe05bcdc*").count == 2, "a digest by its beginning: hash and content")
    #expect(try lines("*fe05bcdcdc4928012781a5f1a2a77cbb5398e106").count == 2)
  }

  @Test func everything() throws {
    let all = try lines("*")
    #expect(all.count > 20)
    #expect(try lines("set::*").allSatisfy { $0.contains(" set name=") })
    #expect(try lines("demo/tool:::*").allSatisfy { $0.hasPrefix("0 2 pkg:/demo/tool@") })
    #expect(try lines("DEMO/o:set:pkg.summary:*").count == 5, "a package's name by its beginning, in any case")
  }

  @Test func packages() throws {
    #expect(try lines("<demo>") == lines("demo", result: .packages))
    #expect(
      try lines("<demo>") == [
        "0 1 pkg:/demo/Other@2.0,5.11-1:20261122T202610Z", "0 1 pkg:/demo/tool@1.0,5.11-1:20261122T202609Z",
      ])
    #expect(try lines("<tool> AND <a>") == ["0 1 pkg:/demo/tool@1.0,5.11-1:20261122T202609Z"])
    #expect(try lines("/usr/bin/tool demo", result: .packages).count == 1, "words of different actions")
    #expect(try lines("</usr/bin/tool demo>").isEmpty, "no action has both")
  }

  @Test func phrases() throws {
    #expect(try lines(#""demo tool""#) == [summary])
    #expect(try lines(#""Demo Tool""#) == [summary])
    #expect(try lines(#""A demo""#, isCaseSensitive: true) == [summary])
    #expect(try lines(#""tool demo""#).isEmpty)
  }

  @Test func andLooksInTheSameAction() throws {
    #expect(try lines("demo AND a").count == 2)
    #expect(try lines("pkg.summary:demo other").count == 1)
    #expect(try lines("tool AND nowhere").isEmpty)
    #expect(try lines("tool OR nowhere").count == 3)
    #expect(try lines("pkg.summary:demo (other OR tool)").count == 2)
  }

  @Test func pages() throws {
    let all = try lines("*")
    #expect(try lines("*", limit: 2) == Array(all[..<2]))
    #expect(try lines("*", limit: 2, start: 3) == Array(all[3..<5]))
    #expect(try lines("*", limit: 0).isEmpty)
    #expect(try lines("*", limit: Int.max, start: 3) == Array(all[3...]))
    #expect(try lines("<demo>", limit: 1, start: 1).count == 1)
  }

  @Test func plainLines() throws {
    let index = try SearchIndexDatabase(served.store)
    let text = SearchAnswer.plainLines(try index.results(SearchQuery("tool")))
    #expect(
      ByteString(text).text == """
        basename pkg:/demo/tool@1.0,5.11-1:20261122T202609Z file usr/bin/tool
        pkg.fmri pkg:/demo/tool@1.0,5.11-1:20261122T202609Z set test/demo/tool
        pkg.summary pkg:/demo/tool@1.0,5.11-1:20261122T202609Z set A demo tool

        """)
  }

  @Test func theIndexFollowsTheCatalog() throws {
    let index = try SearchIndexDatabase(served.store)
    let other = try SearchIndexDatabase(served.store)
    #expect(try lines("fresh", in: index).isEmpty)
    let fmri = try served.publish(
      "pkg://test/fresh@1.0,5.11:20261122T202611Z", lines: ["set name=pkg.summary value=unheard-of"])
    #expect(try lines("fresh", in: index).count == 1)
    #expect(try lines("unheard-of", in: other).count == 1)
    try PackageRemoval(served.store).remove([fmri], waiting: true)
    #expect(try lines("unheard-of", in: other).isEmpty)
    #expect(try lines("*heard*", in: index).isEmpty)
    #expect(try lines("tool", in: index).count == 3)
  }

  @Test func aSignedPackageIsFoundByItsSignature() throws {
    let index = try SearchIndexDatabase(served.store)
    #expect(try lines("abc123", in: index).isEmpty)
    let fmri = try FMRI(parsing: "pkg://test/demo/tool@1.0,5.11-1:20261122T202609Z")
    // What signing changes on disk: the manifest and its digest in the catalog.
    let path = served.store.manifestPath(fmri)
    try FileSystem.write(
      try FileBytes.read(path) + Array("signature algorithm=sha256 value=abc123 version=0\n".utf8), to: path)
    _ = try CatalogMaintenance(served.store).rebuild()
    #expect(try lines("signature:signature:abc123", in: index).count == 1)
    #expect(try lines("tool", in: index).count == 3)
  }

  @Test func aDamagedIndexIsMadeAnew() throws {
    let path = try SearchIndexDatabase(served.store).path
    try FileSystem.write(Array(repeating: 0x55, count: 8192), to: path)
    #expect(try lines("tool").count == 3)
  }

  @Test func theIndexOfOtherToolsIsLeftAlone() throws {
    let index = try SearchIndexDatabase(served.store)
    #expect(try lines("tool", in: index).count == 3)
    try SearchIndex(served.store).rebuild()
    #expect(try lines("tool", in: index).count == 3)
    #expect(FileSystem.isFile(served.store.indexPath + "/main_dict.ascii.v2"))
  }

  @Test func theIndexMayBeElsewhere() throws {
    let folder = served.scratch.name("elsewhere")
    let index = try SearchIndexDatabase(served.store, folder: folder)
    #expect(try lines("tool", in: index).count == 3)
    #expect(!FileSystem.exists(SearchIndexDatabase.folder(of: served.store)))
  }
}
