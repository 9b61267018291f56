import Foundation
import Glibc
import IPSRepository
import PackageModel
import Payload
import Testing
import TestSupport

/// Damage is found and, where that can be, repaired.
@Suite struct DamageTests {
  private let samples: Samples
  private let repository: Repository
  private let store: PublisherStore
  private let app = "pkg/web%2Fapp/1.0%2C5.11-1%3A20250101T000000Z"
  private let payload: ByteString = "5064a471398bf74f811ba908600f00d3bac723cc"

  init() throws {
    samples = try Samples()
    repository = try Repository(samples.path("repo"))
    store = repository.store(of: "example")
  }

  private func findings() throws -> [Finding] {
    var found: [Finding] = []
    var options = Verification.Options()
    options.checksPermissions = false
    try Verification(repository, options).run(repository.publishers) { found.append($0) }
    return found
  }

  private func kinds() throws -> [Finding.Kind] { try findings().map(\.kind) }

  private func path(_ name: String) -> ByteString { store.root + "/" + ByteString(name) }

  private func write(_ text: String, to path: ByteString) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.text))
  }

  /// Repairs, and gives what is wrong afterwards.
  private func repair() throws -> [Finding.Kind] {
    let found = try findings().filter { $0.publisher == "example" }
    #expect(try Repair(store).run(found) { _, _ in })
    try CatalogMaintenance(store).rebuild()
    return try kinds()
  }

  @Test func whatTheReferenceWroteIsWhole() throws {
    #expect(try kinds().isEmpty)
  }

  @Test func missingPayload() throws {
    try FileSystem.remove(store.newPayloadPath(payload))
    let found = try findings()
    #expect(found.map(\.kind) == [.missingPayload(payload), .missingPayload(payload)])
    #expect(found.map(\.deliveredPath) == ["usr/bin/signed", "usr/bin/app"])
    #expect(try repair().isEmpty)
    #expect(try repository.catalog(of: "example").packages(of: "example").count == 5)
  }

  @Test func otherContent() throws {
    let stream = try Compression.gzip.compress(Array("other\n".utf8))
    try Data(stream).write(to: URL(fileURLWithPath: store.newPayloadPath(payload).text))
    let found = try kinds()
    #expect(found.count == 2)
    guard case .wrongContent(_, let digest) = found[0] else {
      Issue.record("\(found)")
      return
    }
    #expect(digest == "80b3712f650cfb25e56cf8bcdb94dc2ef77dc399d1b4c4ac725aa7229e3e2b89")
    #expect(try repair().isEmpty)
    #expect(FileSystem.isDirectory(path("pkg5-quarantine")))
  }

  @Test(arguments: [[UInt8](), Array("no gzip".utf8), StoredContent.header])
  func damagedStreams(_ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: store.newPayloadPath(payload).text))
    #expect(try kinds() == [.damagedStream, .damagedStream])
    #expect(try repair().isEmpty)
  }

  @Test func damagedManifest() throws {
    try write("nonsense\n", to: path(app))
    #expect(try kinds() == [.staleCatalog, .damagedManifest])
    #expect(try repair().isEmpty)
  }

  @Test func changedManifest() throws {
    let bytes = try FileBytes.read(path(app))
    try write(String(decoding: bytes, as: UTF8.self) + "set name=x value=y\n", to: path(app))
    #expect(try kinds() == [.staleCatalog])
    #expect(try repair().isEmpty)
  }

  @Test func missingAndForeignManifests() throws {
    try FileSystem.remove(path(app))
    try write("x", to: path("pkg/readme"))
    let found = try kinds()
    #expect(found.contains(.staleCatalog))
    #expect(found.contains { if case .stranger = $0 { true } else { false } })
    #expect(try repair().isEmpty)
  }

  @Test(arguments: [
    ("chash=", "chash=0"), ("pkg.size=", "pkg.size=1"), ("pkg.csize=", "pkg.csize=1"),
    ("gzip:sha512t_256:", "gzip:sha512t_256:0"),
  ])
  func manifestsThatSayOtherThings(_ old: String, _ new: String) throws {
    let text = String(decoding: try FileBytes.read(path(app)), as: UTF8.self)
    try write(text.replacingOccurrences(of: old, with: new), to: path(app))
    try CatalogMaintenance(store).rebuild()
    let found = try kinds()
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { if case .wrongAttribute = $0 { true } else { false } })
    #expect(try repair().isEmpty)
  }

  @Test func damagedPublisherInfo() throws {
    for text in ["", "nonsense", "{}", #"{"packages":[],"publishers":[{}],"version":1}"#] {
      try write(text, to: path("pub.p5i"))
      let found = try kinds()
      #expect(found.count == 1)
      #expect(found.allSatisfy { if case .damagedInfo = $0 { true } else { false } })
    }
    #expect(try repair().isEmpty)
  }

  /// Writes a file of the catalog anew, with a signature that is right.
  private func sign(_ name: String, _ change: (inout [ByteString: JSONValue]) -> Void) throws {
    let file = path("catalog/" + name)
    var (members, _) = try SignedJSON.read(try FileBytes.read(file), path: file)
    change(&members)
    let (bytes, signature) = SignedJSON.sign(.object(members))
    try Data(bytes).write(to: URL(fileURLWithPath: file.text))
    guard name != "catalog.attrs" else { return }
    try sign("catalog.attrs") { attributes in
      for kind in ["parts", "updates"] as [ByteString] {
        guard var files = attributes[kind]?.object, var facts = files[ByteString(name)]?.object else { continue }
        facts["signature-sha-1"] = .string(signature)
        files[ByteString(name)] = .object(facts)
        attributes[kind] = .object(files)
      }
    }
  }

  @Test(arguments: ["package-count", "package-version-count"])
  func wrongCounts(_ name: String) throws {
    try sign("catalog.attrs") { $0[ByteString(name)] = .integer(77) }
    #expect(try kinds().contains { if case .damagedCatalog = $0 { true } else { false } })
    #expect(try repair().isEmpty)
  }

  @Test(arguments: ["catalog.dependency.C", "catalog.summary.C"])
  func entriesThatTheManifestDoesNotGive(_ name: String) throws {
    try sign(name) { $0 = [:] }
    let found = try kinds()
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0 == .staleCatalog })
    #expect(try repair().isEmpty)
  }

  @Test func damagedAndMissingLogs() throws {
    let name = try #require(FileSystem.names(in: store.catalogPath).first { $0.hasPrefix("update.") })
    let file = store.catalogPath + "/" + name
    for bytes in [nil, [], Array("{}".utf8), Array("nonsense".utf8)] as [[UInt8]?] {
      if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: file.text)) } else { try FileSystem.remove(file) }
      #expect(try kinds().contains { if case .damagedCatalog = $0 { true } else { false } })
    }
    #expect(try repair().isEmpty)
  }

  @Test func othersCannotRead() throws {
    let file = store.newPayloadPath(payload)
    #expect(chmod(file.text, 0o600) == 0)
    var found: [Finding] = []
    try Verification(repository).run(["example"]) { found.append($0) }
    #expect(found.allSatisfy { $0.isWarning })
    #expect(found.contains { if case .restrictivePermissions = $0.kind { true } else { false } })
    #expect(found.allSatisfy { !$0.isRepairable })
  }

  @Test func payloadThatIsADirectory() throws {
    let file = store.newPayloadPath(payload)
    try FileSystem.remove(file)
    try FileSystem.makeDirectory(file)
    #expect(try kinds() == [.missingPayload(payload), .missingPayload(payload)])
    #expect(try repair().isEmpty)
  }

  @Test func missingDependency() throws {
    let library = try repository.catalog(of: "example").packages(of: "example").map(\.fmri).filter {
      $0.stem == "system/library"
    }
    try PackageRemoval(store).remove(library)
    #expect(
      try kinds() == [
        .missingDependency("pkg:/system/library@2.0", type: "require"),
        .missingDependency("pkg:/system/library@2.0", type: "require"),
      ])
  }

  @Test(arguments: ["catalog.attrs", "catalog.base.C", "catalog.dependency.C", "catalog.summary.C"])
  func damagedCatalogs(_ name: String) throws {
    let file = path("catalog/" + name)
    let good = try FileBytes.read(file)
    for place in stride(from: 0, to: good.count, by: 41) {
      var bytes = good
      bytes[place] ^= 0x01
      try Data(bytes).write(to: URL(fileURLWithPath: file.text))
      #expect(throws: RepositoryError.self, "\(name) with another byte at \(place)") {
        try repository.catalog(of: "example")
      }
    }
    #expect(try kinds().contains { if case .damagedCatalog = $0 { true } else { false } })
    try CatalogMaintenance(store).rebuild()
    #expect(try kinds().isEmpty)
  }

  @Test func rebuildingGivesTheSameParts() throws {
    let before = try TestRepository.files(below: store.catalogPath).filter { $0.key.hasPrefix("catalog.") }
    try CatalogMaintenance(store).rebuild()
    let after = try TestRepository.files(below: store.catalogPath).filter { $0.key.hasPrefix("catalog.") }
    #expect(after.keys.sorted() == before.keys.sorted())
    for (name, bytes) in after where name != "catalog.attrs" { #expect(bytes == before[name]) }
  }

  @Test func aCatalogMayNotNameFilesElsewhere() throws {
    let text = """
      {"created":"20250101T000000Z","last-modified":"20250101T000000Z","package-count":0,"package-version-count":0,\
      "parts":{"catalog.base.C/../../../../pub.p5i":{"last-modified":"20250101T000000Z"}},"updates":{},"version":1}
      """
    try write(text, to: path("catalog/catalog.attrs"))
    #expect(throws: RepositoryError.self) { try repository.catalog(of: "example") }
  }
}
