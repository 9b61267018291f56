import Foundation
import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct StaticExportTests {
  let made: TestRepository
  let scratch: Scratch

  init() throws {
    made = try TestRepository()
    scratch = try Scratch()
    try made.publish(
      "pkg://test/demo/tool@1.0,5.11-1:20261122T202609Z", files: ["one": "1"],
      lines: ["set name=pkg.summary value=Tool"], keepingTimestamp: true)
    try made.publish("pkg://test/demo@1.0,5.11:20261122T202610Z", files: ["two": "2"], keepingTimestamp: true)
  }

  @discardableResult
  private func export(_ change: (inout StaticExport.Options) -> Void = { _ in }) throws -> StaticExport.Result {
    var options = StaticExport.Options()
    change(&options)
    return try StaticExport(made.repository, options).write(to: scratch.name("out"))
  }

  private func files() throws -> [String: [UInt8]] { try TestRepository.files(below: scratch.name("out")) }

  private let tool = "demo/tool@1.0,5.11-1:20261122T202609Z"
  private let hash = "356a192b7913b04c54574d18c28d46e6395428ab"

  @Test func everyPathThatClientsSendIsAFile() throws {
    let result = try export()
    #expect(result.packages == 2 && result.added > 0 && result.removed == 0)
    let found = try files()
    for path in [
      "versions/0/index.html", "publisher/0/index.html", "publisher/1/index.html", "catalog/1/catalog.attrs",
      "catalog/1/catalog.base.C", "test/versions/0/index.html", "test/publisher/0/index.html",
      "test/catalog/1/catalog.attrs", "test/catalog/1/catalog.summary.C", "manifest/0/" + tool,
      "test/manifest/0/" + tool, "file/0/" + hash, "file/1/" + hash, "test/file/0/" + hash, "test/file/1/" + hash,
      "test/p5i/0/demo/tool.p5i", "test/p5i/0/demo.p5i",
    ] { #expect(found[path] != nil, "\(path) is missing") }
    let fmri = try FMRI(parsing: "pkg://test/" + ByteString(tool))
    #expect(try found["test/manifest/0/" + tool] == made.repository.manifest(of: fmri))
    #expect(try found["test/file/1/" + hash] == FileBytes.read(#require(made.store.payloadPath(ByteString(hash)))))
    #expect(
      try found["catalog/1/catalog.attrs"] == FileBytes.read(made.store.catalogPath + "/catalog.attrs"))
    #expect(
      found["versions/0/index.html"].map { String(decoding: $0, as: UTF8.self) }?.contains("\nfile 0 1\n") == true)
  }

  @Test func theSameRepositoryGivesTheSameTree() throws {
    try export()
    let first = try files()
    _ = try StaticExport(made.repository).write(to: scratch.name("other"))
    #expect(try TestRepository.files(below: scratch.name("other")) == first)
    let again = try export()
    #expect(again.packages == 2 && again.added == 0 && again.removed == 0)
    #expect(try files() == first)
  }

  @Test func aSecondRunFollowsTheRepository() throws {
    try export()
    let fmri = try made.publish(
      "pkg://test/demo/tool@1.1,5.11-1:20261122T202611Z", files: ["three": "3"], keepingTimestamp: true)
    let old = try FMRI(parsing: "pkg://test/" + ByteString(tool))
    try PackageRemoval(made.store).remove([old], waiting: true)
    let result = try export()
    #expect(result.added > 0 && result.removed > 0)
    let found = try files()
    #expect(found["test/manifest/0/\(fmri.nameAndVersion())"] != nil)
    #expect(found["test/manifest/0/" + tool] == nil && found["file/1/" + hash] == nil)
    #expect(
      try found["test/catalog/1/catalog.attrs"] == FileBytes.read(made.store.catalogPath + "/catalog.attrs"))
  }

  @Test func payloadMayBeLinked() throws {
    try export { $0.linksPayload = true }
    func identity(_ path: ByteString) throws -> UInt64 {
      try #require(
        FileManager.default.attributesOfItem(atPath: path.text)[.systemFileNumber] as? UInt64)
    }
    let stored = try identity(#require(made.store.payloadPath(ByteString(hash))))
    #expect(try identity(scratch.name("out/test/file/1/" + hash)) == stored)
    #expect(try identity(scratch.name("out/file/0/" + hash)) == stored)
  }

  @Test func aCompactTreeHasOneNameForEachFile() throws {
    try export { $0.isCompact = true }
    let found = try files()
    #expect(found.keys.filter { $0.hasSuffix(hash) } == ["test/file/1/" + hash])
    #expect(found["manifest/0/" + tool] == nil && found["catalog/1/catalog.attrs"] == nil)
    #expect(found["publisher/0/index.html"] != nil && found["versions/0/index.html"] != nil)
  }

  @Test func aFileCutShortIsReplaced() throws {
    try export()
    let path = scratch.name("out/test/file/1/" + hash)
    let whole = try FileBytes.read(path)
    try FileManager.default.removeItem(atPath: path.text)
    try FileSystem.write(Array(whole.dropLast()), to: path)
    try export()
    #expect(try FileBytes.read(path) == whole)
  }

  @Test func otherDirectoriesAreLeftAlone() throws {
    try FileSystem.makeDirectories(scratch.name("out"))
    try FileSystem.write(Array("mine".utf8), to: scratch.name("out/diary"))
    let error = #expect(throws: RepositoryError.self) { try export() }
    #expect(error == .repositoryExists(scratch.name("out") + "/"))
    #expect(try scratch.bytes("out/diary") == Array("mine".utf8))
  }

  @Test func nothingSpeaksOfPayloadThatIsMissing() throws {
    try export()
    let before = try FileBytes.read(scratch.name("out/catalog/1/catalog.attrs"))
    try made.publish("pkg://test/new@1.0,5.11:20261122T202612Z", files: ["four": "4"], keepingTimestamp: true)
    let name: ByteString = "1b6453892473a467d07372d45eb05abc2031647a"
    try FileSystem.remove(#require(made.store.payloadPath(name)))
    let error = #expect(throws: RepositoryError.self) { try export() }
    guard case .missingPayload(name, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try FileBytes.read(scratch.name("out/catalog/1/catalog.attrs")) == before)
  }

  @Test func anArchiveIsExportedWithACatalog() throws {
    let archive = scratch.name("packages.p5p")
    var writer = PackageArchiveWriter()
    for package in try made.repository.catalog(of: "test").packages(of: "test") {
      let manifest = try made.repository.manifest(of: package.fmri)
      try writer.add(try PackageTransfer.Shipment(package.fmri, manifest: manifest), from: made.repository)
    }
    try writer.write(to: archive)
    _ = try StaticExport(try PackageOrigins.open(archive)).write(to: scratch.name("out"))
    let attributes = try CatalogAttributes(
      reading: try scratch.bytes("out/test/catalog/1/catalog.attrs"), path: "catalog.attrs")
    #expect(attributes.packageVersionCount == 2)
    #expect(try files()["test/file/1/" + hash] != nil)
  }
}
