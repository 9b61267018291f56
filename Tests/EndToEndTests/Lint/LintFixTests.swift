import Foundation
import Testing

/// `pkgwright lint --fix` and `--diff`, and what the checks against trees and published versions read.
@Suite struct LintFixTests {
  private static let wrong = LintRun.clean + "license COPYING license=MIT path=x\nset name=a_b value=1\n"
  private static let right = LintRun.clean + "license COPYING license=MIT\nset name=a_b value=1\n"

  @Test func fixesAreWritten() throws {
    var text = ""
    var mode: Any?
    let run = try LintRun(["lint", "--fix", "--format", "short", "d"], ["d/m.p5m": Self.wrong]) { folder in
      let file = folder.appendingPathComponent("d/m.p5m")
      text = try String(contentsOf: file, encoding: .utf8)
      mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    }
    #expect(text == Self.right && mode as? Int == 0o644)
    #expect(run.status == 0 && run.output.hasSuffix("[pkglint.action001.2]\n"))
    #expect(run.complaints == "note: mended: 1, in d/m.p5m\n")
  }

  @Test func differencesAreShownWithoutWriting() throws {
    var text = ""
    let run = try LintRun(["lint", "--diff", "m.p5m"], ["m.p5m": Self.wrong]) { folder in
      text = try String(contentsOf: folder.appendingPathComponent("m.p5m"), encoding: .utf8)
    }
    #expect(text == Self.wrong && run.status == 1)
    #expect(run.output.contains("-license COPYING license=MIT path=x\n+license COPYING license=MIT\n"))
    #expect(try LintRun(["lint", "--diff", "m.p5m"], ["m.p5m": Self.right]).output.isEmpty)
  }

  @Test func whatIsIgnoredOrKnownIsNotMended() throws {
    var text = ""
    _ = try LintRun(["lint", "--fix", "--ignore", "pkglint.action007", "m.p5m"], ["m.p5m": Self.wrong]) { folder in
      text = try String(contentsOf: folder.appendingPathComponent("m.p5m"), encoding: .utf8)
    }
    #expect(text == Self.wrong)
  }

  @Test func treesAreCompared() throws {
    let manifest =
      LintRun.clean + """
        file path=a owner=root group=bin mode=0644
        file path=b owner=root group=bin mode=0444
        file path=c owner=root group=bin mode=0644
        dir path=d owner=root group=bin mode=0755

        """
    let files = ["m.p5m": manifest, "tree/a": "", "tree/b": "", "tree/d": "", "tree/e/f": ""]
    let run = try LintRun(["lint", "--format", "short", "--tree", "tree", "m.p5m"], files)
    #expect(run.status == 1)
    #expect(
      run.output.split(separator: "\n").map { $0.split(separator: " ").last.map(String.init) ?? "" }.sorted()
        == ["[tree.kind]", "[tree.missing]", "[tree.mode]", "[tree.undelivered]", "[tree.undelivered]"])
    #expect(run.output.contains("tree/e/f: warning: the file e/f of the tree is delivered by no manifest"))
    #expect(run.output.contains("m.p5m:7:6: error: the file c is not in the tree"))
    let clean = ["m.p5m": LintRun.clean + "file path=a owner=root group=bin mode=0644\n", "tree/a": ""]
    #expect(try LintRun(["lint", "--fail-on", "note", "--tree", "tree", "m.p5m"], clean).status == 0)
    #expect(try LintRun(["lint", "--tree", "nope", "m.p5m"], clean).status == 3)
  }

  @Test func publishedVersionsAreCompared() throws {
    let old = LintRun.clean + "file path=etc/x owner=root group=bin mode=0444 preserve=true\n"
    let new = LintRun.clean.replacingOccurrences(of: "@1.0", with: "@0.9")
    let run = try LintRun(
      ["lint", "--format", "short", "--previous", "old.p5m", "new.p5m"], ["old.p5m": old, "new.p5m": new])
    #expect(run.status == 1)
    #expect(run.output.contains("[upgrade.downgrade]") && run.output.contains("[upgrade.dropped-conffile.2]"))
    #expect(try LintRun(["lint", "--previous", "old.p5m", "new.p5m"], ["old.p5m": "x", "new.p5m": new]).status == 3)
  }

  @Test func targetsAreAskedFor() throws {
    let files = ["m.p5m": LintRun.clean + "driver name=x\n"]
    #expect(try LintRun(["lint", "m.p5m"], files).status == 0)
    let run = try LintRun(["lint", "--target", "debian", "--fail-on", "warning", "m.p5m"], files)
    #expect(run.status == 1 && run.output.contains("[mapping.debian.action]"))
  }
}
