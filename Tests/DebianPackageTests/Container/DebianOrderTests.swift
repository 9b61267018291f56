import PackageModel
import Payload
import Testing

@testable import DebianPackage

@Suite struct DebianOrderTests {
  func entry(_ name: ByteString, _ kind: TarEntry.Kind, mode: UInt32 = 0o644) -> TarEntry {
    TarEntry(name, kind, mode: mode, modificationTime: 0)
  }

  @Test func directoriesThenTheirContentThenLinks() throws {
    let names: [ByteString] = ["", "a", "a/b", "a-b", "a-b/c", "a.b", "b"]
    let entries = names.map { entry($0, .directory) }
    let links = ["a/0", "a0", "z"].map { entry(ByteString($0), .symbolicLink("x")) }
    for _ in 0..<20 {
      let order = try DebianOrder.arrange((entries + links).shuffled())
      #expect(order.map(\.name) == names + ["a/0", "a0", "z"])
    }
  }

  @Test func theFirstNameCarriesTheContent() throws {
    let file = entry("m", .file(.memory([1])), mode: 0o4755)
    let order = try DebianOrder.arrange([entry("z", .hardLink("b")), file, entry("b", .hardLink("m"))])
    #expect(order.map(\.name) == ["b", "m", "z"])
    #expect(order.map(\.mode) == [0o4755, 0o4755, 0o4755])
    #expect(try order[0].content?.bytes(limit: 1) == [1])
    for other in order[1...] {
      guard case .hardLink("b") = other.kind else {
        Issue.record("\(other.name) is \(other.kind)")
        return
      }
    }
  }

  @Test func namesOfASymbolicLinkMoveTogether() throws {
    let order = try DebianOrder.arrange([
      entry("a", .hardLink("s")), entry("b", .fifo), entry("s", .symbolicLink("x")),
    ])
    #expect(order.map(\.name) == ["b", "a", "s"])
    guard case .symbolicLink("x") = order[1].kind, case .hardLink("a") = order[2].kind else {
      Issue.record("\(order)")
      return
    }
  }

  @Test func linksThatLeadNowhere() {
    #expect(throws: DebWriteError.entry("a", .linkToNothing("x"))) {
      try DebianOrder.arrange([entry("a", .hardLink("x"))])
    }
    #expect(throws: DebWriteError.entry("a", .linkToItself)) {
      try DebianOrder.arrange([entry("a", .hardLink("b")), entry("b", .hardLink("a"))])
    }
    #expect(throws: DebWriteError.entry("a", .linkToDirectory("d"))) {
      try DebianOrder.arrange([entry("a", .hardLink("d")), entry("d", .directory)])
    }
  }
}
