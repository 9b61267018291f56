import PackageModel
import Staging
import Testing

@Suite struct SourceComparisonTests {
  private static let source = """
    dir path=etc mode=0755
    file etc/a.conf path=etc/a.conf mode=0644
    dir path=usr mode=0755
    dir path=usr/bin mode=0755
    file usr/bin/vi path=usr/bin/vi mode=0755
    hardlink path=usr/bin/view target=vi
    link path=usr/bin/ex target=vi
    file usr/bin/other path=usr/bin/other mode=0755
    dir path=var mode=0755
    dir path=var/empty mode=0700
    file COPYING path=COPYING mode=0644
    """

  private func compare(_ manifests: String...) throws -> [String] {
    func manifest(_ text: String, _ name: String) throws -> Manifest {
      try Manifest(reading: Array(text.utf8), fileName: name)
    }
    let own = try manifest(Self.source, "source")
    var comparison = SourceComparison(source: (0..<own.actionCount).map { own.action(at: $0) })
    for (number, text) in manifests.enumerated() { comparison.compare(try manifest(text, "m\(number)")) }
    return comparison.result().map { finding in
      let place = finding.location.map { " \($0.file):\($0.line ?? 0)" } ?? ""
      return
        "\(finding.path) \(finding.reason.rawValue) \(finding.source?.text ?? "-") \(finding.manifest?.text ?? "-")\(place)"
    }
  }

  private static let whole = """
    set name=pkg.fmri value=a@1
    file path=etc/a.conf mode=644
    file path=usr/bin/vi mode=0755 owner=root
    hardlink path=usr/bin/view target=../bin/vi
    link path=usr/bin/ex target=vi
    file path=usr/bin/other mode=0o755
    license COPYING license=MIT
    dir path=/var/empty mode=0700
    """

  @Test func nothingDiffers() throws {
    #expect(try compare(Self.whole) == [])
  }

  @Test func eachDifferenceIsFound() throws {
    let found = try compare(
      """
      file path=etc/a.conf mode=0600
      dir path=usr/bin/vi mode=0755
      hardlink path=usr/bin/view target=other
      link path=usr/bin/ex target=nvi
      file usr/bin/other path=opt/renamed mode=0755
      file path=gone mode=0644
      license COPYING license=MIT
      """)
    #expect(
      found == [
        "etc/a.conf mode 0644 0600 m0:1",
        "gone missing - file m0:6",
        "usr/bin/ex target vi nvi m0:4",
        "usr/bin/vi kind file dir m0:2",
        "usr/bin/view target vi other m0:3",
        "var undelivered dir -",
        "var/empty undelivered dir -",
      ])
  }

  @Test func severalManifestsAreTakenTogether() throws {
    let lines = Self.whole.split(separator: "\n").map(String.init)
    #expect(try compare(lines[..<4].joined(separator: "\n"), lines[4...].joined(separator: "\n")) == [])
  }

  @Test func furtherNamesMayBeFiles() throws {
    let text = Self.whole.replacing(
      "hardlink path=usr/bin/view target=../bin/vi", with: "file path=usr/bin/view mode=0711")
    #expect(try compare(text) == ["usr/bin/view mode 0755 0711 m0:4"])
  }
}
