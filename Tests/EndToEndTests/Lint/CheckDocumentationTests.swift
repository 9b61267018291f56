import Foundation
import Linting
import PkgwrightCommands
import Testing

/// What is written about all checks, whatever kind of package they look at.
@Suite struct CheckDocumentationTests {
  @Test func documentationIsUpToDate() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/checks.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text == CheckText.document(of: LintChecks.catalog),
      "run: pkgwright explain --all --format markdown > docs/checks.md")
  }

  @Test func idsAreUnique() {
    let ids = LintChecks.catalog.checks.flatMap { check in check.messages.map { check.id + $0.suffix } }
    #expect(Set(ids).count == ids.count)
  }
}
