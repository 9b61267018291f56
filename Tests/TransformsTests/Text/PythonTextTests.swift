import Testing

@testable import Transforms

@Suite struct PythonTextTests {
  @Test(arguments: [
    ("a", "'a'"), ("it's", "\"it's\""), ("\"'", "'\"\\''"), ("\\\n\t\r", "'\\\\\\n\\t\\r'"),
    ("\u{1}\u{7f}", "'\\x01\\x7f'"),
    ("é\u{a0}", "'é\\xa0'"), ("\u{200b}\u{e000}", "'\\u200b\\ue000'"), ("😀\u{e0001}", "'😀\\U000e0001'"),
  ])
  func writesReprs(text: String, expected: String) {
    #expect(String(decoding: PythonText.repr(Array(text.utf8)), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("5", 5), (" +07 ", 7), ("-3", -3), ("1_000", 1000), ("٣", 3), ("", nil), ("1_", nil), ("_1", nil), ("1__2", nil),
    ("a", nil), ("1.0", nil), ("+", nil), ("- 1", nil), ("99999999999999999999", Int.max),
  ])
  func readsNumbers(text: String, expected: Int?) {
    #expect(PythonText.integer(text.unicodeScalars.map(\.value)) == expected)
  }

  @Test func bytesThatAreNoCharactersSurvive() {
    let bytes: [UInt8] = [0x61, 0xff, 0xc3, 0xa9, 0xc3, 0xe2, 0x82, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80]
    let scalars = PythonText.scalars(bytes)
    #expect(scalars.prefix(4) == [0x61, 0xdcff, 0xe9, 0xdcc3])
    #expect(PythonText.bytes(scalars) == bytes)
  }
}
