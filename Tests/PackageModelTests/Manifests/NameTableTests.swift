import PackageModel
import Testing

/// The table of attribute names.
@Suite struct NameTableTests {
  private static func intern(_ name: ByteString, _ table: inout NameTable) -> NameTable.ID? {
    table.intern(name.bytes.span, 0..<name.count)
  }

  @Test func theGrammarsNamesHaveTheirNumbers() {
    let table = NameTable()
    #expect(table[NameTable.path] == "path")
    #expect(table[NameTable.target] == "target")
    #expect(table.lookup("clone_perms") == NameTable.clonePerms)
    #expect(table.lookup("nothing") == nil)
  }

  @Test func namesAreFoundAgainWhileTheTableGrows() {
    var table = NameTable()
    var numbers: [ByteString: NameTable.ID] = [:]
    for number in 0..<20_000 {
      let name = ByteString("facet.locale.\(number)")
      numbers[name] = Self.intern(name, &table)
    }
    #expect(Set(numbers.values).count == 20_000)
    for (name, number) in numbers {
      #expect(table.lookup(name) == number)
      #expect(Self.intern(name, &table) == number)
      #expect(table[number] == name)
    }
  }

  @Test func namesThatDifferInTheMiddleOrInLengthAreDifferent() {
    var table = NameTable()
    let names: [ByteString] = [
      "", "a", "b", "aa", "\u{0}", "\u{0}\u{0}", "12345678", "1234567", "123456789", "12345678x9abcdefg",
      "12345678y9abcdefg",
      "12345678xx12345678", "12345678xy12345678", "é", "e\u{301}",
    ]
    let numbers = names.map { Self.intern($0, &table) }
    #expect(Set(numbers).count == names.count)
    #expect(names.map { table.lookup($0) } == numbers)
  }

  @Test func ranksFollowTheBytes() {
    var table = NameTable()
    for name: ByteString in ["b", "a", "é", "Z", "a.b", "a"] { _ = Self.intern(name, &table) }
    let ranks = table.ranks()
    let sorted = table.names.sorted()
    for (number, name) in table.names.enumerated() { #expect(sorted[Int(ranks[number])] == name) }
  }

  @Test func aFullTableSaysSo() throws {
    var text: [UInt8] = Array("unknown".utf8)
    for number in 0..<66_000 { text += " n\(number)=x".utf8 }
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(reading: text, fileName: "m", diagnostics: &diagnostics)
    #expect(manifest.actionCount == 0)
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.remedy == "split the manifest")
  }
}
