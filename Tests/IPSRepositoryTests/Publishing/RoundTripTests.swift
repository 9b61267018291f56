import Foundation
import IPSRepository
import PackageModel
import Payload
import Testing
import TestSupport

/// Packages that are published are found again, byte for byte.
@Suite struct RoundTripTests {
  @Test(arguments: [3, 4])
  func contentComesBack(_ version: Int) throws {
    let test = try TestRepository(version: version)
    let fmri = try test.publish(
      "tool@1.0", files: ["a": "hello\n", "b": "", "c": String(repeating: "xyz", count: 9_999)])
    #expect(try test.repository.catalog(of: "test").packages(of: "test").map(\.fmri) == [fmri])
    let manifest = try test.repository.actions(of: fmri)
    var contents: [String: Int] = [:]
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index) == .file {
      let action = manifest.action(at: index)
      let name = try #require(action.payload)
      let content = try TestRepository.content(name, "test", of: test.repository)
      #expect(action.attributes["pkg.size"] == ByteString(String(content.count)))
      let digests = try ContentSource.memory(content).digests([.sha1, .sha512t_256])
      #expect(digests[0].hex == name)
      #expect(action.attributes.values("pkg.content-hash").contains("file:sha512t_256:" + digests[1].hex))
      let stored = try #require(try test.repository.storedPayload(name, of: "test"))
      let streamDigests = try stored.digests([.sha1, .sha512t_256])
      #expect(action.attributes["chash"] == streamDigests[0].hex)
      #expect(action.attributes["pkg.csize"] == ByteString(String(stored.size)))
      #expect(try stored.bytes(limit: 1 << 20).starts(with: StoredContent.header))
      contents[action.attributes["path"]?.text ?? ""] = content.count
    }
    #expect(contents == ["usr/a": 6, "usr/b": 0, "usr/c": 29_997])
  }

  @Test func storedPayloadIsReadByGzip() throws {
    let test = try TestRepository()
    let fmri = try test.publish("tool@1.0", files: ["a": "hello\n"])
    let name = try #require(PayloadNames.all(of: try test.repository.actions(of: fmri)).first)
    #expect(try run("sh", ["-c", "gzip -dc < \"$0\"", test.store.newPayloadPath(name).text]) == Array("hello\n".utf8))
  }

  @Test func equalContentIsStoredOnce() throws {
    let test = try TestRepository()
    try test.publish("one@1.0", files: ["a": "same", "b": "same", "c": "other"])
    try test.publish("two@1.0", files: ["d": "same"])
    let files = try TestRepository.files(below: test.store.payloadPath)
    #expect(files.count == 2)
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
  }

  @Test func aPackageCanBePublishedOnlyOnce() throws {
    let test = try TestRepository()
    let name = "tool@1.0,5.11-1:20250101T000000Z"
    let fmri = try test.publish(name, keepingTimestamp: true)
    let before = try TestRepository.files(below: test.store.catalogPath)
    #expect(throws: RepositoryError.packageExists(fmri)) { try test.publish(name, keepingTimestamp: true) }
    #expect(try TestRepository.files(below: test.store.catalogPath) == before)
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
  }

  @Test func timesGrowWhereNoneIsGiven() throws {
    let test = try TestRepository()
    let one = try test.publish("tool@1.0")
    let other = try test.publish("tool@1.0")
    #expect(one < other)
    #expect(try test.listed().count == 2)
  }

  @Test func missingPayloadLeavesNothing() throws {
    let test = try TestRepository()
    let manifest = try Manifest(
      reading: Array("set name=pkg.fmri value=x@1\nfile no path=a owner=root group=bin mode=0444\n".utf8),
      fileName: "m")
    let publication = PackagePublication(test.repository, PayloadFinder(directories: [test.scratch.name("")]))
    #expect(throws: RepositoryError.self) { try publication.publish([manifest]) }
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
    #expect(try test.listed().isEmpty)
    #expect(FileSystem.names(in: test.store.manifestsPath).isEmpty)
  }

  @Test(arguments: [
    "file a path=a owner=root group=bin mode=0999", "dir path=d group=bin mode=0755", "depend fmri=x type=bogus",
    "depend fmri=__TBD type=require", "link path=l",
    "set name=pkg.obsolete value=true\ndir path=a owner=o group=g mode=755",
    "set name=pkg.renamed value=true",
  ])
  func invalidActionsAreRefused(_ lines: String) throws {
    let test = try TestRepository()
    #expect(throws: RepositoryError.self) { try test.publish("x@1", files: ["a": "1"], lines: [lines]) }
    #expect(try test.listed().isEmpty)
    #expect(FileSystem.names(in: test.store.transactionsPath).isEmpty)
  }

  @Test func payloadOfAnotherNameIsRefused() throws {
    let test = try TestRepository()
    let fmri = try FMRI(parsing: "x@1")
    let transaction = try Transaction.open(fmri, in: test.repository, endsWithProcess: true)
    let stream = ContentSource.memory(try Compression.gzip.compress(Array("content".utf8)))
    let wrong = ByteString(String(repeating: "a", count: 40))
    #expect(throws: RepositoryError.self) { try transaction.intake.takeStored(stream, name: wrong) }
    for name in ["../../x", "manifest", "append", "", "a/b"] as [ByteString] {
      #expect(throws: RepositoryError.self) { try transaction.intake.takeStored(stream, name: name) }
    }
    try transaction.abandon()
  }

  @Test func namesOfTransactionsLeadNowhereElse() throws {
    let test = try TestRepository()
    for id in ["..", "1_x", "1_pkg%3A%2F%2F..%2Fx%401", "", "../x", "0_pkg%3A%2F%2Ftest%2Fx%401"] as [ByteString] {
      #expect(throws: RepositoryError.unknownTransaction(id)) { try Transaction.resume(id, in: test.repository) }
    }
  }

  @Test func localesNameOnlyFilesOfTheCatalog() throws {
    let test = try TestRepository()
    try test.publish(
      "x@1", lines: ["set name=pkg.summary:fr value=Bonjour", "set name=pkg.summary:../../../x value=evil"])
    let names = FileSystem.names(in: test.store.catalogPath)
    #expect(names.contains("catalog.summary.fr"))
    #expect(names.filter { $0.hasPrefix("catalog.summary") } == ["catalog.summary.C", "catalog.summary.fr"])
  }
}
