import Foundation
import Testing

/// The recorded cases of the reference tools, replayed against the program that was built.
@Suite struct GoldenTests {
  /// Programs that cases call; a case whose program is missing is skipped.
  private static let tools = ["python3", "make", "dpkg-deb", "dpkg", "ar", "tar", "xz", "bzip2", "zcat", "gzip"]

  /// The cases of drop-ins that there are; a drop-in that is missing is told by a test of its own.
  private static let cases = GoldenCase.all.filter { golden in
    guard let dropIn = golden.dropIn else { return pipeline.isSubset(of: BuiltProgram.dropIns) }
    // Cases about packages that were published need the commands that publish them.
    let words = golden.script.split { !$0.isLetter }.map(String.init)
    return BuiltProgram.dropIns.isSuperset(of: publishing.intersection(words).union([dropIn]))
  }

  private static let publishing: Set<String> = ["pkgrecv", "pkgrepo", "pkgsend"]

  private static let pipeline: Set<String> = ["pkgdiff", "pkgfmt", "pkgmogrify", "pkgsend"]

  @Test(arguments: cases)
  func replays(_ golden: GoldenCase) throws {
    let words = Set(golden.script.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init))
    let missing = Self.tools.filter { words.contains($0) && !BuiltProgram.isInstalled($0) }
    guard missing.isEmpty else {
      print("skipped \(golden.testDescription): \(missing.joined(separator: ", ")) not installed")
      return
    }
    let found = try GoldenRun(golden: golden, commands: BuiltProgram.commands).differences()
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func thereAreCasesOfEveryTool() {
    let tools = Set(GoldenCase.all.map(\.tool))
    #expect(tools.isSuperset(of: ["fpm", "pkgdiff", "pkgfmt", "pkgmogrify", "pkgsend-generate", "pipeline"]))
  }

  @Test func everyToolHasItsDropIn() {
    let tools = Set(GoldenCase.all.compactMap(\.dropIn))
    #expect(tools.subtracting(BuiltProgram.dropIns).isEmpty)
  }
}
