import PackageModel
import TestSupport
import Testing

/// Names of IPS packages.
@Suite struct FMRITests {
  private static let accepted: [(text: ByteString, printed: ByteString, publisher: ByteString?, stem: ByteString)] = [
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
  func reads(_ text: ByteString, _ printed: ByteString, _ publisher: ByteString?, _ stem: ByteString) throws {
    let fmri = try FMRI(parsing: text)
    #expect(fmri.text() == printed)
    #expect(fmri.publisher == publisher)
    #expect(fmri.stem == stem)
    #expect(try FMRI(parsing: fmri.text()) == fmri)
  }

  private static let rejected: [ByteString] = [
    "", "@1", "pkg:/", "pkg://pub/", "a//b", "a/", "-a", "a/.b", "a b", "a@", "a@1.x", "a@1@01", "pkg://pu b/a",
    "pkg://-pub/a", "é", "a:b", "pkg://all/a",
  ]

  @Test(arguments: rejected)
  func rejects(_ text: ByteString) {
    do throws(InvalidFMRI) {
      let fmri = try FMRI(parsing: text)
      Issue.record("read as \(fmri)")
    } catch {
      #expect(!error.reason.isEmpty)
      #expect(error.description.contains(error.text.text))
    }
  }

  @Test func buildReleasesMayBeLeftOut() throws {
    let fmri = try FMRI(parsing: "pkg://pub/a/b@1,5.11-2")
    #expect(fmri.text(includingBuild: false) == "pkg://pub/a/b@1-2")
    #expect(fmri.nameAndVersion() == "a/b@1,5.11-2")
  }

  @Test func ordersByStemThenVersion() throws {
    let texts: [ByteString] = ["a", "pkg://x/a", "a@1", "pkg://x/a@1", "a@1.1", "a/b", "b@0"]
    let ordered = try texts.map { (text) throws(InvalidFMRI) in try FMRI(parsing: text) }
    var generator = SeededGenerator(7)
    for _ in 0..<20 { #expect(ordered.shuffled(using: &generator).sorted() == ordered) }
  }
}
