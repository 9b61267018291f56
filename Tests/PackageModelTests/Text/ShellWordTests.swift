import Testing

@testable import PackageModel

@Suite("Words of a shell")
struct ShellWordTests {
  @Test(arguments: [
    ("plain-1.0/x@y:z=%+,", "plain-1.0/x@y:z=%+,"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
    ("$(id)", "'$(id)'"),
    ("ü", "'ü'"), ("a\nb", "'a\nb'"), ("~", "'~'"), ("*", "'*'"),
  ])
  func word(_ text: String, _ expected: String) {
    #expect(ShellWord.word(text) == expected)
  }
}
