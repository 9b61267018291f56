import DebianLinting
import Foundation
import Linting
import PackageModel
import TestSupport
import Testing

/// What is said about the checks.
@Suite struct CatalogTests {
  @Test func tagsAreUnique() {
    let tags = DebianChecks.all.map(\.tag)
    #expect(Set(tags).count == tags.count)
    #expect(Set(tags).isDisjoint(with: CheckRegistry.all.map(\.id)))
  }

  @Test(arguments: DebianChecks.all.map(\.tag))
  func everythingIsSaid(_ tag: String) throws {
    let check = try #require(DebianChecks.check(tag)).check
    for text in [check.summary, check.explanation, check.wrong, check.right] { #expect(!text.isEmpty) }
    #expect(check.wrong != check.right)
    #expect(check.family.suppression == .override)
    for message in check.messages { #expect(!message.summary.isEmpty && !message.remedy.isEmpty) }
  }
}

/// What is said about profiles.
@Suite struct ProfileTests {
  @Test func whatAProfileSilencesIsDocumented() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/lintian.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for silence in LintProfile.release.silences {
      #expect(DebianChecks.check(silence.tag) != nil, "\(silence.tag)")
      let place = silence.below.isEmpty ? " (everywhere)" : ""
      #expect(text.contains("| `\(silence.tag)`\(place) | \(silence.reason) |"), "\(silence.tag)")
    }
  }

  @Test func aReleaseIsSilentBelowOptOnly() throws {
    let scratch = try Scratch()
    var draft = Draft()
    draft["opt/demo/list", 0o755] = "x\n"
    draft["usr/share/demo/list", 0o755] = "x\n"
    try draft.write(to: scratch("tree"))
    let package = try PackageIntake.read(tree: scratch.name("tree"))
    let tags = DebianLinter(profile: .release).run(package).map(\.fullLine)
    #expect(tags == ["executable-not-elf-or-script [usr/share/demo/list]"])
  }
}
