import Linting
import PackageModel
import Testing

/// What fixes make of manifests.
@Suite struct FixTests {
  /// Applies all fixes, round after round.
  private func mended(_ text: String) throws -> String {
    var text = text
    for _ in 0..<10 {
      let fixes = try Sample.findings([text]).filter { !$0.isSuppressed }.compactMap(\.fix)
      let (result, count) = FixApplication.apply(fixes, to: Array(text.utf8))
      guard count > 0 else { break }
      text = String(decoding: result, as: UTF8.self)
    }
    return text
  }

  private static let cases: [(String, String)] = [
    ("set name=info.source_url value=x\n", "set name=info.source-url value=x\n"),
    ("set value=x name=\"info.source_url\"\n", "set value=x name=info.source-url\n"),
    ("set name=info.source_url \\\n    value=x\n", "set name=info.source-url \\\n    value=x\n"),
    (
      "dir path=x owner=root group=bin mode=0755 facet.a=yes\n",
      "dir path=x owner=root group=bin mode=0755 facet.a=true\n"
    ),
    ("license COPYING license=MIT path=x\n", "license COPYING license=MIT\n"),
    ("license COPYING path=x license=MIT\n", "license COPYING license=MIT\n"),
    ("license COPYING \\\n    path=x \\\n    license=MIT\n", "license COPYING \\\n    license=MIT\n"),
    ("license COPYING license=MIT \\\n    path=x\n", "license COPYING license=MIT\n"),
    ("license COPYING license=MIT \\\n    path=x", "license COPYING license=MIT"),
    ("# why\ndepend fmri=a type=require\ndepend type=require fmri=a\n", "# why\ndepend fmri=a type=require\n"),
    (
      "set name=a value=1 \\\n    value=2\nset name=a \\\n    value=1 value=2\nset name=b value=1\n",
      "set name=a value=1 \\\n    value=2\nset name=b value=1\n"
    ),
    ("license a license=b\nlicense a license=b", "license a license=b\n"),
  ]

  @Test(arguments: cases)
  func fixesKeepTheRestAsItIs(_ wrong: String, _ right: String) throws {
    let head = Sample.package("a@1").split(separator: "\n").joined(separator: "\n") + "\n"
    #expect(try mended(head + wrong) == head + right)
  }

  @Test(arguments: [
    // What differs may be meant.
    "depend fmri=a type=require\ndepend fmri=a@1 type=require\n", "set name=a value=1\nset name=a value=2\n",
    "license a license=b\nlicense c license=b\n",
    // What is written in an odd way is better changed by hand.
    "set name=\"info.source\\_url\" value=x\n",
    // Known.
    "license COPYING license=MIT path=x pkg.linted=true\n",
  ])
  func whatIsNotSafeIsLeftAlone(_ lines: String) throws {
    let text = Sample.package("a@1", lines)
    #expect(try mended(text) == text)
  }

  @Test func emptyDescriptionsAndThoseOfObsoletePackagesGo() throws {
    let fmri = "set name=pkg.fmri value=pkg://test/a@1.0\n"
    let obsolete = fmri + "set name=pkg.obsolete value=true\n"
    #expect(try mended(obsolete + "set name=pkg.summary value=x\nset name=pkg.description value=y\n") == obsolete)
    let named = fmri + "set name=pkg.summary value=x\n"
    #expect(try mended(named + "set name=pkg.description value=\"\"\n") == named)
  }

  @Test func positionsAreCodePoints() throws {
    let fix = try #require(
      try Sample.findings([Sample.package("a@1", "license ä license=MIT path=x")]).compactMap(\.fix).first)
    #expect(fix.edit.start == TextEdit.Position(line: 6, column: 22))
    #expect(fix.edit.end == TextEdit.Position(line: 6, column: 29))
  }

  @Test func overlappingFixesWait() {
    let start = TextEdit.Position(line: 1, column: 1)
    func fix(_ range: Range<Int>, _ text: ByteString) -> LintFinding.Fix {
      LintFinding.Fix(title: "x", edit: TextEdit(range: range, start: start, end: start, replacement: text))
    }
    let text = Array("set name=a value=b\n".utf8)
    let (result, count) = FixApplication.apply([fix(9..<10, "c"), fix(9..<18, "d"), fix(17..<18, "e")], to: text)
    #expect(count == 2)
    #expect(ByteString(result) == "set name=c value=e\n")
    #expect(FixApplication.apply([fix(0..<4, "")], to: text).count == 0)
    #expect(FixApplication.apply([fix(0..<400, "")], to: text).count == 0)
  }

  @Test func fixesOfRandomTextComeToAnEndAndBreakNothing() throws {
    let words = [
      "set", "name=a", "value=b", "license", "x", "license=y", "path=z", "\\", "\n", "\n", "depend", "fmri=p",
      "type=require",
      "facet.f=yes", "\"q r\"", "name=info.source_url", "#", "\t", "name=pkg.description", "value=\"\"", "é=ü",
    ]
    var state: UInt64 = 11
    for _ in 0..<400 {
      var text = Sample.bare("a@1", "")
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int(state >> 33) % words.count] + " "
      }
      for round in 0...30 {
        let before = ManifestIntake.read(Array(text.utf8), file: "m0.p5m")
        guard let package = before.package else { break }
        var maker = FindingMaker()
        let fixes = maker.findings(of: LintEngine().run(LintModel(files: [package]))).compactMap(\.fix)
        let (result, count) = FixApplication.apply(fixes, to: Array(text.utf8))
        guard count > 0 else { break }
        #expect(round < 30, "\(text)")
        text = String(decoding: result, as: UTF8.self)
        #expect(ManifestIntake.read(result, file: "m0.p5m").findings.count <= before.findings.count, "\(text)")
      }
    }
  }
}
