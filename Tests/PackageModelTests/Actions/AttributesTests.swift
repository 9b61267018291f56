import PackageModel
import Testing

@Suite struct AttributesTests {
  @Test func repeatedNamesMakeLists() {
    var attributes = Attributes([("a", "1"), ("b", "2"), ("a", "3")])
    #expect(attributes.names == ["a", "b"])
    #expect(attributes.values("a") == ["1", "3"])
    #expect(attributes["a"] == "1")
    #expect(attributes.entry("a")?.isList == true)
    #expect(attributes.entry("b")?.isList == false)
    attributes["a"] = "4"
    #expect(attributes.entry("a") == Attributes.Entry(name: "a", values: ["4"]))
    #expect(attributes.names == ["a", "b"])
    attributes.add("b", "5")
    #expect(attributes.values("b") == ["2", "5"])
    attributes["b"] = nil
    attributes.set("a", [])
    #expect(attributes.isEmpty)
    #expect(attributes.values("a").isEmpty)
  }

  @Test func aListOfOneIsNoSingleValue() {
    #expect(Attributes.Entry(name: "a", values: ["1"]) != Attributes.Entry(name: "a", values: ["1"], isList: true))
    #expect(Attributes.Entry(name: "a", values: ["1", "2"]).isList)
  }

  @Test func kindsKnowTheirNames() {
    for kind in ActionKind.allCases { #expect(ActionKind(name: kind.name) == kind) }
    for word: ByteString in ["", "fil", "files", "FILE", "dirx", "pkg"] { #expect(ActionKind(name: word) == nil) }
  }
}
