import PackageModel
import Testing

/// Names of IPS packages.
@Suite struct FMRITests {
  private static let accepted: [(text: String, printed: String, publisher: String?, name: String)] = [
    ("nginx", "pkg:/nginx", nil, "nginx"),
    ("/nginx", "pkg:/nginx", nil, "nginx"),
    ("pkg:/web/nginx", "pkg:/web/nginx", nil, "web/nginx"),
    ("pkg:///web/nginx", "pkg:/web/nginx", nil, "web/nginx"),
    ("pkg://example.org/web/nginx@1.2-3", "pkg://example.org/web/nginx@1.2-3", "example.org", "web/nginx"),
    ("//pub/a", "pkg://pub/a", "pub", "a"),
    ("library/libstdc++-v3_x.y", "pkg:/library/libstdc++-v3_x.y", nil, "library/libstdc++-v3_x.y"),
    ("a@1,5.11:20110304T055417Z", "pkg:/a@1,5.11:20110304T055417Z", nil, "a"),
  ]

  @Test(arguments: accepted)
  func reads(_ text: String, _ printed: String, _ publisher: String?, _ name: String) throws {
    let fmri = try FMRI(parsing: text)
    #expect(fmri.description == printed)
    #expect(fmri.publisher == publisher)
    #expect(fmri.name == name)
    #expect(try FMRI(parsing: fmri.description) == fmri)
  }

  private static let rejected: [(text: String, offset: Int)] = [
    ("", 0), ("@1", 0), ("pkg:/", 5), ("pkg:nginx", 4), ("pkg://pub", 9), ("pkg://pub/", 10), ("a//b", 2), ("a/", 2), ("-a", 0),
    ("a/.b", 2), ("a b", 1), ("a@", 2), ("a@1.x", 4), ("a@1@01", 1), ("pkg://pu b/a", 8), ("pkg://-pub/a", 6), ("é", 0), ("a:b", 1),
  ]

  @Test(arguments: rejected)
  func rejects(_ text: String, _ offset: Int) {
    do throws(InvalidFMRI) {
      let fmri = try FMRI(parsing: text)
      Issue.record("read as \(fmri)")
    } catch {
      #expect(error.text == text)
      #expect(!error.remedy.isEmpty)
      // In `a@1@01` the version is what follows the last at sign.
      #expect(error.offset == (text == "a@1@01" ? 4 : offset), "\(error)")
    }
  }

  @Test func partsMakeAName() throws {
    let version = try PackageVersion(parsing: "1.0")
    #expect(try FMRI(publisher: "pub", name: "a/b", version: version).fullText == "pkg://pub/a/b@1.0,5.11")
    #expect(throws: InvalidFMRI.self) { try FMRI(name: "a@1") }
    #expect(throws: InvalidFMRI.self) { try FMRI(publisher: "a/b", name: "c") }
    #expect(throws: InvalidFMRI.self) { try FMRI(publisher: "", name: "c") }
  }

  @Test func repositoriesQuoteNames() throws {
    let fmri = try FMRI(parsing: "pkg:/library/libstdc++@1.2-3:20110304T055417Z")
    let path = try #require(fmri.quotedPath)
    #expect(path == "library%2Flibstdc%2B%2B/1.2%2C5.11-3%3A20110304T055417Z")
    let back = try FMRI(quotedPath: path)
    #expect(back == fmri)
    #expect(back.description == fmri.fullText)
    #expect(try FMRI(parsing: "a").quotedPath == nil)
    for text in ["a", "a/b/c", "a%2/1", "a%zz/1", "a%2", "a%+1/1", "a%40b/1", "%2Fa/x"] {
      #expect(throws: InvalidFMRI.self) { try FMRI(quotedPath: text) }
    }
  }

  @Test func ordersByNameThenVersion() throws {
    let ordered = ["a", "pkg://x/a", "a@1", "pkg://x/a@1", "a@1.1", "a/b", "b@0"].map { try? FMRI(parsing: $0) }.compactMap { $0 }
    #expect(ordered.count == 7)
    #expect(ordered.shuffled().sorted() == ordered)
  }
}
