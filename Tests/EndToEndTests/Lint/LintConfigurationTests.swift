import Foundation
import Testing

/// The section `lint` of pkgwright.yaml.
@Suite struct LintConfigurationTests {
  private static let warning = LintRun.clean + "set name=a_b value=1\n"
  private static let error = LintRun.clean + "link path=x\n"

  private func run(
    _ configuration: String, _ arguments: [String] = ["m.p5m"], manifest: String = warning, in directory: String = ""
  ) throws -> LintRun {
    try LintRun(
      ["lint"] + arguments, ["pkgwright.yaml": configuration, "m.p5m": manifest, "sub/n.p5m": manifest], in: directory)
  }

  private static let settings: [(String, Int32)] = [
    ("lint:\n", 0), ("lint: {fail-on: warning}\n", 1), ("lint: {max-warnings: 0}\n", 1),
    ("lint: {max-warnings: 1}\n", 0), ("lint:\n  fail-on: note\n  ignore: [pkglint.action001]\n", 0),
    ("lint:\n  levels:\n    pkglint.action001: error\n", 1),
    ("lint:\n  levels:\n    pkglint.action001: error\n    pkglint.action001.2: note\n", 0),
    ("lint:\n  fail-on: note\n  levels: {pkglint.action001.2: off}\n", 0),
    ("lint:\n  fail-on: note\n  select: pkglint.action002\n", 0),
    ("lint:\n  fail-on: note\n  exceptions:\n    - {files: 'm.*', ignore: [pkglint]}\n", 0),
    ("lint:\n  fail-on: note\n  exceptions:\n    - {files: 'n.*', ignore: [pkglint]}\n", 1),
  ]

  @Test(arguments: settings)
  func keysMeanWhatTheOptionsMean(_ configuration: String, _ status: Int32) throws {
    let run = try run(configuration)
    #expect(run.status == status, "\(run.output)\(run.complaints)")
  }

  @Test func theCommandLineWins() throws {
    #expect(try run("lint: {fail-on: warning}\n", ["--fail-on", "error", "m.p5m"]).status == 0)
    #expect(try run("lint: {fail-on: warning}\n", ["--no-config", "m.p5m"]).status == 0)
    #expect(try run("lint: {fail-on: error}\n", ["--config", "pkgwright.yaml", "m.p5m"]).status == 0)
  }

  @Test func filesMayBeListed() throws {
    let run = try run("lint: {files: [m.p5m, sub]}\n", [])
    #expect(run.status == 0 && run.output.contains("in 2 packages"))
  }

  @Test func theNearestFileAboveCounts() throws {
    let run = try run("lint: {fail-on: warning, files: m.p5m}\n", [], in: "sub")
    #expect(run.status == 1 && run.output.contains("../m.p5m:5:"))
  }

  @Test func versionControlEndsTheSearch() throws {
    let files = ["pkgwright.yaml": "nonsense: 1\n", "sub/.git/HEAD": "", "sub/m.p5m": LintRun.clean]
    #expect(try LintRun(["lint", "m.p5m"], files, in: "sub").status == 0)
    #expect(try LintRun(["lint", "m.p5m"], files.filter { $0.key != "sub/.git/HEAD" }, in: "sub").status == 2)
  }

  @Test func parametersReachTheChecks() throws {
    let manifest = LintRun.clean + "file path=usr/bin/x owner=root group=bin mode=0555 elfbits=32\n"
    let parameter = "lint:\n  parameters:\n    pkglint.action014.report_errors: true\n"
    #expect(try run("lint:\n", manifest: manifest).status == 0)
    #expect(try run(parameter, manifest: manifest).output.contains("pkglint.action014.2"))
  }

  @Test func allMistakesAreToldWithTheirPlaces() throws {
    let run = try run(
      """
      lint:
        fail_on: warning
        max-warnings: many
        ignore: [pkglint.acton001]
        levels:
          pkglint.action001: grave
        targets: linux
      lnt: 1
      """)
    #expect(run.status == 2 && run.output.isEmpty)
    for part in [
      "pkgwright.yaml:2:3: error: unknown key 'fail_on' in 'lint'\n      fail_on: warning\n      ^",
      "did you mean fail-on?", "pkgwright.yaml:3:17: error: 'max-warnings' must be a number, not 'many'",
      "pkgwright.yaml:4:12: error: there is no check 'pkglint.acton001'", "did you mean pkglint.action001?",
      "pkgwright.yaml:6:24: error: 'grave' is no value of 'pkglint.action001'",
      "pkgwright.yaml:7:12: error: 'linux' is no value of 'targets'",
      "pkgwright.yaml:8:1: error: unknown key 'lnt'", "did you mean lint?",
    ] {
      #expect(run.complaints.contains(part), "\(part) is not in \(run.complaints)")
    }
  }

  @Test(arguments: [
    ("lint: [", "pkgwright.yaml:1:"), ("a: b: c\n", "pkgwright.yaml:1:5"), ("- x\n", "must be a section"),
  ])
  func brokenFilesAreRefused(_ configuration: String, _ part: String) throws {
    let run = try run(configuration)
    #expect(run.status == 2 && run.complaints.contains(part), "\(run.complaints)")
  }

  @Test func aMissingFileIsRefused() throws {
    let run = try LintRun(["lint", "--config", "nope.yaml", "m.p5m"], ["m.p5m": LintRun.clean])
    #expect(run.status == 2 && run.complaints.contains("nope.yaml"))
  }

  /// The keys of the section that a JSON schema describes.
  private static func schemaKeys() throws -> Set<String> {
    struct Schema: Decodable {
      struct Section: Decodable { var properties: [String: Part] }
      struct Part: Decodable {}
      var properties: [String: Section]
    }
    let file = Kit.root.appendingPathComponent("docs/pkgwright.schema.json")
    let schema = try JSONDecoder().decode(Schema.self, from: Data(contentsOf: file))
    return Set(schema.properties["lint"]?.properties.keys.map { $0 } ?? [])
  }

  @Test func theSchemaHasAllKeys() throws {
    let complaints = try run("lint: {zzzzzzzzzzzzzzzz: 1}\n").complaints
    let list = try #require(complaints.range(of: "the keys are ").map { complaints[$0.upperBound...] })
    let keys = list.trimmingCharacters(in: .whitespacesAndNewlines).components(separatedBy: ", ")
    #expect(Set(keys) == (try Self.schemaKeys()))
  }

  /// The example of docs/lint.md.
  private static func example() throws -> String {
    let text = try String(contentsOf: Kit.root.appendingPathComponent("docs/lint.md"), encoding: .utf8)
    let lines = text.components(separatedBy: "\n").drop { $0 != "    lint:" }
    return lines.prefix { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }.joined(separator: "\n") + "\n"
  }

  @Test func theDocumentedExampleIsRead() throws {
    let checked = try run(try Self.example())
    // Everything is understood; what it names is not there.
    #expect(checked.status == 3 && checked.complaints.contains("lint.baseline"), "\(checked.complaints)")
  }

  @Test(.enabled(if: Kit.has("check-jsonschema"), "check-jsonschema from PyPI is not installed"))
  func theSchemaAcceptsTheExampleAndNothingElse() throws {
    try Kit.inDirectory { folder in
      try Kit.write(try Self.example(), to: "example.yaml", in: folder)
      try Kit.write("lint: {fail_on: error}\n", to: "wrong.yaml", in: folder)
      let schema = Kit.root.appendingPathComponent("docs/pkgwright.schema.json").path
      for (file, status) in [("example.yaml", 0), ("wrong.yaml", 1)] as [(String, Int32)] {
        let tool = Kit.tools.appendingPathComponent("check-jsonschema").path
        let result = try Kit.run(tool, ["--schemafile", schema, file], in: folder)
        #expect(result.status == status, "\(result.output)")
      }
    }
  }
}
