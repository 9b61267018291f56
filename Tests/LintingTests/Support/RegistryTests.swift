import Foundation
import Linting
import Testing

/// What the registry says about checks.
@Suite struct RegistryTests {
  @Test func idsAreUnique() {
    let ids = CheckRegistry.all.flatMap { check in check.messages.map { check.id + $0.suffix } }
    #expect(Set(ids).count == ids.count)
    #expect(Set(CheckRegistry.all.map(\.id)).count == CheckRegistry.all.count)
  }

  @Test func fortyChecksRun() { #expect(CheckRegistry.running.count == 40) }

  @Test(arguments: CheckRegistry.all.map(\.id))
  func everythingIsSaid(_ id: String) throws {
    let check = try #require(CheckRegistry.check(id))
    #expect(!check.messages.isEmpty)
    for text in [check.summary, check.explanation, check.wrong, check.right] { #expect(!text.isEmpty) }
    #expect(check.wrong != check.right)
    for message in check.messages {
      #expect(!message.summary.isEmpty && !message.remedy.isEmpty)
      #expect(CheckRegistry.check(check.id + message.suffix)?.id == check.id)
    }
  }

  @Test func documentationIsUpToDate() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/checks.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == CheckText.document(), "run: pkgwright explain --all --format markdown > docs/checks.md")
  }
}
