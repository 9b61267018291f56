import Foundation
import IPSRepository
import PackageModel
import Payload
import TestSupport
import Testing

/// A depot that is killed at any step of a publication loses nothing it has acknowledged and shows nothing half done.
@Suite struct DepotCrashTests {
  @Test(arguments: FaultPoint.allCases)
  func theNextStartTidiesUp(_ point: FaultPoint) throws {
    let served = try PublishedRepository()
    let path = served.repository.path.text
    let first = try RunningDepot(path)
    #expect(try Publication(depot: first).publish("pkg://test/first@1", "shared").status == 200)
    #expect(first.stop() == 0)

    let dying = try RunningDepot(path, environment: ["PKGWRIGHT_FAULT": point.rawValue])
    #expect(throws: DepotTestFailure.self) { try Publication(depot: dying).publish("pkg://test/second@1", "new") }
    #expect(dying.waitForDeath() == SIGKILL)

    let next = try RunningDepot(path)
    let isPublished = point == .catalogReplaced
    let names = try served.repository.catalog(of: "test").packages(of: "test").map(\.fmri.stem)
    #expect(names == (isPublished ? ["first", "second"] : ["first"]))
    #expect(FileSystem.names(in: served.store.transactionsPath).isEmpty)
    #expect(try damage(served).isEmpty)
    #expect(try storedNames(served).count == (isPublished ? 2 : 1))
    #expect(try next.get("/test/manifest/0/second@1").status == 404)
    #expect(try Publication(depot: next).publish("pkg://test/third@1", "new").status == 200)
    #expect(next.stop() == 0)
    #expect(try damage(served).isEmpty)
  }

  @Test func transactionsEndWithTheDepot() throws {
    let served = try PublishedRepository()
    let depot = try RunningDepot(served.repository.path.text)
    let publication = Publication(depot: depot)
    let id = try publication.open("pkg://test/a@1")
    _ = try publication.upload("content", "usr/a", to: id)
    #expect(FileSystem.names(in: served.store.transactionsPath).count == 1)
    #expect(depot.stop() == 0)
    #expect(FileSystem.names(in: served.store.transactionsPath).isEmpty)
    #expect(FileSystem.names(in: served.store.scratchPath) == ["lock"])
  }

  @Test func aFullDiskIsToldAndNothingHalfIsLeft() throws {
    guard getuid() == 0, (try? run("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])) != nil else { return }
    let scratch = try Scratch()
    let mount = scratch("disk")
    try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
    // The depot sees a disk of its own, which ends with it.
    let depot = try RunningDepot(
      mount + "/repo", ["--writable", "--create", "--publisher", "test"],
      prefix: ["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=3m tmpfs \(mount) && exec \"$@\"", "sh"])
    let publication = Publication(depot: depot)
    #expect(try publication.publish("pkg://test/small@1", "small").status == 200)
    let id = try publication.open("pkg://test/large@1")
    var generator = SeededGenerator(7)
    let noise = (0..<(6 << 20)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let refused = try depot.request("POST", "/file/1/" + id, body: noise)
    #expect(refused.status == 507)
    #expect(try depot.get("/abandon/0/" + id).status == 200)
    #expect(try publication.publish("pkg://test/again@1", "again").status == 200)
    #expect(try depot.get("/test/catalog/1/catalog.attrs").text.contains("\"package-count\":2"))
    #expect(depot.stop() == 0)
  }

  private func damage(_ served: PublishedRepository) throws -> [Finding] {
    var findings: [Finding] = []
    var options = Verification.Options()
    options.checksPermissions = false
    try Verification(served.repository, options).run(["test"]) { findings.append($0) }
    return findings
  }

  private func storedNames(_ served: PublishedRepository) throws -> [ByteString] {
    FileSystem.names(in: served.store.payloadPath).flatMap { FileSystem.names(in: served.store.payloadPath + "/" + $0) }
  }
}
