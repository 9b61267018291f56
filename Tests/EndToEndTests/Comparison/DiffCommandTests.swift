import Foundation
import Testing

/// `pkgwright diff` as users run it.
@Suite struct DiffCommandTests {
  private static let files = """
    printf 'file x path=a owner=root pkg.size=1\\ndir path=d\\n' >a
    printf 'dir path=d\\nfile y path=a owner=bin pkg.size=2\\nlink path=l target=a\\n' >b

    """

  private func run(_ script: String) throws -> CommandRun {
    try CommandRun.withFolder { try CommandRun.shell(Self.files + script, in: $0) }
  }

  @Test func showsWhatDiffers() throws {
    let result = try run("pkgwright diff a b; echo $?; pkgwright diff a a; echo $?")
    #expect(
      result.output == """
        file path=a
          - x
          + y
          - owner=root
          + owner=bin
          - pkg.size=1
          + pkg.size=2
        + link path=l target=a
        1
        0

        """)
  }

  @Test func choosesWhatIsCompared() throws {
    #expect(try run("pkgwright diff --ignore hash,size --ignore owner --types file a b").status == 0)
    #expect(try run("pkgwright diff --only owner a b").output == "file path=a\n  - owner=root\n  + owner=bin\n")
    #expect(try run("pkgwright diff --types link - b <a").output == "+ link path=l target=a\n")
  }

  @Test func tellsMachinesToo() throws {
    let result = try run("pkgwright diff --format json a b")
    #expect(result.status == 1)
    let value = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(value["different"] as? Bool == true)
    let changes = try #require(value["changes"] as? [[String: Any]])
    #expect(changes.map { $0["change"] as? String } == ["changed", "added"])
    #expect(changes[0]["differs"] as? [String] == ["hash", "owner", "pkg.size"])
    #expect(changes[1]["old"] == nil)
    let same = try run("pkgwright diff --format json a a")
    #expect(same.output == "{\n  \"changes\" : [\n\n  ],\n  \"different\" : false\n}\n")
  }

  @Test func troubleHasAStatusOfItsOwn() throws {
    let cases: [(script: String, words: String)] = [
      ("pkgwright diff a gone", "gone"), ("printf 'fiel path=a\\n' >c; pkgwright diff a c", "c:1:1"),
      ("printf '<transform file -> drop>\\n' >c; pkgwright diff a c", "not an action"),
      ("pkgwright diff --types fiel a b", "did you mean \"file\"?"),
      ("pkgwright diff --variant arch a b", "NAME=VALUE"),
      ("pkgwright diff - -", "standard input"), ("pkgwright diff --ignore a --only b a b", "exclude each other"),
      ("pkgwright diff a", "second"),
      ("printf 'set name=variant.arch value=i386\\n' >c; pkgwright diff --variant arch=arm c c", "i386"),
    ]
    for (script, words) in cases {
      let result = try run(script)
      #expect(result.status == 2, "\(script)")
      #expect(result.output.isEmpty, "\(script)")
      #expect(result.complaints.contains(words), "\(script): \(result.complaints)")
    }
  }
}
