import Foundation
import ProjectConfiguration
import Testing

/// The composite action, its steps run as the runner of GitHub runs them.
@Suite struct GitHubActionTests {
  /// What a run of the steps left.
  private struct Outcome {
    var status: Int32
    var log: String
    var output: String
    var summary: String
  }

  private func run(
    _ inputs: [String: String], in folder: URL, path first: URL?, files: [String: String] = [:]
  ) throws -> Outcome {
    let action = try Kit.read("action.yml")
    for (name, text) in files { try Kit.write(text, to: "workspace/" + name, in: folder) }
    let workspace = folder.appendingPathComponent("workspace")
    try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
    var context = [
      "github.server_url": "https://example.invalid", "github.action_repository": "example/pkgwright",
    ]
    for input in action["inputs"]?.entries ?? [] {
      context["inputs." + input.key] = inputs[input.key] ?? input.value["default"]?.text ?? ""
    }
    let channels = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH"]
    var environment = ["GITHUB_ACTION_PATH": Kit.root.path, "RUNNER_TEMP": folder.path, "PATH": Kit.path(first)]
    for channel in channels {
      environment[channel] = folder.appendingPathComponent(channel).path
      try Kit.write("", to: channel, in: folder)
    }
    func channel(_ name: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    var outcome = Outcome(status: 0, log: "", output: "", summary: "")
    for step in action["runs"]?["steps"]?.items ?? [] {
      var variables = environment
      let added = try channel("GITHUB_PATH").split(separator: "\n").map(String.init)
      variables["PATH"] = (added + [environment["PATH"] ?? ""]).joined(separator: ":")
      for entry in step["env"]?.entries ?? [] {
        variables[entry.key] = try expand(entry.value.text ?? "", context)
      }
      let directory = try expand(step["working-directory"]?.text ?? ".", context)
      let script = try #require(step["run"]?.text)
      let result = try Kit.run(
        "/bin/bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        in: workspace.appendingPathComponent(directory), environment: variables)
      outcome.log += result.output
      outcome.status = result.status
      if result.status != 0 { break }
    }
    outcome.output = try channel("GITHUB_OUTPUT")
    outcome.summary = try channel("GITHUB_STEP_SUMMARY")
    return outcome
  }

  /// Puts values in the place of `${{ NAME }}`.
  private func expand(_ text: String, _ context: [String: String]) throws -> String {
    guard text.hasPrefix("${{"), text.hasSuffix("}}") else { return text }
    let name = text.dropFirst(3).dropLast(2).trimmingCharacters(in: .whitespaces)
    return try #require(context[name], "nothing is known of \(name)")
  }

  private static let wrong = LintRun.clean + "link path=x\n"

  @Test func findingsBecomeAnnotationsAndASummary() throws {
    try Kit.inDirectory { folder in
      let outcome = try run(
        ["args": "'a b.p5m'\nmore", "sarif": "lint.sarif"], in: folder, path: Kit.program(in: folder),
        files: ["a b.p5m": Self.wrong, "more/m.p5m": LintRun.clean.replacingOccurrences(of: "demo@", with: "other@")])
      #expect(outcome.status == 1 && outcome.output == "status=1\n")
      #expect(outcome.log.hasPrefix("::error file=a b.p5m,line=5,col=1,endColumn=12,title=pkglint.action009::"))
      #expect(outcome.summary.contains("### pkgwright lint") && outcome.summary.contains("in 2 packages"))
      let sarif = folder.appendingPathComponent("workspace/lint.sarif")
      #expect(try Data(contentsOf: sarif).count > 100)
    }
  }

  @Test func cleanFilesPassInAnyDirectory() throws {
    try Kit.inDirectory { folder in
      let outcome = try run(
        ["args": "m.p5m", "working-directory": "sub"], in: folder, path: Kit.program(in: folder),
        files: ["sub/m.p5m": LintRun.clean])
      #expect(outcome.status == 0 && outcome.output == "status=0\n" && outcome.log.isEmpty, "\(outcome)")
    }
  }

  @Test func otherCommandsRunAsTheyAre() throws {
    try Kit.inDirectory { folder in
      let outcome = try run(
        ["command": "fmt --check", "args": "m.p5m"], in: folder, path: Kit.program(in: folder),
        files: ["m.p5m": LintRun.clean])
      #expect(outcome.status == 0 && outcome.summary.isEmpty, "\(outcome)")
    }
  }

  @Test func inputsAreNeverRunByTheShell() throws {
    try Kit.inDirectory { folder in
      let outcome = try run(
        ["args": "$(touch gotcha) `touch gotcha` ;touch gotcha"], in: folder, path: Kit.program(in: folder))
      #expect(outcome.status != 0)
      let trap = folder.appendingPathComponent("workspace/gotcha").path
      #expect(!FileManager.default.fileExists(atPath: trap))
    }
  }

  @Test func releasesAreInstalledWhereTheirSumIsRight() throws {
    try Kit.inDirectory { folder in
      let programs = folder.appendingPathComponent("programs")
      try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
      for name in ["pkgwright", "pkgwright-depot"] {
        try FileManager.default.createSymbolicLink(
          at: programs.appendingPathComponent(name), withDestinationURL: BuiltProgram.url)
      }
      let release = folder.appendingPathComponent("releases/v0.1.0")
      let made = try Kit.run(
        "/bin/sh", [Kit.root.appendingPathComponent("Scripts/release-archive").path, release.path], in: folder,
        environment: ["PKGWRIGHT_PROGRAMS": programs.path])
      try #require(made.status == 0, "\(made.output)")
      let inputs = ["version": "0.1.0", "releases": "file://\(folder.path)/releases", "args": "m.p5m"]
      let fine = try run(inputs, in: folder, path: nil, files: ["m.p5m": LintRun.clean])
      #expect(fine.status == 0 && fine.output == "status=0\n", "\(fine)")
      let sum = String(repeating: "0", count: 64)
      let wrong = try run(inputs.merging(["sha256": sum]) { $1 }, in: folder, path: nil)
      #expect(wrong.status == 3 && wrong.log.contains("does not have the SHA-256"), "\(wrong)")
      let missing = try run(inputs.merging(["version": "9.9.9"]) { $1 }, in: folder, path: nil)
      #expect(missing.status != 0 && missing.output.isEmpty, "\(missing)")
    }
  }

  @Test(arguments: ["", "../x", "-x", "1 0"])
  func versionsThatAreNoneAreRefused(_ version: String) throws {
    try Kit.inDirectory { folder in
      let empty = folder.appendingPathComponent("empty")
      try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
      let outcome = try run(["version": version, "releases": "file:///nowhere"], in: folder, path: empty)
      #expect(outcome.status == 2 && outcome.log.hasPrefix("::error title=pkgwright::"), "\(outcome)")
    }
  }

  @Test(.enabled(if: Kit.has("check-jsonschema"), "check-jsonschema from PyPI is not installed"))
  func theActionIsWhatGitHubWants() throws {
    let result = try Kit.run(
      Kit.tools.appendingPathComponent("check-jsonschema").path,
      ["--builtin-schema", "vendor.github-actions", "action.yml"], in: Kit.root)
    #expect(result.status == 0, "\(result.output)")
  }
}
