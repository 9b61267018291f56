@testable import Recipes
import Testing

@Suite struct FpmFlagsTests {
  @Test func everyOptionHasARow() {
    let missing = FpmOption.allCases.filter { FpmFlags.of($0) == nil }
    #expect(missing.isEmpty)
  }

  @Test func namesAndLettersAreUnique() {
    #expect(Set(FpmFlags.all.map(\.name)).count == FpmFlags.all.count)
    let letters = FpmFlags.all.compactMap(\.letter)
    #expect(Set(letters).count == letters.count)
  }

  @Test(arguments: [
    ("-t", "output-type"), ("-s", "input-type"), ("-C", "chdir"), ("-p", "package"), ("-f", "force"), ("-n", "name"),
    ("-v", "version"), ("-d", "depends"), ("-a", "architecture"), ("-m", "maintainer"),
    ("-S", "package-name-suffix"), ("-e", "edit"), ("-x", "exclude"), ("-h", "help"),
    ("--no-deb-auto-config-files", "deb-auto-config-files"),
    ("--deb-no-default-config-files", "deb-no-default-config-files"),
    ("--no-rpm-autoreq", "rpm-autoreq"), ("--rpm-attr", "rpm-attr"),
  ])
  func switchesAreKnown(_ word: String, _ name: String) {
    #expect(FpmFlags.named(word)?.name == name)
  }

  @Test func theHelpNamesEveryFlagWithinTheWidth() {
    let lines = FpmHelp.text(program: "test").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 118 })
    for flag in FpmFlags.all { #expect(lines.contains { $0.hasPrefix("    " + flag.usage) }) }
  }
}
