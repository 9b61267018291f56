import IPSRepository
import PackageModel
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    ("{}", "{}"), (" [ 1 , -2.50 , true,false,null ] ", "[1,-2.50,true,false,null]"),
    (#"{"b":1,"a":{"d":[],"c":"x"}}"#, #"{"a":{"c":"x","d":[]},"b":1}"#),
    (
      #""caf\u00e9 \ud83d\ude00 \/ \"\\ \b\f\n\r\t \u001f \u007f""#,
      #""caf\u00E9 \uD83D\uDE00 / \"\\ \b\f\n\r\t \u001F "# + "\u{7f}\""
    ),
    (#""\ud800x\udc00""#, #""\uD800x\uDC00""#), ("\"é€😀\"", #""\u00E9\u20AC\uD83D\uDE00""#),
  ])
  func isWrittenInOneForm(_ text: String, _ expected: String) throws {
    let value = try JSONReader.read(Array(text.utf8))
    #expect(String(decoding: JSONWriter.bytes(value), as: UTF8.self) == expected)
    #expect(try JSONReader.read(JSONWriter.bytes(value)) == value)
    #expect(try JSONReader.read(JSONWriter.bytes(value, .indented, escapingNonASCII: false)) == value)
  }

  @Test(arguments: [
    "", "{", "[1,", "[1 2]", #"{"a"}"#, #"{"a":}"#, "{a:1}", "tru", "1 2", #""x"#, #""\x""#, #""\u12"#, "\"\u{1}\"",
    "-", "+",
    String(repeating: "[", count: 10_000), "[1,]", #"{"a":1,}"#,
  ])
  func mistakesAreRefused(_ text: String) {
    #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test func indentedFormIsThatOfTheReference() throws {
    let value = JSONValue.object(["b": .array([.integer(1), .object([:])]), "a": .array([]), "c": .string("é")])
    let expected = "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {}\n  ],\n  \"c\": \"é\"\n}"
    #expect(String(decoding: JSONWriter.bytes(value, .indented, escapingNonASCII: false), as: UTF8.self) == expected)
  }

  @Test func emptyObjectsAreSignedWithoutAComma() throws {
    let (bytes, signature) = SignedJSON.sign(.object([:]))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "{\"_SIGNATURE\":{\"sha-1\":\"\(signature)\"}}\n")
    #expect(signature == "5f36b2ea290645ee34d943220a14b54ee5ea5be5")
    #expect(try SignedJSON.read(bytes, path: "x").members.isEmpty)
  }
}
