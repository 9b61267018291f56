import Foundation
import PackageModel
import Payload
import Staging
import Testing

@Suite struct TarActionsTests {
  private func archive(_ options: String...) throws -> (TemporaryTree, ByteString) {
    let tree = try TemporaryTree().file("p/bin/tool", "tool", 0o4755).file("p/readme", "doc").directory(
      "p/empty", 0o700)
    tree.link("p/link", to: "bin/tool").hardLink("p/same", to: "p/readme")
    let outcome = try Tools.run(
      "sh", "-c",
      "tar --sort=name --mtime='2024-02-29 12:34:56Z' --owner=alice:1001 --group=staff:10 \(options.joined(separator: " "))",
      in: tree.path)
    try #require(outcome.status == 0)
    return (tree, tree.at("t.tar"))
  }

  private static let members = [
    "dir group=staff mode=0755 owner=alice path=bin",
    "file bin/tool group=staff mode=04755 owner=alice path=bin/tool",
    "dir group=staff mode=0700 owner=alice path=empty",
    "link path=link target=bin/tool",
    "file readme group=staff mode=0644 owner=alice path=readme",
    "hardlink path=same target=readme",
  ]

  @Test(arguments: ["", "-z", "-j", "-J", "--zstd", "--lzma", "--format=pax", "--format=ustar", "--format=v7"])
  func membersInOrder(_ option: String) throws {
    let (tree, path) = try archive(option, "-C p -cf t.tar bin empty link readme same")
    defer { withExtendedLifetime(tree) {} }
    // The oldest form has numbers only.
    let names = option.hasSuffix("v7") ? ["group=\"\"", "owner=\"\""] : ["group=staff", "owner=alice"]
    let expected = Self.members.map {
      $0.replacing("group=staff", with: names[0]).replacing("owner=alice", with: names[1])
    }
    #expect(try generated(path) == expected)
  }

  @Test func namesAreKeptAsTheyAre() throws {
    let (tree, path) = try archive("-C p -cf t.tar ./bin ./empty .")
    defer { withExtendedLifetime(tree) {} }
    let lines = try generated(path)
    #expect(lines[0] == "dir group=staff mode=0755 owner=alice path=./bin")
    #expect(lines[3] == "dir group=staff mode=0700 owner=alice path=.".replacing("0700", with: "0755"))
  }

  @Test func otherMembersAreUnknown() throws {
    let tree = TemporaryTree()
    mkfifo(tree.path + "/p", 0o600)
    try Tools.run("tar", "-cf", "t.tar", "p", in: tree.path)
    #expect(try generated(tree.at("t.tar")) == ["unknown path=p"])
  }

  @Test func onlyFilesKeepTheirTime() throws {
    let (tree, path) = try archive("-C p -cf t.tar bin")
    defer { withExtendedLifetime(tree) {} }
    var options = GenerateOptions()
    options.timestampPatterns = [GlobPattern("*", .python)]
    #expect(
      try generated(path, options) == [
        "dir group=staff mode=0755 owner=alice path=bin",
        "file bin/tool group=staff mode=04755 owner=alice path=bin/tool timestamp=20240229T123456Z",
      ])
  }

  @Test(arguments: [
    // Inside the second header, inside the content of the second member, behind it without an end mark.
    (700, 1, "header"), (1026, 2, "content"), (1536, 2, "complete"),
  ])
  func damageEndsTheListing(_ size: Int, _ count: Int, _ end: String) throws {
    let (tree, path) = try archive("-C p -cf t.tar bin empty link readme same")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path.text))
    try whole.prefix(size).write(to: URL(fileURLWithPath: tree.path + "/u.tar"))
    var lines: [String] = []
    let report = try ManifestGenerator(GenerateOptions()).generate(.archive(tree.at("u.tar"))) {
      (action) throws(StagingError) in lines.append(action.line().text)
    }
    #expect(lines == Array(Self.members.prefix(count)))
    switch report.damage {
    case .complete: #expect(end == "complete")
    case .damagedHeader: #expect(end == "header")
    case .damagedContent: #expect(end == "content")
    }
  }

  @Test func zeroBlocksAreAnEmptyArchive() throws {
    let tree = try TemporaryTree().file("z.tar", String(repeating: "\0", count: 10_240))
    #expect(try generated(tree.at("z.tar")) == [])
  }

  @Test func otherArchivesAreNoBundles() throws {
    let tree = TemporaryTree()
    let archives = [
      CpioArchive(.portable, [("a", "text")]).bytes, CpioArchive(.newer, [("a", "text")]).bytes,
      (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }, Array("PK\u{3}\u{4}".utf8),
    ]
    for bytes in archives {
      try Data(bytes).write(to: URL(fileURLWithPath: tree.path + "/x"))
      #expect(throws: StagingError.unknownFormat(tree.at("x"))) { try report(tree.at("x")) }
    }
  }
}
