import Linting
import PackageModel
import Testing

/// Picking packages from repositories.
@Suite struct PackageSourceTests {
  private struct Shelf: PackageSource {
    let all: [String]
    var publishers: [ByteString] { ["p", "q"] }
    let parallelism = 4

    func packages(of publisher: ByteString) throws -> [FMRI] {
      try all.map { try FMRI(reading: ByteString($0)) }.filter { $0.publisher == publisher }
    }

    func manifest(of fmri: FMRI) throws -> [UInt8] {
      Array(Sample.bare("ignored@1", "set name=pkg.summary value=x").utf8)
    }
  }

  private let shelf = Shelf(all: [
    "pkg://p/a@1-0.1", "pkg://p/a@2-0.3", "pkg://p/a@1-0.2", "pkg://q/a@1", "pkg://p/b@1:20260101T000000Z",
    "pkg://p/b@1:20260102T000000Z",
  ])

  @Test func newestOfEachPublisherAndName() throws {
    let picked = try NewestPackages().pick(from: shelf).map(\.printed)
    #expect(picked == ["pkg://p/a@2,5.11-0.3", "pkg://p/b@1,5.11:20260102T000000Z", "pkg://q/a@1,5.11"])
  }

  @Test func branchesAreLimited() throws {
    let picked = try NewestPackages(upTo: PackageVersion.Numbers("0.2")).pick(from: shelf).map(\.printed)
    #expect(picked.first == "pkg://p/a@1,5.11-0.2")
  }

  @Test func packagesAreNamedByTheRepository() throws {
    let fmri = try FMRI(reading: "pkg://p/a@2-0.3")
    #expect(try NewestPackages.read(fmri, from: shelf, origin: .lintRepository).name == "pkg://p/a@2,5.11-0.3")
  }

  @Test func packagesOfRepositoriesAreCheckedAfterFilesByName() throws {
    let packages = try NewestPackages.read(NewestPackages().pick(from: shelf), from: shelf, origin: .lintRepository)
    let model = LintModel(files: try Sample.packages([Sample.package("z@1")]), lintRepository: packages)
    #expect(
      model.checked.map(\.name) == ["pkg://test/z@1,5.11", "pkg://q/a@1,5.11", "pkg://p/b@1,5.11:20260102T000000Z"])
    let wanted = LintModel(files: [], lintRepository: packages) { $0.stem == "b" }
    #expect(wanted.checked.count == 1)
  }
}
