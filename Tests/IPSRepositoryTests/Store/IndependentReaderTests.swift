import Foundation
import IPSRepository
import PackageModel
import Payload
import Testing
import TestSupport

/// What is written is right for a reader that was written by the published rules alone, in another language.
@Suite struct IndependentReaderTests {
  private static let judge = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Judge/check-repository").path

  private func verdict(_ path: ByteString, isGood: Bool = true) throws -> String {
    String(decoding: try run("python3", [Self.judge, path.text], expectingFailure: !isGood), as: UTF8.self)
  }

  @Test func theReaderTellsGoodFromBad() throws {
    let samples = try Samples()
    let path = samples.path("repo")
    #expect(try verdict(path) == "whole\n")
    let file = URL(fileURLWithPath: path.text + "/publisher/example/catalog/catalog.base.C")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacingOccurrences(of: "bin/tiny", with: "bin/tine").write(to: file, atomically: true, encoding: .utf8)
    #expect(try verdict(path, isGood: false).contains("the signature is wrong"))
  }

  /// A repository in which much has happened.
  private func busyRepository() throws -> TestRepository {
    let test = try TestRepository()
    for number in 0..<12 {
      try test.publish(
        "area/package\(number)@1.\(number)", files: ["shared": "same\n", "own\(number)": "content \(number)\n"],
        lines: [
          #"set name=pkg.summary value="Größe \#(number) 😀 \"quoted\" it's""#,
          #"set name=pkg.summary:fr value="Numéro \#(number)""#, "depend type=require fmri=area/base@1",
          "set name=variant.arch value=i386 value=sparc", "set name=pkg.description value=\"back\\\\slash and more\"",
        ])
    }
    for version in ["1.9", "1.10", "1.2"] { try test.publish("many@\(version)", files: ["empty": ""]) }
    try test.publish("gone@1", lines: ["set name=pkg.obsolete value=true"])
    let catalog = try test.repository.catalog(of: "test")
    try PackageRemoval(test.store).remove(
      catalog.packages(of: "test").map(\.fmri).filter { $0.stem == "area/package3" || $0.stem == "many" })
    return test
  }

  @Test func publishingRemovingAndRebuilding() throws {
    let test = try busyRepository()
    #expect(try verdict(test.repository.path) == "whole\n")
    try CatalogMaintenance(test.store).refresh()
    #expect(try verdict(test.repository.path) == "whole\n")
    try CatalogMaintenance(test.store).rebuild()
    #expect(try verdict(test.repository.path) == "whole\n")
    try test.publish("later@1")
    #expect(try verdict(test.repository.path) == "whole\n")
  }

  @Test func publishingIntoWhatTheReferenceWrote() throws {
    let samples = try Samples()
    let repository = try Repository(samples.path("repo"))
    let manifest = try Manifest(
      reading: Array("set name=pkg.fmri value=pkg://example/web/app@2.0\n".utf8), fileName: "manifest")
    _ = try PackagePublication(repository, PayloadFinder()).publish([manifest])
    #expect(try verdict(repository.path) == "whole\n")
    try PackageRemoval(repository.store(of: "example")).remove(
      try repository.catalog(of: "example").packages(of: "example").map(\.fmri).filter { $0.stem == "signed/thing" })
    #expect(try verdict(repository.path) == "whole\n")
  }

  @Test func transfersBothWays() throws {
    let test = try busyRepository()
    let samples = try Samples()
    for origin in [
      test.repository, try Repository(samples.path("repo")), try PackageArchive(samples.path("sample.p5p")),
    ]
      as [any PackageOrigin]
    {
      let target = try TestRepository()
      for publisher in try origin.publishers {
        for fmri in try origin.catalog(of: publisher).packages(of: publisher).map(\.fmri) {
          let shipment = try PackageTransfer.Shipment(fmri, manifest: try origin.manifest(of: fmri))
          try PackageTransfer(to: target.repository).publish(shipment, from: origin, listing: true)
          let copy = try target.repository.manifest(of: fmri)
          let original = try origin.manifest(of: fmri)
          #expect(copy == original)
        }
      }
      #expect(try verdict(target.repository.path) == "whole\n")
    }
  }
}
