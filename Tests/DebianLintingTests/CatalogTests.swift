import DebianLinting
import Linting
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
