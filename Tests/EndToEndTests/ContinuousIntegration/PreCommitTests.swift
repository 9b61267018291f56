import Foundation
import Testing

/// The hooks, run by pre-commit itself.
@Suite(.enabled(if: Kit.has("pre-commit"), "pre-commit from PyPI is not installed"))
struct PreCommitTests {
  /// Runs the hooks on a project with some files and gives what pre-commit says, and the files afterwards.
  private func run(
    _ hook: String, _ files: [String: String]
  ) throws -> (status: Int32, output: String, files: [String: String]) {
    try Kit.inDirectory { folder in
      let environment = [
        "PATH": Kit.path(try Kit.program(in: folder)), "PRE_COMMIT_HOME": folder.appendingPathComponent("home").path,
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": folder.path,
      ]
      func git(_ arguments: [String], in name: String) throws -> String {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        let result = try Kit.run(
          "/usr/bin/git", identity + arguments, in: folder.appendingPathComponent(name), environment: environment)
        try #require(result.status == 0, "\(result.output)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      let hooks = try String(contentsOf: Kit.root.appendingPathComponent(".pre-commit-hooks.yaml"), encoding: .utf8)
      try Kit.write(hooks, to: "hooks/.pre-commit-hooks.yaml", in: folder)
      _ = try git(["init", "--quiet"], in: "hooks")
      _ = try git(["add", "."], in: "hooks")
      _ = try git(["commit", "--quiet", "-m", "hooks"], in: "hooks")
      let revision = try git(["rev-parse", "HEAD"], in: "hooks")
      try Kit.write(
        """
        repos:
          - repo: file://\(folder.path)/hooks
            rev: \(revision)
            hooks:
              - id: \(hook)

        """, to: "project/.pre-commit-config.yaml", in: folder)
      for (name, text) in files { try Kit.write(text, to: "project/" + name, in: folder) }
      _ = try git(["init", "--quiet"], in: "project")
      _ = try git(["add", "."], in: "project")
      let result = try Kit.run(
        Kit.tools.appendingPathComponent("pre-commit").path, ["run", "--all-files", "--color", "never"],
        in: folder.appendingPathComponent("project"), environment: environment)
      let after = try Dictionary(
        uniqueKeysWithValues: files.keys.map { name in
          (name, try String(contentsOf: folder.appendingPathComponent("project/" + name), encoding: .utf8))
        })
      return (result.status, result.output, after)
    }
  }

  @Test func lintFailsOnFindings() throws {
    let files = ["a.p5m": LintRun.clean + "link path=x\n", "b c.p5m": LintRun.clean, "notes.txt": "no manifest"]
    let result = try run("pkgwright-lint", files)
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("a.p5m:5:1: error:") && result.output.contains("in 2 packages"), "\(result.output)")
  }

  @Test func lintPassesCleanManifests() throws {
    let result = try run("pkgwright-lint", ["a.p5m": LintRun.clean])
    #expect(result.status == 0 && result.output.contains("Passed"), "\(result.output)")
  }

  @Test func formatRewritesAndFails() throws {
    let result = try run("pkgwright-fmt", ["a.p5m": "set   name=pkg.fmri value=a@1\n"])
    #expect(result.status == 1 && result.output.contains("files were modified by this hook"), "\(result.output)")
    #expect(result.files["a.p5m"] == "set name=pkg.fmri value=a@1\n")
    let clean = try run("pkgwright-fmt", ["a.p5m": "set name=pkg.fmri value=a@1\n", "b.txt": "x"])
    #expect(clean.status == 0, "\(clean.output)")
  }

  @Test func configurationsOfProjectsCount() throws {
    let files = ["a.p5m": LintRun.clean + "set name=a_b value=1\n", "pkgwright.yaml": "lint: {fail-on: warning}\n"]
    #expect(try run("pkgwright-lint", files).status == 1)
  }
}
