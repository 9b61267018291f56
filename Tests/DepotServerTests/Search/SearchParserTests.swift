import PackageModel
import Testing

@testable import DepotServer

@Suite struct SearchParserTests {
  private func term(_ package: ByteString, _ kind: ByteString, _ heading: ByteString, _ word: ByteString)
    -> SearchExpression
  {
    var term = SearchTerm(word)
    term.fields.package = package
    term.fields.kind = kind
    term.fields.heading = heading
    return .term(term)
  }

  private func word(_ word: ByteString) -> SearchExpression { .term(SearchTerm(word)) }

  @Test func wordsSideBySideBindCloserThanOperators() throws {
    #expect(try SearchParser.parse("a b OR c") == .either(.both(word("a"), word("b")), word("c")))
    #expect(try SearchParser.parse("a AND b OR c") == .both(word("a"), .either(word("b"), word("c"))))
    #expect(try SearchParser.parse("(a OR b) c") == .both(.either(word("a"), word("b")), word("c")))
  }

  @Test func fieldsAreLeftOutFromTheLeft() throws {
    #expect(try SearchParser.parse(":::tool") == term("", "", "", "tool"))
    #expect(try SearchParser.parse("basename:tool") == term("", "", "basename", "tool"))
    #expect(try SearchParser.parse("file:basename:tool") == term("", "file", "basename", "tool"))
    #expect(try SearchParser.parse("demo/tool:file:basename:tool") == term("demo/tool", "file", "basename", "tool"))
    #expect(try SearchParser.parse("pkg:/demo:file::x") == term("/demo", "file", "", "x"))
    #expect(try SearchParser.parse("file::") == term("", "file", "", "*"))
    #expect(try SearchParser.parse("basename: tool") == term("", "", "basename", "tool"))
  }

  @Test func anEscapedColonIsPartOfTheWord() throws {
    #expect(try SearchParser.parse(#"svc\:/network/ssh\:default"#) == word("svc:/network/ssh:default"))
    #expect(try SearchParser.parse(#":::a\:b"#) == term("", "", "", "a:b"))
  }

  @Test func quotesAndBracketsEndAWordOnlyAtItsEnd() throws {
    #expect(try SearchParser.parse("(a(b)") == word("a(b"))
    #expect(try SearchParser.parse("don't") == word("don't"))
    var phrase = SearchTerm(phrase: ["one:two", "three"])
    #expect(try SearchParser.parse(#""one:two  three""#) == .term(phrase))
    phrase = SearchTerm(phrase: ["a", "b"])
    phrase.fields.kind = "set"
    phrase.fields.heading = "pkg.summary"
    #expect(try SearchParser.parse("set:pkg.summary:'a b'") == .term(phrase))
  }

  @Test func packagesOfAnExpression() throws {
    #expect(try SearchParser.parse("<a>") == .packages(word("a")))
    #expect(try SearchParser.parse("pkgs<a b>") == .packages(.both(word("a"), word("b"))))
    #expect(try SearchParser.parse("pKg<a> OR <b>") == .either(.packages(word("a")), .packages(word("b"))))
    #expect(try SearchParser.parse("a<b") == word("a<b"), "within a word it is nothing special")
  }

  @Test(arguments: [
    ("", 0), ("(x", 0), ("x)", 1), ("a AND", 5), ("OR a", 0), ("\"a b", 0), ("a \"\"", 2), ("<a", 0), ("a>", 1),
    ("()", 1), ("(a>", 0),
  ])
  func aMistakeHasItsPlace(_ text: String, _ offset: Int) {
    let error = #expect(throws: SearchQueryError.self) { try SearchParser.parse(ByteString(text)) }
    #expect(error?.code == .syntax)
    #expect(error?.offset == offset)
    #expect(error?.description.hasSuffix("\t" + text + "\n\t" + String(repeating: " ", count: offset) + "^") == true)
  }

  @Test func packagesAndActionsDoNotMix() {
    for text in ["a AND <b>", "<a> OR b", "a <b>", "(a (<b> c))"] as [ByteString] {
      let error = #expect(throws: SearchQueryError.self) { try SearchParser.parse(text) }
      #expect(error?.code == .mixedResults)
    }
  }

  @Test func deepBracketsAreRefused() {
    let text = ByteString([UInt8](repeating: UInt8(ascii: "("), count: 100_000))
    #expect(throws: SearchQueryError.self) { try SearchParser.parse(text) }
  }

  @Test func theFiveFields() throws {
    let query = try SearchQuery(parsing: "True_1_20_5_a_b")
    #expect(query.isCaseSensitive && query.result == .packages && query.limit == 20 && query.start == 5)
    #expect(query.text == "a_b")
    for (text, code) in [
      ("bogus", .incomplete), ("False_3_None_None_x", .badField), ("Maybe_2_None_None_x", .badField),
      ("False_2_x_None_x", .badField), ("False_2_None_x_x", .badField),
      ("False_2_None_None_" + String(repeating: "a ", count: 120), .tooManyWords),
    ] as [(String, SearchQueryError.Code)] {
      let error = #expect(throws: SearchQueryError.self) { try SearchQuery(parsing: ByteString(text)) }
      #expect(error?.code == code)
      #expect(error?.isBadRequest == false)
    }
  }
}
