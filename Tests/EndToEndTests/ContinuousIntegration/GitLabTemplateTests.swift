import Foundation
import ProjectConfiguration
import Testing

/// The template for GitLab CI, its jobs run as a runner runs them.
@Suite struct GitLabTemplateTests {
  private func run(_ job: String, in folder: URL, files: String) throws -> (status: Int32, output: String) {
    let template = try Kit.read("ci/gitlab/pkgwright.yml")
    var environment = ["PATH": Kit.path(try Kit.program(in: folder))]
    for variable in template["variables"]?.entries ?? [] { environment[variable.key] = variable.value.text ?? "" }
    environment["PKGWRIGHT_FILES"] = files
    let script = try #require(template[job]?["script"])
    let lines = script.items.compactMap(\.text)
    return try Kit.run(
      "/bin/bash", ["-eo", "pipefail", "-c", lines.joined(separator: "\n")], in: folder, environment: environment)
  }

  @Test func findingsBecomeReports() throws {
    try Kit.inDirectory { folder in
      try Kit.write(LintRun.clean + "link path=x\n", to: "d/m.p5m", in: folder)
      let result = try run("pkgwright-lint", in: folder, files: "d")
      #expect(result.status == 1 && result.output.contains("d/m.p5m:5:1: error:"), "\(result.output)")
      let template = try Kit.read("ci/gitlab/pkgwright.yml")
      let reports = try #require(template["pkgwright-lint"]?["artifacts"]?["reports"]?.entries)
      #expect(reports.map(\.key) == ["codequality", "junit"])
      for report in reports {
        let file = folder.appendingPathComponent(try #require(report.value.text))
        #expect(try Data(contentsOf: file).count > 100)
      }
    }
  }

  @Test func layoutIsChecked() throws {
    try Kit.inDirectory { folder in
      try Kit.write("set   name=pkg.fmri value=a@1\n", to: "m.p5m", in: folder)
      #expect(try run("pkgwright-fmt", in: folder, files: "").status == 1)
      try Kit.write("set name=pkg.fmri value=a@1\n", to: "m.p5m", in: folder)
      try FileManager.default.removeItem(at: folder.appendingPathComponent("program"))
      #expect(try run("pkgwright-fmt", in: folder, files: "m.p5m").status == 0)
    }
  }

  @Test(.enabled(if: Kit.has("check-jsonschema"), "check-jsonschema from PyPI is not installed"))
  func theTemplateIsWhatGitLabWants() throws {
    let result = try Kit.run(
      Kit.tools.appendingPathComponent("check-jsonschema").path,
      ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", "ci/gitlab/pkgwright.yml"],
      in: Kit.root)
    #expect(result.status == 0, "\(result.output)")
  }
}
