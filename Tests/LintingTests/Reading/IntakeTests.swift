import Linting
import PackageModel
import Testing

/// Reading manifests whatever is wrong with them.
@Suite struct IntakeTests {
  private func read(_ text: String) -> ManifestIntake.Result { ManifestIntake.read(Array(text.utf8), file: "m.p5m") }

  @Test func brokenLinesAreToldAndTheRestIsChecked() {
    let result = read("set name=pkg.fmri value=demo@1\nbogus x=y\n<include x>\nfile path=\n")
    #expect(result.package?.name == "pkg:/demo@1,5.11")
    #expect(result.findings.map(\.id) == Array(repeating: "lint.manifest002", count: 3))
    #expect(Set(result.findings.compactMap(\.place.line)) == [2, 3, 4])
    #expect(result.findings.allSatisfy { $0.remedy != nil && $0.place.text != nil })
  }

  @Test(arguments: [
    ("set name=x value=y", "lint.manifest003"), ("", "lint.manifest003"), ("# note", "lint.manifest003"),
    ("set name=pkg.fmri value=demo", "lint.manifest003"), ("set name=pkg.fmri value=demo@1.02", "lint.manifest002"),
    ("set name=pkg.fmri value=a@1 value=b@1", "lint.manifest002"), ("\u{7f}ELF\u{1}\u{2}", "lint.manifest002"),
  ])
  func namelessManifests(_ text: String, _ id: String) {
    let result = read(text)
    #expect(result.package == nil)
    #expect(result.findings.map(\.id) == [id])
  }

  @Test func bytesThatAreNoTextAreTold() {
    let result = ManifestIntake.read([0x73, 0x65, 0x74, 0xff, 0xfe, 0x0a], file: "m.p5m")
    #expect(
      result.findings.map(\.message) == [
        "the file is not UTF-8: 'utf-8' codec can't decode byte 0xff in position 3: invalid start byte"
      ])
  }

  @Test(arguments: [
    ([0xc3, 0x41], "byte 0xc3 in position 0: invalid continuation byte"),
    ([0x41, 0xe2, 0x82, 0x41], "bytes in position 1-2: invalid continuation byte"),
    ([0xe2, 0x82], "bytes in position 0-1: unexpected end of data"),
    ([0xed, 0xa0, 0x80], "byte 0xed in position 0: invalid continuation byte"),
    ([0xf5], "byte 0xf5 in position 0: invalid start byte"),
  ])
  func placesOfBrokenText(_ bytes: [UInt8], _ reason: String) {
    let message = ManifestIntake.read(bytes, file: "m").findings.first?.message ?? ""
    #expect(message.hasSuffix("can't decode " + reason), "\(message)")
  }

  @Test func placesPointAtAttributes() throws {
    let lines = "file path=x owner=root \\\n  group=bin \\\n\tmode=0446\n  dir path=\"é y\" owner=r group=b mode=0644"
    let findings = try Sample.findings([Sample.package("a@1", lines)]).filter { $0.id.hasPrefix("pkglint.action002") }
    let places = findings.map { [$0.place.line, $0.place.column, $0.place.endColumn] }
    #expect(places == [[8, 2, 11], [9, 35, 44]])
    #expect(findings[1].place.characterColumn == 34)
    #expect(findings[0].place.text == "\tmode=0446")
  }

  @Test func attributeNamesInsideOfValuesAreNotMeant() throws {
    let lines = "file path=\"a mode=1 b\" owner=root group=bin mode=0446"
    let finding = try #require(try Sample.findings([Sample.package("a@1", lines)]).first { $0.id.hasSuffix("002.4") })
    #expect(finding.place.column == 45)
  }

  @Test func randomTextNeverCrashes() {
    var generator = Linear(state: 7)
    let alphabet = Array("set file path=mode=\"'\\\n <>$()#@:/,.-_0é\t\r".utf8) + [0, 0xff]
    for _ in 0..<300 {
      let text = (0..<Int(generator.next() % 200)).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
      let name = Array("set name=pkg.fmri value=demo@1\n".utf8)
      let result = ManifestIntake.read(name + text, file: "m")
      guard let package = result.package else { continue }
      var maker = FindingMaker()
      let reports = LintEngine().run(LintModel(files: [package]))
      let content = ReportContent(
        findings: (result.findings + maker.findings(of: reports)).numbered(), subjects: ["m"], failLevel: .error,
        version: "1")
      for format in ReportFormat.allCases {
        #expect(format == .github || !format.write(content).isEmpty || content.findings.isEmpty)
      }
    }
  }

  private struct Linear {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
