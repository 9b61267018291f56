import Foundation
import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

@testable import DepotServer

@Suite struct RepositoryPagesTests {
  let served: PublishedRepository
  let pages: RepositoryPages

  init() throws {
    served = try PublishedRepository()
    let repository = served.repository
    pages = RepositoryPages({ repository }, search: IndexedSearch())
    try served.publish(
      "pkg://test/demo/tool@1.0,5.11-1:20261122T202609Z",
      lines: [#"set name=pkg.summary value="An old tool""#])
    try served.publish(
      "pkg://test/demo/tool@1.1,5.11-1:20261122T202611Z", files: ["bin/tool": "#!/bin/sh\n"],
      lines: [
        #"set name=pkg.summary value="A <script>alert(1)</script> & \"tool\"""#,
        #"set name=pkg.description value="Does things.""#,
        "set name=info.upstream-url value=https://example.org/?a=1&b=2",
        "set name=info.source-url value=javascript:alert(1)",
        "set name=info.classification value=org.opensolaris.category.2008:Development/Other",
        "depend type=require fmri=pkg:/demo/base@1.0", "depend type=optional fmri=pkg:/gone variant.arch=i386",
      ])
    try served.publish(
      "pkg://test/demo/base@1.0,5.11:20261122T202610Z", lines: ["set name=pkg.summary value=Base"])
    try served.publish("pkg://test/past@1.0,5.11:20261122T202612Z", lines: ["set name=pkg.obsolete value=true"])
  }

  private func reply(
    _ path: [ByteString], publisher: ByteString? = "test", query: [(name: ByteString, value: ByteString)] = [],
    base: ByteString = "http://localhost:10000"
  ) throws -> DepotReply {
    try pages.answer(DepotPageRequest(publisher: publisher, path: path, query: query, base: base))
  }

  private func text(
    _ path: [ByteString], publisher: ByteString? = "test", query: [(name: ByteString, value: ByteString)] = [],
    base: ByteString = "http://localhost:10000"
  ) throws -> String {
    String(decoding: try reply(path, publisher: publisher, query: query, base: base).body, as: UTF8.self)
  }

  /// Every kind of page of the depot.
  private func all() throws -> [String] {
    try [
      text([], publisher: nil), text([]), text([], query: [("all", "1")]), text([], query: [("q", "tool")]),
      text([], query: [("q", "(<script>")]), text(["package", "demo", "tool"]),
      text(["package", "demo", "tool@1.0,5.11-1:20261122T202609Z"]), text(["package", "past"]),
      text(["package", "demo", "tool"], query: [("view", "contents")]),
    ]
  }

  @Test func pagesAreWellFormedAndAccessible() throws {
    for page in try all() {
      let file = try Scratch()
      try file.write("page", Array(page.utf8))
      // HTML that is written as strictly as XML can be checked by an XML parser.
      let xml = page.replacingOccurrences(of: "<!DOCTYPE html>", with: "")
        .replacingOccurrences(of: "<br>", with: "<br/>")
        .replacing(/<(meta|link|input)([^>]*)>/) { "<\($0.output.1)\($0.output.2)/>" }
      try file.write("page.xml", Array(xml.utf8))
      try run("xmllint", ["--noout", file("page.xml")])
      #expect(page.contains(#"<html lang="en">"#))
      for part in [
        "<header>", #"<main id="content""#, "<footer>", #"role="search""#, #"<label for="q">"#, "class=\"skip\"",
      ] {
        #expect(page.contains(part), "\(part) is missing")
      }
      #expect(page.components(separatedBy: "<h1>").count == 2, "one heading of the first level")
      #expect(!page.contains("<script") && !page.contains("style=\"") && !page.contains("onclick"))
    }
  }

  @Test func whatPublishersSayIsText() throws {
    let page = try text(["package", "demo", "tool"])
    #expect(page.contains("A &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;tool&quot;"))
    #expect(page.contains(#"href="https://example.org/?a=1&amp;b=2""#))
    #expect(!page.contains(#"href="javascript:"#), "addresses of other kinds are no links")
    #expect(try text([], query: [("q", "\"><script>")]).contains("&quot;&gt;&lt;script&gt;"))
  }

  @Test func theFrontPageNamesPublishersAndRecentPackages() throws {
    let page = try text([], publisher: nil)
    #expect(page.contains(#"<a href="/test/">test</a>"#))
    #expect(page.contains("pkg set-publisher -g http://localhost:10000/ test"))
    #expect(page.contains("3 packages in 4 versions"))
    let places = try ["past", "demo/tool", "demo/base"].map { name in
      try #require(page.range(of: ">\(name)</a>")?.lowerBound)
    }
    #expect(places == places.sorted(), "newest first")
    #expect(try text(["en", "index.shtml"], publisher: nil) == page)
  }

  @Test func listsLeaveOutWhatIsGone() throws {
    let page = try text([])
    #expect(page.contains(#"<a href="/test/package/demo/tool">demo/tool</a>"#))
    #expect(page.contains("1.1-1") && !page.contains(">past<"))
    let all = try text([], query: [("all", "1")])
    #expect(all.contains(">past<") && all.contains("obsolete"))
  }

  @Test func listsHavePages() throws {
    for number in 0..<RepositoryPages.pageLength {
      try served.publish("pkg://test/many/p\(1000 + number)@1.0,5.11:20261122T202609Z")
    }
    let first = try text([])
    #expect(first.contains("Page 1 of 2") && first.contains(#"href="/test/?page=2""#) && !first.contains("Previous"))
    let second = try text([], query: [("page", "2")])
    #expect(second.contains("Page 2 of 2") && second.contains("many/p1099") && !second.contains("Next page"))
    #expect(try text([], query: [("page", "99")]) == second)
    #expect(try text([], query: [("page", "-1")]) == first)
  }

  @Test func aPackageTellsAllAboutIt() throws {
    let page = try text(["package", "demo", "tool"])
    for part in [
      "pkg set-publisher -g http://localhost:10000/ test\npkg install demo/tool<", "Does things.", "Development/Other",
      "2026-11-22 20:26 UTC", "pkg://test/demo/tool@1.1,5.11-1:20261122T202611Z", "10 B in 1 file",
      #"href="/test/package/demo/base""#, "variant.arch=i386",
      #"href="/test/manifest/0/demo%2Ftool@1.1%2C5.11-1%3A20261122T202611Z""#,
      #"href="/test/package/demo/tool@1.0%2C5.11-1%3A20261122T202609Z">1.0-1</a>"#,
    ] { #expect(page.contains(part), "\(part) is missing") }
    let old = try text(["package", "demo", "tool@1.0,5.11-1:20261122T202609Z"])
    #expect(old.contains("There is a newer version: 1.1-1."))
    #expect(old.contains("pkg install demo/tool@1.0-1:20261122T202609Z"))
    #expect(try text(["package", "past"]).contains("This package is obsolete"))
    let contents = try text(["package", "demo", "tool"], query: [("view", "contents")])
    #expect(contents.contains("/usr/bin/tool") && contents.contains("root:bin"))
  }

  @Test func licencesAreShown() throws {
    let source = try Scratch()
    try source.write("LICENSE", Array("Do what <you> like.\n".utf8))
    let text = """
      set name=pkg.fmri value=pkg://test/licensed@1.0,5.11
      license LICENSE license=MIT
      """
    let finder = PayloadFinder(directories: [source.name("")])
    _ = try PackagePublication(served.repository, finder, PackagePublication.Options())
      .publish([try Manifest(reading: Array(text.utf8), fileName: "m")])
    let page = try self.text(["package", "licensed"])
    #expect(page.contains("<summary>MIT</summary>") && page.contains("Do what &lt;you&gt; like."))
  }

  @Test func searchFindsPackagesAndContents() throws {
    let page = try text([], query: [("q", "tool")])
    #expect(page.contains(#"<a href="/test/package/demo/tool">demo/tool</a>"#))
    #expect(page.contains("/usr/bin/tool") && page.contains("basename"))
    #expect(try text([], publisher: nil, query: [("q", "doe thing")]).contains(">demo/tool</a>"), "beginnings of words")
    #expect(try text([], query: [("q", "nowhere")]).contains("Nothing in the contents"))
    let wrong = try text([], query: [("q", "(tool")])
    #expect(wrong.contains("the bracket is not closed") && wrong.contains(">demo/tool</a>"))
  }

  @Test func theFeedIsAtom() throws {
    let reply = try reply(["feed"], base: "https://example.org/pkg")
    #expect(reply.headers.contains { $0 == ("Content-Type", "application/atom+xml;charset=utf-8") })
    let file = try Scratch()
    try file.write("feed.xml", reply.body)
    let xpath = "string(//*[local-name()='entry'][2]/*[local-name()='link']/@href)"
    #expect(
      ByteString(try run("xmllint", ["--xpath", xpath, file("feed.xml")])).text
        == "https://example.org/pkg/test/package/demo/tool@1.1%2C5.11-1%3A20261122T202611Z\n")
    let feed = String(decoding: reply.body, as: UTF8.self)
    #expect(feed.contains("<updated>2026-11-22T20:26:12Z</updated>"))
    #expect(feed.contains("<id>pkg://test/demo/base@1.0,5.11:20261122T202610Z</id>"))
    #expect(try text(["feed"], publisher: nil).contains("<title>Recent packages</title>"))
  }

  @Test func addressesFollowThePathOfTheDepot() throws {
    let page = try text([], base: "https://example.org/pkg")
    #expect(page.contains(#"href="/pkg/_themes/pkgwright.css""#) && page.contains(#"action="/pkg/test/""#))
    #expect(page.contains("pkg set-publisher -g https://example.org/pkg/ test"))
  }

  @Test func strictHeaders() throws {
    for reply in [try reply([]), try reply(["package", "demo", "tool"]), try reply(["feed"])] {
      let policy = reply.headers.first { $0.name == "Content-Security-Policy" }?.value
      #expect(policy?.contains("default-src 'none'") == true && policy?.contains("unsafe") == false)
      #expect(reply.headers.contains { $0 == ("X-Content-Type-Options", "nosniff") })
    }
    let style = try reply(["_themes", "pkgwright.css"], publisher: nil)
    #expect(style.headers.contains { $0 == ("Content-Type", "text/css;charset=utf-8") })
    #expect(String(decoding: style.body, as: UTF8.self).contains("prefers-color-scheme: dark"))
  }

  @Test(
    arguments: [
      ["nothing"], ["package"], ["package", "nowhere"], ["package", "demo", "tool@9.9"], ["package", "a b"],
      ["_themes", "other"], ["feed", "more"],
    ] as [[ByteString]])
  func whatIsNotThereIsNotFound(_ path: [ByteString]) {
    let failure = #expect(throws: DepotFailure.self) { try reply(path) }
    #expect(failure?.status == 404)
  }

  @Test func unknownPublishersAreNotFound() {
    let failure = #expect(throws: DepotFailure.self) { try reply([], publisher: "nobody") }
    #expect(failure?.status == 404)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_550, "1.6 kB"), (20_400_000, "20 MB"), (999_600, "1.0 MB"),
  ])
  func sizes(_ bytes: Int, _ text: String) {
    #expect(PageText.size(bytes) == text)
  }
}
