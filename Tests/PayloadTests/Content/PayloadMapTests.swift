import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct PayloadMapTests {
  @Test func namesComeBeforeSearchRoots() throws {
    let scratch = try Scratch()
    try run("mkdir", ["-p", scratch("one/usr"), scratch("two/usr")])
    try scratch.write("one/usr/a", [1])
    try scratch.write("two/usr/a", [2])
    try scratch.write("two/usr/b", [3])
    var map = PayloadMap(searchRoots: [scratch.name("one"), scratch.name("two")])
    map["usr/b"] = .memory([9])
    #expect(try map.source(for: "usr/a").bytes(limit: 1) == [1])
    #expect(try map.source(for: "/usr/a").bytes(limit: 1) == [1])
    #expect(try map.source(for: "usr/b").bytes(limit: 1) == [9])
    map["usr/b"] = nil
    #expect(try map.source(for: "usr/b").bytes(limit: 1) == [3])
    #expect(map.count == 0)
  }

  @Test func aMissingNameSaysWhereItWasLookedFor() throws {
    let scratch = try Scratch()
    let map = PayloadMap(searchRoots: [scratch.name("one"), scratch.name("two")])
    let tried = [scratch.name("one/x"), scratch.name("two/x")]
    #expect(throws: PayloadError.missing("x", tried: tried)) { try map.source(for: "x") }
    #expect(throws: PayloadError.missing("NOHASH", tried: [])) { try PayloadMap().source(for: "NOHASH") }
  }

  @Test func whatIsNotAFileIsNotContent() throws {
    let scratch = try Scratch()
    try run("mkdir", ["-p", scratch("directory")])
    let map = PayloadMap(searchRoots: [scratch.name("")])
    #expect(throws: PayloadError.self) { try map.source(for: "directory") }
  }

  @Test func mergingPrefersTheOther() throws {
    var first = PayloadMap(searchRoots: ["a", "b"])
    first["x"] = .memory([1])
    var second = PayloadMap(searchRoots: ["b", "c"])
    second["x"] = .memory([2])
    first.merge(second)
    #expect(first.searchRoots == ["a", "b", "c"])
    #expect(try first.source(for: "x").bytes(limit: 1) == [2])
  }
}
