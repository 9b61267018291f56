import Linting
import PackageModel
import Testing

/// Every message of every check is given where it should be and not where it should not.
@Suite struct CheckTests {
  @Test(arguments: CheckCase.all)
  func fires(_ example: CheckCase) throws {
    let ids = try Sample.reports(example.firing).map(\.id)
    #expect(ids.contains(example.id), "\(ids)")
  }

  @Test(arguments: CheckCase.all)
  func isSilent(_ example: CheckCase) throws {
    let reports = try Sample.reports(example.silent)
    #expect(!reports.contains { $0.id == example.id }, "\(reports.map(\.text))")
  }

  @Test func everyMessageHasCases() {
    // The list of classes is broken only by a file; group numbers are never reported, as in pkglint.
    let elsewhere: Set = [
      "pkglint.manifest008.1", "pkglint.manifest008.5", "pkglint.dupaction006.1", "pkglint.dupaction006.2",
    ]
    let ids = CheckRegistry.pkglint.flatMap { check in check.messages.map { check.id + $0.suffix } }
    #expect(Set(ids).subtracting(elsewhere) == Set(CheckCase.all.map(\.id)))
  }

  @Test func cleanPackageIsClean() throws {
    let lines = "dir path=opt/demo owner=root group=bin mode=0755\nfile path=opt/demo/f owner=root group=bin mode=0444"
    #expect(try Sample.reports([Sample.package("demo/tool@1.0", lines)]).isEmpty)
  }

  @Test func groupNumbersAreNeverReported() throws {
    let reports = try Sample.reports([Sample.package("a@1", "group groupname=a gid=1\ngroup groupname=b gid=1")])
    #expect(reports.isEmpty)
  }

  @Test func brokenListOfClassesIsReportedOnce() throws {
    var settings = LintSettings()
    settings.classification = Classification(path: "none", text: nil)
    let reports = try Sample.reports([Sample.package("a@1"), Sample.package("b@1")], settings: settings)
    #expect(reports.map(\.id) == ["pkglint.manifest008.1"])
  }

  @Test func sectionWithoutCategories() throws {
    var settings = LintSettings()
    settings.classification = Classification(path: "list", text: Array("[System]\nother = x\n".utf8))
    #expect(try Sample.reports([Sample.package()], settings: settings).map(\.id) == ["pkglint.manifest008.5"])
  }

  @Test func publicationChecksCanBeLeftOut() throws {
    var settings = LintSettings()
    settings.checksPublication = false
    let manifest = Sample.package("a@1", "link path=x\ndir path=y mode=0755 variant.x=1")
    #expect(try Sample.reports([manifest], settings: settings).isEmpty)
  }

  @Test func excludedChecksDoNotRun() throws {
    var settings = LintSettings()
    settings.excluded = ["pkglint.action009"]
    #expect(try Sample.reports([Sample.package("a@1", "link path=x")], settings: settings).isEmpty)
  }

  @Test func referencesCountForDuplicatesUnlessTheyAreOlder() throws {
    let lines = "driver name=demo"
    let new = Sample.package("p@1.1,5.11-1", lines)
    let id = "pkglint.dupaction002.1"
    #expect(try Sample.reports([new], references: [Sample.package("p@1.0,5.11-1", lines)]).isEmpty)
    #expect(try Sample.reports([new], references: [Sample.package("p@2.0,5.11-1", lines)]).contains { $0.id == id })
    #expect(try Sample.reports([new], references: [Sample.package("q@1.0,5.11-1", lines)]).contains { $0.id == id })
  }

  @Test func missingDependencyIsReportedOnce() throws {
    let manifests = ["a@1", "b@1"].map { Sample.package($0, "depend fmri=missing type=require") }
    #expect(try Sample.reports(manifests).map(\.id) == ["pkglint.action005.1"])
  }

  @Test func checkThatCannotWorkSaysSo() throws {
    let reports = try Sample.reports([Sample.package("a@1", "depend fmri=b")])
    #expect(reports.map(\.id) == ["lint.error", "lint.error", "pkglint.action009"])
  }

  @Test func manyPackagesAreCheckedInOrderOnAllProcessors() throws {
    let lines = (0..<40).map { "file path=opt/f\($0) owner=root group=bin mode=0444 a_b=1" }.joined(separator: "\n")
    let manifests = (0..<40).map { Sample.package("p\($0 + 100)@1.0", lines) }
    let first = try Sample.reports(manifests)
    let second = try Sample.reports(manifests.reversed())
    #expect(first.count == 40 * 40 + 40)
    #expect(first.map(\.text) == second.map(\.text))
  }

  @Test func actionsOfALargePackageAreCheckedInOrder() throws {
    let lines = (0..<12_000).map { "driver name=d\($0)" + ($0 % 1_000 == 999 ? " a_b=1" : "") }.joined(separator: "\n")
    let reports = try Sample.reports([Sample.package("a@1", lines)])
    #expect(reports.map { $0.action?.index } == (1...12).map { 4 + $0 * 1_000 })
  }

  @Test func longChainsOfRenamesEnd() throws {
    let manifests = (0..<600).map {
      Sample.bare("p\($0)@1.0", "set name=pkg.renamed value=true\ndepend fmri=p\($0 + 1) type=require")
    }
    #expect(try Sample.reports(manifests).contains { $0.id == "lint.error" })
  }

  @Test func manyVariantsDoNotTakeForever() throws {
    let names = (0..<30).map { "variant.v\($0)" }
    let values = (0..<20).map { "value=x\($0)" }.joined(separator: " ")
    let variants = names.map { "set name=\($0) \(values)" }.joined(separator: "\n")
    let tags = names.map { name in (0..<19).map { "\(name)=x\($0)" }.joined(separator: " ") }.joined(separator: " ")
    let lines =
      variants + "\nfile path=a owner=r group=b mode=0444 \(tags)\nfile path=a owner=r group=b mode=0444 \(tags)"
    let reports = try Sample.reports([Sample.package("a@1", lines)]).filter { $0.id == "pkglint.dupaction001.2" }
    #expect(reports.count == 1_000)
  }
}
