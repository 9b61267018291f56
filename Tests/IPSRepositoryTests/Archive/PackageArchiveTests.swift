import Foundation
import IPSRepository
import PackageModel
import Payload
import Testing
import TestSupport

@Suite struct PackageArchiveTests {
  private let samples: Samples

  init() throws { samples = try Samples() }

  private func archive(_ origin: any PackageOrigin, to path: ByteString) throws -> [FMRI] {
    var writer = PackageArchiveWriter()
    var all: [FMRI] = []
    for publisher in try origin.publishers {
      for fmri in try origin.catalog(of: publisher).packages(of: publisher).map(\.fmri) {
        let bytes = try origin.manifest(of: fmri)
        let payload = try PayloadNames.all(of: try origin.actions(of: fmri)).map { name in
          (name: name, stored: try #require(try origin.storedPayload(name, of: publisher)))
        }
        writer.add(fmri, manifest: bytes, payload: payload)
        all.append(fmri)
      }
    }
    try writer.write(to: path)
    return all
  }

  @Test func everythingComesBack() throws {
    let scratch = try Scratch()
    let repository = try Repository(samples.path("repo"))
    let all = try archive(repository, to: scratch.name("x.p5p"))
    let copy = try PackageArchive(scratch.name("x.p5p"))
    #expect(copy.publishers == repository.publishers)
    var found: [FMRI] = []
    for publisher in copy.publishers {
      for fmri in try copy.catalog(of: publisher).packages(of: publisher).map(\.fmri) {
        found.append(fmri)
        #expect(try copy.manifest(of: fmri) == repository.manifest(of: fmri))
        for name in PayloadNames.all(of: try copy.actions(of: fmri)) {
          let one = try TestRepository.content(name, publisher, of: copy)
          #expect(try one == TestRepository.content(name, publisher, of: repository))
        }
      }
    }
    #expect(found == all)
  }

  @Test func tarReadsArchivesAndTheirBytesAreAlwaysTheSame() throws {
    let scratch = try Scratch()
    let repository = try Repository(samples.path("repo"))
    _ = try archive(repository, to: scratch.name("x.p5p"))
    _ = try archive(repository, to: scratch.name("y.p5p"))
    #expect(try scratch.bytes("x.p5p") == scratch.bytes("y.p5p"))
    let listing = String(decoding: try run("tar", ["tf", scratch("x.p5p")]), as: UTF8.self)
    #expect(listing.hasPrefix("pkg5.index.0.gz\npublisher/\n"))
    #expect(listing.hasSuffix("pkg5.repository\n"))
  }

  @Test func archivesWithoutIndexAreReadThrough() throws {
    let scratch = try Scratch()
    try run("tar", ["xf", samples.path("sample.p5p").text, "-C", scratch.path])
    try run("tar", ["cf", scratch("plain.p5p"), "publisher", "pkg5.repository"], in: scratch.path)
    let archive = try PackageArchive(scratch.name("plain.p5p"))
    let indexed = try PackageArchive(samples.path("sample.p5p"))
    #expect(
      try archive.catalog(of: "example").packages(of: "example")
        == indexed.catalog(of: "example").packages(of: "example"))
  }

  @Test func archivesAreNotReplaced() throws {
    let scratch = try Scratch()
    let repository = try Repository(samples.path("repo"))
    try scratch.write("x.p5p", [1])
    #expect(throws: RepositoryError.archiveExists(scratch.name("x.p5p"))) {
      try archive(repository, to: scratch.name("x.p5p"))
    }
    #expect(try scratch.bytes("x.p5p") == [1])
  }

  @Test func rubbishIsNoArchiveAndDamageIsFound() throws {
    let scratch = try Scratch()
    let good = try FileBytes.read(samples.path("sample.p5p"))
    for (name, bytes) in [
      ("empty", []), ("text", Array("junk\n".utf8)), ("zeros", [UInt8](repeating: 0, count: 9_999)),
    ] {
      try scratch.write(name, bytes)
      #expect(throws: RepositoryError.invalidArchive(scratch.name(name))) { try PackageArchive(scratch.name(name)) }
    }
    // Cut anywhere and with any byte changed, an archive is refused or read in part, and nothing crashes.
    for cut in stride(from: 0, to: good.count, by: 997) {
      try scratch.write("cut", Array(good[..<cut]))
      _ = try? PackageArchive(scratch.name("cut")).catalog(of: "example").packages(of: "example")
      var changed = good
      changed[cut] ^= 0x55
      try scratch.write("changed", changed)
      _ = try? PackageArchive(scratch.name("changed")).catalog(of: "example").packages(of: "example")
    }
  }
}
