import Foundation
import Linting
import PackageModel
import Testing

/// The forms of reports, read by strict readers.
@Suite struct ReportTests {
  /// Findings with everything that needs escaping.
  private static func content() throws -> ReportContent {
    let lines = """
      set name="a_b,c:d%25<&>\\"'" value=1
      set name=info.source_url value="é\u{1}"
      file path="opt/x y" owner=root group=bin mode=0446 pkg.linted.pkglint.action002.4=true
      dir path=opt/d owner=root group=bin mode=zz facet.x=yes
      set name=pkg.additional-x value=1
      """
    var findings = try Sample.findings([
      Sample.package("a@1", lines), Sample.package("b@1", "dir path=opt/d mode=0755"),
    ])
    findings.append(
      LintFinding(
        id: "lint.manifest001", level: .critical, message: "no\r\nline", place: .init(file: "dir/a b,c:ü.p5m")))
    return ReportContent(
      findings: findings.numbered(), subjects: ["m0.p5m", "m1.p5m", "clean.p5m", "dir/a b,c:ü.p5m"], failLevel: .error,
      version: "1.2.3")
  }

  private func json(_ format: ReportFormat) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(format.write(Self.content())))
  }

  @Test func sarifHasTheStructureOfTheStandard() throws {
    let problems = SARIFChecker().problems(in: try json(.sarif))
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  @Test func emptySarifIsValidToo() throws {
    let content = ReportContent(findings: [], subjects: [], failLevel: nil, version: "1")
    let value = try JSONSerialization.jsonObject(with: Data(ReportFormat.sarif.write(content)))
    #expect(SARIFChecker().problems(in: value).isEmpty)
  }

  @Test func sarifCheckerNoticesMistakes() throws {
    var root = try #require(try json(.sarif) as? [String: Any])
    var run = try #require((root["runs"] as? [[String: Any]])?.first)
    var results = try #require(run["results"] as? [[String: Any]])
    results[0]["level"] = "fatal"
    results[1]["ruleIndex"] = 99
    results[2]["nonsense"] = true
    run["results"] = results
    root["runs"] = [run]
    #expect(SARIFChecker().problems(in: root).count == 3)
  }

  @Test func sarifTellsOfSuppressionsAndFixes() throws {
    let text = String(decoding: ReportFormat.sarif.write(try Self.content()), as: UTF8.self)
    #expect(text.contains("\"suppressions\"") && text.contains("\"inSource\""))
    #expect(text.contains("\"deletedRegion\"") && text.contains("\"name=info.source-url\""))
    #expect(text.contains("\"dir/a%20b,c%3A%C3%BC.p5m\""))
  }

  @Test(arguments: [ReportFormat.junit, .checkstyle])
  func xmlIsWellFormed(_ format: ReportFormat) throws {
    let reader = XMLReader(Data(format.write(try Self.content())))
    #expect(reader.problem == nil)
    #expect(!reader.elements.isEmpty)
  }

  @Test func junitCounts() throws {
    let content = try Self.content()
    let reader = XMLReader(Data(ReportFormat.junit.write(content)))
    let suite = try #require(reader.elements.first { $0.name == "testsuite" }?.attributes)
    let cases = reader.elements.filter { $0.name == "testcase" }
    let failures = reader.elements.filter { $0.name == "failure" }
    #expect(suite["tests"] == String(cases.count))
    #expect(suite["failures"] == String(failures.count))
    #expect(failures.count == content.count(.error, .critical))
    #expect(cases.contains { $0.attributes["name"] == "clean.p5m" })
    #expect(cases.allSatisfy { $0.attributes["classname"] != nil && $0.attributes["name"] != nil })
    let allowed: Set = ["testsuites", "testsuite", "testcase", "failure", "system-out"]
    #expect(Set(reader.elements.map(\.name)).isSubset(of: allowed))
  }

  @Test func checkstyleHasFilesAndPlaces() throws {
    let reader = XMLReader(Data(ReportFormat.checkstyle.write(try Self.content())))
    let errors = reader.elements.filter { $0.name == "error" }
    #expect(errors.allSatisfy { ["error", "warning", "info"].contains($0.attributes["severity"]) })
    #expect(errors.contains { $0.attributes["message"]?.contains("a_b,c:d%25<&>\"'") == true })
    let files = reader.elements.filter { $0.name == "file" }.compactMap { $0.attributes["name"] }
    #expect(files == ["dir/a b,c:ü.p5m", "m0.p5m", "m1.p5m"])
    #expect(errors.allSatisfy { $0.attributes["line"] != "0" && $0.attributes["column"] != "0" })
  }

  @Test func githubCommandsAreEscaped() throws {
    let text = String(decoding: ReportFormat.github.write(try Self.content()), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == (try Self.content()).open.count)
    for line in lines {
      let fields = line.components(separatedBy: "::")
      #expect(["error", "warning", "notice"].contains { fields[1].hasPrefix($0 + " file=") }, "\(line)")
      let properties = fields[1].split(separator: " ", maxSplits: 1)[1].split(separator: ",")
      #expect(properties.allSatisfy { $0.contains("=") }, "\(line)")
      #expect(!line.contains("\r"))
    }
    #expect(text.contains("file=dir/a b%2Cc%3Aü.p5m,title=lint.manifest001::no%0D%0Aline"))
    #expect(text.contains("a_b,c:d%2525<&>"))
  }

  @Test func gitlabHasWhatIsRequired() throws {
    let list = try #require(try json(.gitlab) as? [[String: Any]])
    #expect(Set(list.compactMap { $0["fingerprint"] as? String }).count == list.count)
    for entry in list {
      #expect(Set(entry.keys) == ["description", "check_name", "fingerprint", "severity", "location"])
      #expect(["info", "minor", "major", "critical", "blocker"].contains(entry["severity"] as? String))
      let location = try #require(entry["location"] as? [String: Any])
      let begin = (location["lines"] as? [String: Any])?["begin"] as? Int
      #expect(location["path"] is String && begin ?? 0 >= 1)
    }
  }

  @Test func jsonAndLinesSayTheSame() throws {
    let document = try #require(try json(.json) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    let lines = String(decoding: ReportFormat.jsonl.write(try Self.content()), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == findings.count)
    for (line, finding) in zip(lines, findings) {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary
      #expect(value == finding as NSDictionary)
    }
    let summary = try #require(document["summary"] as? [String: Int])
    #expect(summary["suppressed"] == 1 && summary["packages"] == 4)
  }

  @Test func textShowsTheLineAndAMark() throws {
    let text = String(decoding: ReportFormat.text.write(try Self.content()), as: UTF8.self)
    #expect(
      text.contains(
        "    dir path=opt/d owner=root group=bin mode=zz facet.x=yes\n" + String(repeating: " ", count: 40)
          + "^~~~~~~\n"))
    #expect(text.contains("    help: "))
    #expect(!text.unicodeScalars.contains("\u{1}"))
    let short = String(decoding: ReportFormat.short.write(try Self.content()), as: UTF8.self)
    #expect(short.split(separator: "\n").count == (try Self.content()).open.count)
  }

  @Test func reportsAreTheSameEachTime() throws {
    for format in ReportFormat.allCases {
      #expect(format.write(try Self.content()) == format.write(try Self.content()))
    }
  }

  @Test func baselineKnowsItsFindingsWhereverTheyMove() throws {
    let before = try Sample.findings([Sample.package("a@1", "set name=a_b value=1\nset name=c_d value=1")])
    let baseline = try Baseline(reading: Baseline.text(of: before), file: "b")
    let moved = try Sample.findings([Sample.package("a@1", "# note\n\nset name=a_b value=1\nset name=e_f value=1")])
    let (new, gone) = baseline.filter(moved)
    #expect(new.map(\.message) == ["underscore in 'set' action name e_f in pkg://test/a@1,5.11"])
    #expect(gone == 1)
  }

  @Test(arguments: ["", "no baseline\n", "# pkgwright lint baseline 1\nabc\tx\ty\n"])
  func otherTextsAreNoBaselines(_ text: String) {
    #expect(throws: Baseline.Malformed.self) { try Baseline(reading: Array(text.utf8), file: "b") }
  }
}
