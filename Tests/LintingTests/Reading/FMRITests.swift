import Linting
import PackageModel
import Testing

/// FMRIs as the client tools read, print and compare them.
@Suite struct FMRITests {
  @Test(arguments: [
    ("demo@1.0", "pkg:/demo@1.0,5.11"),
    ("pkg://p/a/b@1,5.10-2:20260101T000000Z", "pkg://p/a/b@1,5.10-2:20260101T000000Z"),
    ("//p/x", "pkg://p/x"), ("/x", "pkg:/x"), ("pkg:///x@1", "pkg:/x@1,5.11"), ("x  ", "pkg:/x"),
  ])
  func prints(_ text: String, _ printed: String) throws {
    #expect(try FMRI(reading: ByteString(text)).printed == printed)
  }

  @Test(arguments: [
    ("de~mo@1", "Illegal FMRI 'de~mo@1': Invalid Package Name: de~mo"),
    ("demo@1.02", "Illegal FMRI 'demo@1.02': Bad Version: 1.02"),
    ("demo@", "Illegal FMRI 'demo@': Version cannot be empty"),
    ("demo@-1", "Illegal FMRI 'demo@-1': Versions must have a release value"),
    ("demo@1:2026", "Illegal FMRI 'demo@1:2026': Time must be ISO8601 format."),
    ("pkg://p", "Illegal FMRI 'pkg://p': Missing '/' after publisher name"),
    ("pkg:/", "Illegal FMRI 'pkg:/': Missing package name"),
  ])
  func refuses(_ text: String, _ reason: String) {
    #expect { try FMRI(reading: ByteString(text)) } throws: { "\($0)" == reason }
  }

  @Test func order() throws {
    let texts = ["x@1", "pkg://a/y@1", "pkg://b/x@1.9", "pkg://b/x@1.10", "pkg://b/x@1.10-1"]
    let fmris = try texts.map { try FMRI(reading: ByteString($0)) }
    #expect(fmris.reversed().sorted { $0.precedes($1) } == fmris)
  }

  @Test(arguments: [
    ("a@2", "a@1", true), ("a@1", "a@2", false), ("a@1-1", "a@1", true), ("a@1", "a@1-1", false), ("a", "a@9", true),
    ("a@1", "a", true), ("a@1,5.11", "a@1,5.12", false), ("a@1", "b@1", false), ("pkg://p/a@1", "pkg://q/a@1", true),
  ])
  func successors(_ new: String, _ old: String, _ succeeds: Bool) throws {
    let new = try FMRI(reading: ByteString(new))
    let old = try FMRI(reading: ByteString(old))
    #expect(new.succeeds(old, ignoringPublishers: true) == succeeds)
  }

  @Test func publishersMayCount() throws {
    let one = try FMRI(reading: "pkg://p/a@1")
    let other = try FMRI(reading: "pkg://q/a@1")
    #expect(!one.succeeds(other, ignoringPublishers: false))
  }
}
