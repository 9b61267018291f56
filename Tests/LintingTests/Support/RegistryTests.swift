import Linting
import Testing

/// What the registry says about checks.
@Suite struct RegistryTests {
  @Test func idsAreUnique() {
    let ids = CheckRegistry.all.flatMap { check in check.messages.map { check.id + $0.suffix } }
    #expect(Set(ids).count == ids.count)
    #expect(Set(CheckRegistry.all.map(\.id)).count == CheckRegistry.all.count)
  }

  @Test func fortyChecksRun() { #expect(CheckRegistry.pkglint.count == 40) }

  @Test(arguments: CheckRegistry.all.map(\.id))
  func everythingIsSaid(_ id: String) throws {
    let check = try #require(CheckRegistry.catalog.check(id))
    #expect(!check.messages.isEmpty)
    for text in [check.summary, check.explanation, check.wrong, check.right] { #expect(!text.isEmpty) }
    #expect(check.wrong != check.right)
    for message in check.messages {
      #expect(!message.summary.isEmpty && !message.remedy.isEmpty)
      #expect(CheckRegistry.catalog.check(check.id + message.suffix)?.id == check.id)
    }
  }
}
