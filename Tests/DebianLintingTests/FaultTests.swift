import DebianLinting
import Linting
import PackageModel
import TestSupport
import Testing

/// Each check speaks up where it should and is silent where nothing is wrong.
@Suite struct FaultTests {
  private func lint(_ draft: Draft) throws -> [TagHint] {
    let scratch = try Scratch()
    try draft.write(to: scratch("tree"))
    return DebianLinter().run(try PackageIntake.read(tree: scratch.name("tree")))
  }

  @Test func nothingIsWrongWithTheFirstDraft() throws {
    #expect(try lint(Draft()).map(\.fullLine) == [])
  }

  @Test func nothingIsWrongWithAService() throws {
    var draft = Draft()
    Faults.addService(&draft)
    #expect(try lint(draft).map(\.fullLine) == [])
  }

  @Test func nothingIsWrongWithAProgram() throws {
    var draft = Draft()
    draft.set("Architecture", "amd64")
    draft.set("Depends", "libc6")
    draft.files["usr/lib/demo/tool"] = .init(bytes: SampleELF.program(), mode: 0o755)
    #expect(try lint(draft).map(\.fullLine) == [])
  }

  @Test(arguments: Faults.all)
  func aFaultIsFound(_ fault: Fault) throws {
    let tags = try lint(fault.draft()).map(\.tag)
    #expect(tags.contains(fault.tag), "\(tags)")
  }

  @Test func everyCheckHasAFault() {
    let covered = Set(Faults.all.map(\.tag)).union(ContainerTests.tags)
    #expect(DebianChecks.all.map(\.tag).filter { !covered.contains($0) } == [])
  }
}

extension TagHint {
  /// Tag, context and place.
  var fullLine: String { fullContext.isEmpty ? tag : "\(tag) \(fullContext)" }
}
