import Linting
import PackageModel
import Testing

/// `pkg.linted` attributes.
@Suite struct SuppressionTests {
  private func lines(_ manifests: [String]) throws -> [String] {
    try Sample.messages(manifests).map { "\($0.level.name) \($0.id)" }
  }

  @Test func actionSuppressesItsOwnMessages() throws {
    let manifest = Sample.package("a@1", "set name=a_b value=1 pkg.linted.pkglint.action001=true")
    #expect(try lines([manifest]) == ["INFO pkglint.action008", "INFO pkglint001.5"])
  }

  @Test(arguments: ["pkg.linted", "pkg.linted.pkglint.action00", "pkg.linted.pkglint.action001.2"])
  func packageSuppresses(_ name: String) throws {
    let manifest = Sample.package("a@1", "set name=a_b value=1\nset name=\(name) value=TRUE")
    #expect(try lines([manifest]) == ["INFO pkglint.manifest007", "INFO pkglint001.5"])
  }

  @Test(arguments: ["pkg.linted.pkglint.action001.2.x", "pkg.linted.pkglint.action002"])
  func otherNamesDoNot(_ name: String) throws {
    let manifest = Sample.package("a@1", "set name=a_b value=1\nset name=\(name) value=true")
    #expect(try lines([manifest]).contains("WARNING pkglint.action001.2"))
  }

  @Test func severalValuesSuppressNothing() throws {
    let manifest = Sample.package(
      "a@1", "set name=a_b value=1\nset name=pkg.linted.pkglint.action001 value=true value=true")
    #expect(
      try lines([manifest]) == ["INFO pkglint.manifest007", "ERROR pkglint001.6", "WARNING pkglint.action001.2"])
    #expect(try !Sample.messages([manifest]).contains(where: \.counts))
  }

  @Test func lastActionOfAPackageIsRememberedByPkglintOnly() throws {
    let first = Sample.package("a@1", "file path=x owner=root group=bin mode=0444 pkg.linted=true")
    let second = Sample.bare("b@1", "set name=pkg.summary value=x")
    #expect(try lines([first, second]).filter { $0 == "INFO pkglint001.5" }.count == 2)
    let open = try Sample.findings([first, second]).filter { !$0.isSuppressed }.map(\.id)
    #expect(open == ["pkglint.action008", "opensolaris.manifest001.1", "opensolaris.manifest001.1"])
  }

  @Test func suppressedMessagesOfLowerLevelsAreNotTold() throws {
    let manifest = Sample.package("a@1", "set name=a_b value=1 pkg.linted=true")
    #expect(try Sample.messages([manifest], threshold: .error).isEmpty)
  }

  @Test func linesArePadded() {
    #expect(LintMessage(.error, "x", "text").line == "ERROR x" + String(repeating: " ", count: 27) + "text")
    let long = LintMessage(.critical, String(repeating: "i", count: 40), "text").line
    #expect(long == "CRITICAL " + String(repeating: "i", count: 40) + "text")
  }
}
