import Foundation
import Testing

/// `pkgwright lint` and `pkgwright explain` as users run them.
@Suite struct LintCommandTests {
  private static let clean = LintRun.clean

  private func run(_ arguments: [String], _ files: [String: String] = [:], keep: ((URL) throws -> Void)? = nil) throws
    -> LintRun
  {
    try LintRun(arguments, files, keep: keep)
  }

  @Test func cleanManifest() throws {
    let run = try run(["lint", "m.p5m"], ["m.p5m": Self.clean])
    #expect(run.status == 0 && run.output == "0 errors, 0 warnings, 0 notes in 1 package\n")
  }

  @Test func errorsFail() throws {
    let run = try run(["lint", "--format", "short", "m.p5m"], ["m.p5m": Self.clean + "link path=x\n"])
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("m.p5m:5:1: error: Publication error"))
  }

  private static let thresholds: [([String], Int32)] = [
    (["--fail-on", "warning"], 1), (["--fail-on", "error"], 0), (["--max-warnings", "0"], 1),
    (["--max-warnings", "1"], 0), (["--fail-on", "never"], 0),
    (["--ignore", "pkglint.action001", "--fail-on", "note"], 0),
    (["--select", "pkglint.action002", "--fail-on", "note"], 0),
    (["--select", "pkglint.action001.2", "--fail-on", "note"], 1),
  ]

  @Test(arguments: thresholds)
  func warningsFailOnRequest(_ options: [String], _ status: Int32) throws {
    #expect(try run(["lint"] + options + ["m.p5m"], ["m.p5m": Self.clean + "set name=a_b value=1\n"]).status == status)
  }

  @Test func severalReportsInOneRun() throws {
    let arguments = [
      "lint", "--format", "short", "--format=sarif", "--output", "a.sarif", "--format", "junit", "-o", "b.xml", "m.p5m",
    ]
    var sizes: [Int] = []
    let run = try run(arguments, ["m.p5m": Self.clean + "link path=x\n"]) { folder in
      sizes = try ["a.sarif", "b.xml"].map { try Data(contentsOf: folder.appendingPathComponent($0)).count }
    }
    #expect(run.status == 1 && run.output.split(separator: "\n").count == 1)
    #expect(sizes.allSatisfy { $0 > 100 })
  }

  @Test func baselines() throws {
    let files = ["d/m.p5m": Self.clean + "link path=x\n"]
    var baseline = ""
    let write = try run(["lint", "--write-baseline", "b", "d"], files) { folder in
      baseline = try String(contentsOf: folder.appendingPathComponent("b"), encoding: .utf8)
    }
    #expect(write.status == 0 && write.output.isEmpty)
    let known = try run(["lint", "--baseline", "b", "d"], files.merging(["b": baseline]) { $1 })
    #expect(known.status == 0)
    let grown = ["d/m.p5m": Self.clean + "link path=x\nlink path=y\n", "b": baseline]
    #expect(try run(["lint", "--baseline", "b", "d"], grown).status == 1)
  }

  @Test func directoriesAreSearched() throws {
    let run = try run(
      ["lint", "d"], ["d/a/m.p5m": Self.clean, "d/b/n.mf": Self.clean, "d/.git/x.p5m": "bogus", "d/notes.txt": "x"])
    #expect(run.output.contains(" in 2 packages\n"))
    #expect(run.output.contains("[pkglint.manifest004]"))
  }

  private static let mistakes: [([String], Int32, String)] = [
    (["lint"], 2, "nothing to check"),
    (["lint", "--select", "pkglint.acton002", "m.p5m"], 2, "did you mean pkglint.action002?"),
    (["lint", "--format", "sariff", "m.p5m"], 2, "did you mean sarif?"),
    (["lint", "--format"], 2, "--format needs a value"),
    (["lint", "--fail-on", "x", "m.p5m"], 2, "--fail-on"),
    (["lint", "--format", "json", "--format", "sarif", "m.p5m"], 2, "standard output"),
    (["lint", "nope.p5m"], 3, "cannot open nope.p5m"), (["lint", "."], 3, "nothing to check"),
    (["lint", "--baseline", "m.p5m", "m.p5m"], 3, "no baseline"),
    (["lint", "--pkglintrc", "m.p5m", "m.p5m"], 2, "corrupt pkglintrc"),
    (["lint", "--reference", "m.p5m", "m.p5m"], 3, "m.p5m"),
    (["lint", "--output", "no/such/dir/x", "m.p5m"], 3, "no/such/dir"),
    (["explain", "nothing"], 2, "there is no check 'nothing'"),
    (["explain"], 2, "--all"),
  ]

  @Test(arguments: mistakes)
  func mistakesAreTold(_ arguments: [String], _ status: Int32, _ part: String) throws {
    let files = arguments.last == "." ? [:] : ["m.p5m": Self.clean]
    let run = try run(arguments, files)
    #expect(run.status == status)
    #expect(run.complaints.contains(part), "\(run.complaints)")
  }

  @Test func oneUnreadableFileDoesNotHideTheOthers() throws {
    let run = try run(["lint", "--format", "short", "nope.p5m", "m.p5m"], ["m.p5m": Self.clean + "link path=x\n"])
    #expect(run.status == 3 && run.output.contains("m.p5m:5:1") && run.complaints.contains("nope.p5m"))
  }

  @Test func standardInputIsAManifest() throws {
    let arguments = ["lint", "--format", "short", "--stdin-filename", "x/m.p5m", "-"]
    let run = try LintRun(arguments, input: Self.clean + "link path=x\n")
    #expect(run.status == 1 && run.output.hasPrefix("x/m.p5m:5:1: error:"))
    #expect(try LintRun(["lint", "--fix", "-"], input: Self.clean).status == 2)
    let diff = try LintRun(["lint", "--diff", "-"], input: Self.clean + "license a license=b path=c\n")
    #expect(diff.status == 1 && diff.output.contains("+license a license=b\n"))
  }

  @Test func longLinesAreCutAroundThePlace() throws {
    let line = "file path=x owner=root group=bin mode=0444 a=" + String(repeating: "y", count: 5_000) + " a_b=1"
    let run = try run(["lint", "m.p5m"], ["m.p5m": Self.clean + line + "\n"])
    #expect(run.output.contains("yyy a_b=1\n") && run.output.contains("\n    …"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count < 200 }, "\(run.output)")
  }

  @Test func explains() throws {
    let one = try run(["explain", "pkglint.action002.4"])
    #expect(one.status == 0 && one.output.hasPrefix("pkglint.action002: Paths should not have unusual permissions.\n"))
    #expect(try run(["explain", "--all"]).output.split(separator: "\n").count > 70)
  }
}
