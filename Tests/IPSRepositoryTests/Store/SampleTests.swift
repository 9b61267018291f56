import IPSRepository
import PackageModel
import Payload
import Testing

/// What the reference wrote can be read, and is written again with the same bytes.
@Suite struct SampleTests {
  private let samples: Samples

  init() throws { samples = try Samples() }

  @Test(arguments: ["repo", "repo-v3", "sample.p5p", "other.p5p"])
  func listsWhatTheReferenceLists(_ name: String) throws {
    let origin = try PackageOrigins.open(samples.path(name))
    var contents: [String] = []
    for publisher in try origin.publishers {
      for package in try origin.catalog(of: publisher).packages(of: publisher) {
        let manifest = try origin.actions(of: package.fmri)
        contents += (0..<manifest.actionCount).map { manifest.action(at: $0).line().text }
      }
    }
    let expected = try samples.text(name + ".contents").split(separator: "\n").map(String.init)
    #expect(!expected.isEmpty)
    #expect(contents.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) } == expected)
  }

  @Test(arguments: ["repo", "repo-v3", "sample.p5p", "other.p5p"])
  func payloadHasTheContentThatItsNameSays(_ name: String) throws {
    let origin = try PackageOrigins.open(samples.path(name))
    var count = 0
    for publisher in try origin.publishers {
      for package in try origin.catalog(of: publisher).packages(of: publisher) {
        for payload in PayloadNames.all(of: try origin.actions(of: package.fmri)) {
          let content = try TestRepository.content(payload, publisher, of: origin)
          #expect(try ContentSource.memory(content).digests([.sha1])[0].hex == payload)
          count += 1
        }
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: ["repo/publisher/example", "repo/publisher/second", "repo-v3"])
  func catalogFilesAreWrittenAsTheyWereRead(_ folder: String) throws {
    let path = samples.path(folder + "/catalog")
    let names = FileSystem.names(in: path)
    #expect(names.contains("catalog.base.C"))
    for name in names {
      let bytes = try FileBytes.read(path + "/" + name)
      if name == CatalogAttributes.fileName {
        #expect(try CatalogAttributes(reading: bytes, path: name).bytes == bytes)
      } else {
        let (part, signature) = try CatalogPart.read(bytes, path: name)
        #expect(part.signed().bytes == bytes)
        #expect(part.signed().signature == signature)
      }
    }
  }

  @Test func recordsOfManifestsAreThoseOfTheReference() throws {
    let repository = try Repository(samples.path("repo"))
    for publisher in repository.publishers {
      let catalog = try repository.catalog(of: publisher)
      var made = Catalog()
      for package in catalog.packages(of: publisher).reversed() {
        try made.add(try CatalogRecord(try repository.manifest(of: package.fmri), of: package.fmri))
      }
      #expect(made.parts == catalog.parts)
    }
  }

  @Test func searchIndexFindsWhatTheIndexOfTheReferenceFinds() throws {
    let store = try Repository(samples.path("repo")).store(of: "second")
    let path = store.indexPath + "/main_dict.ascii.v2"
    let before = try FileBytes.read(path)
    try SearchIndex(store).rebuild()
    let after = try FileBytes.read(path)
    // The number of the index in the first line grows.
    func body(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.drop { $0 != ASCII.newline }) }
    #expect(body(after) == body(before))
    #expect(!body(after).isEmpty)
  }

  @Test func publisherDocumentsAreWrittenAsTheyWereRead() throws {
    let bytes = try FileBytes.read(samples.path("repo/publisher/example/pub.p5i"))
    let infos = try PublisherInfo.read(bytes, path: "pub.p5i")
    #expect(infos.first?.alias == "ex")
    #expect(infos.first?.sources?.origins == ["http://pkg.example/", "http://pkg2.example/"])
    #expect(PublisherInfo.document(infos) == bytes)
  }

  @Test(arguments: [("repo", 4), ("repo-v3", 3)])
  func configurationsAreWrittenAsTheyWereRead(_ name: String, _ version: Int) throws {
    let path = samples.path(name) + "/" + RepositoryConfiguration.fileName(version: version)
    let bytes = try FileBytes.read(path)
    #expect(try RepositoryConfiguration(reading: bytes, path: path).bytes == bytes)
  }
}
