import Linting
import PackageModel
import Testing

/// Checks against a tree and against the published version: each is given where it should be and not where it should not.
@Suite struct CrossCheckTests {
  private func ids(
    _ manifests: [String], previous: [String] = [], differences: [TreeDifference] = []
  ) throws -> [String] {
    let model = LintModel(
      files: try Sample.packages(manifests), previous: try Sample.packages(previous), treeDifferences: differences)
    return LintEngine().run(model).filter { $0.level > .debug }.map(\.id)
  }

  private static let file = "owner=root group=bin mode=0444"

  private static let reasons: [(TreeDifference.Reason, String)] = [
    (.missing, "tree.missing"), (.kind, "tree.kind"), (.mode, "tree.mode"), (.target, "tree.target"),
  ]

  @Test(arguments: reasons)
  func treeDifferencesAreReportedAtTheirAction(_ reason: TreeDifference.Reason, _ id: String) throws {
    let manifest = Sample.package("a@1", "file path=x \(Self.file)")
    let difference = TreeDifference(
      path: "x", reason: reason, tree: "one", manifest: "other",
      place: TreeDifference.Place(file: "m0.p5m", action: 5), file: "tree/x")
    let model = LintModel(files: try Sample.packages([manifest]), treeDifferences: [difference])
    var maker = FindingMaker()
    let findings = maker.findings(of: LintEngine().run(model).filter { $0.level > .debug })
    #expect(findings.map(\.id) == [id])
    #expect(findings.first?.place.line == 6)
    #expect(try ids([manifest]).isEmpty)
  }

  @Test func whatIsNotDeliveredIsReportedOnceWithItsFile() throws {
    let difference = TreeDifference(
      path: "x", reason: .undelivered, tree: "file", manifest: nil, place: nil, file: "tree/x")
    let model = LintModel(
      files: try Sample.packages([Sample.package("a@1"), Sample.package("b@1")]), treeDifferences: [difference])
    var maker = FindingMaker()
    let findings = maker.findings(of: LintEngine().run(model).filter { $0.level > .debug })
    #expect(findings.map(\.id) == ["tree.undelivered"])
    #expect(findings.first?.place.file == "tree/x")
  }

  @Test func attributesSuppressTreeDifferences() throws {
    let manifest = Sample.package("a@1", "file path=x \(Self.file) pkg.linted.tree.mode=true")
    let difference = TreeDifference(
      path: "x", reason: .mode, tree: "0755", manifest: "0444",
      place: TreeDifference.Place(file: "m0.p5m", action: 5), file: "tree/x")
    let model = LintModel(files: try Sample.packages([manifest]), treeDifferences: [difference])
    var maker = FindingMaker()
    let findings = maker.findings(of: LintEngine().run(model)).filter { $0.id == "tree.mode" }
    #expect(findings.map(\.isSuppressed) == [true])
  }

  struct Update: Sendable {
    let id: String
    var old = "demo@1.0"
    var new = "demo@1.1"
    let before: String
    let firing: String
    let silent: String
  }

  static let updates = [
    Update(
      id: "upgrade.removed-path", before: "file path=x \(file)\ndir path=d \(file)", firing: "",
      silent: "link path=x target=y"),
    Update(
      id: "upgrade.dropped-conffile.1", before: "file path=x \(file) preserve=true", firing: "file path=x \(file)",
      silent: "file path=x \(file) preserve=renamenew"),
    Update(
      id: "upgrade.dropped-conffile.2", before: "file path=x \(file) preserve=true", firing: "",
      silent: "file path=x \(file) preserve=abandon"),
    Update(
      id: "upgrade.kind", before: "dir path=x \(file)\nfile path=y \(file)",
      firing: "link path=x target=z\nfile path=y \(file)", silent: "dir path=x \(file)\nhardlink path=y target=z"),
    Update(
      id: "upgrade.owner", before: "file path=x \(file)", firing: "file path=x owner=demo group=bin mode=0444",
      silent: "file path=x \(file)"),
    Update(
      id: "upgrade.mode", before: "file path=x \(file)", firing: "file path=x owner=root group=bin mode=0644",
      silent: "file path=x owner=root group=bin mode=444"),
  ]

  @Test(arguments: updates)
  func updatesAreCompared(_ update: Update) throws {
    let before = Sample.package(update.old, update.before)
    #expect(try ids([Sample.package(update.new, update.firing)], previous: [before]) == [update.id])
    #expect(try !ids([Sample.package(update.new, update.silent)], previous: [before]).contains(update.id))
    #expect(try !ids([Sample.package(update.new, update.firing)]).contains(update.id))
  }

  @Test(arguments: [
    ("demo@1.10", "demo@1.9", true), ("demo@1.9", "demo@1.10", false), ("demo@1.0,5.11-2", "demo@1.0,5.11-1", true),
    ("demo@1.0,5.11-1", "demo@1.0,5.11-1", false), ("other@2", "demo@1", false),
  ])
  func versionsMustNotGoBackwards(_ old: String, _ new: String, _ fires: Bool) throws {
    let found = try ids([Sample.package(new)], previous: [Sample.package(old)])
    #expect(found.contains("upgrade.downgrade") == fires)
  }

  @Test func theNewestPreviousVersionCounts() throws {
    let old = [Sample.package("demo@1.0"), Sample.package("demo@3.0"), Sample.package("demo@2.0")]
    #expect(try ids([Sample.package("demo@2.5")], previous: old).contains("upgrade.downgrade"))
  }

  @Test func pathsMayMoveToAnotherPackage() throws {
    let previous = [Sample.package("demo@1", "file path=x \(Self.file)")]
    let moved = [Sample.package("demo@2"), Sample.package("demo2@1", "file path=x \(Self.file)")]
    #expect(try ids(moved, previous: previous).isEmpty)
  }

  @Test(arguments: ["pkg.obsolete", "pkg.renamed"])
  func packagesThatDisappearMayDropTheirPaths(_ attribute: String) throws {
    let previous = [Sample.package("demo@1", "file path=x \(Self.file)")]
    let now = [Sample.bare("demo@2", "set name=\(attribute) value=true")]
    #expect(try !ids(now, previous: previous).contains("upgrade.removed-path"))
  }
}
