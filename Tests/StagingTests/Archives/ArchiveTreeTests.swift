import Foundation
import PackageModel
import Payload
import Staging
import Testing

@Suite struct ArchiveTreeTests {
  private func made(_ command: String, in tree: TemporaryTree) throws -> ByteString {
    try #require(try Tools.run("sh", "-c", command, in: tree.path).status == 0)
    return tree.at("a")
  }

  @Test(arguments: [
    "-C t -cf a .", "-C t -czf a .", "-C t -cJf a .", "-C t --zstd -cf a opt etc", "-cf a -P --transform='s,^t/,/,' t",
  ])
  func becomesTheTreeThatUnpackingGives(_ options: String) throws {
    let tree = try TemporaryTree().file("t/opt/a", "hello", 0o750).file("t/etc/c.conf", "c").directory("t/opt/e", 0o700)
    tree.hardLink("t/opt/b", to: "t/opt/a").link("t/opt/l", to: "a")
    let path = try made("tar \(options)", in: tree)
    let staged = try StagingRequest(inputs: [.archive(path, directory: nil)]).stage()
    #expect(
      staged.lines.filter { $0 != "755 t/" } == [
        "755 etc/", "644 etc/c.conf", "755 opt/", "750 opt/a", "750 opt/b", "700 opt/e/", "opt/l -> a",
      ])
    #expect(try staged.text("opt/b") == "hello")
    #expect(staged.entry(at: "opt/b")?.identity != nil)
    #expect(staged.entry(at: "opt/b")?.identity == staged.entry(at: "opt/a")?.identity)
    #expect(staged.entry(at: "etc/c.conf")?.identity != staged.entry(at: "opt/a")?.identity)
  }

  @Test func theDirectoryIsBelowTheArchivesTop() throws {
    let tree = try TemporaryTree().file("app-1.0/usr/x").file("other/y")
    let path = try made("tar -cf a app-1.0 other", in: tree)
    var request = StagingRequest(inputs: [.archive(path, directory: "./app-1.0/")])
    request.prefix = "/opt"
    request.excludes = ["usr/z"]
    #expect(try request.stage().lines == ["755 opt/", "755 opt/usr/", "644 opt/usr/x"])
    request.inputs = [.archive(path, directory: "app-2.0")]
    #expect(throws: StagingError.missingDirectory("app-2.0")) { try request.stage() }
  }

  @Test func ownersAreKeptWhenAskedFor() throws {
    let tree = try TemporaryTree().file("x")
    let path = try made("tar --owner=alice:1001 --group=staff:10 -cf a x", in: tree)
    var request = StagingRequest(inputs: [.archive(path, directory: nil)])
    request.ownership = .asFound
    let entry = try #require(try request.stage().entry(at: "x"))
    #expect(entry.owner == .init(name: "alice", id: 1001))
    #expect(entry.group == .init(name: "staff", id: 10))
    request.ownership = .root
    #expect(try request.stage().entry(at: "x")?.owner == .root)
  }

  @Test func filesOfSeveralArchivesAreDifferentFiles() throws {
    let tree = try TemporaryTree().file("x", "1").file("y", "2")
    _ = try made("tar -cf a x; tar -cf b y", in: tree)
    let staged = try StagingRequest(inputs: [
      .archive(tree.at("a"), directory: nil), .archive(tree.at("b"), directory: nil),
    ])
    .stage()
    #expect(try staged.text("x") == "1" && staged.text("y") == "2")
    #expect(staged.entry(at: "x")?.identity != staged.entry(at: "y")?.identity)
    let kinds = try staged.manifest().manifest
    #expect((0..<kinds.actionCount).map { kinds.kind(ofAction: $0) } == [.file, .file])
  }

  @Test func hostilePathsAreRefused() throws {
    let tree = try TemporaryTree().file("d/x")
    let up = try made("tar -P --transform='s,x,../../x,' -cf a -C d x", in: tree)
    #expect(throws: StagingError.self) { try StagingRequest(inputs: [.archive(up, directory: nil)]).stage() }
    // A link to the outside, and a file that goes through it.
    tree.link("out", to: "/nonexistent")
    let through = try made("tar -cf a out; tar --transform='s,^d/x,out/x,' -rf a d/x", in: tree)
    let error = #expect(throws: StagingError.self) {
      try StagingRequest(inputs: [.archive(through, directory: nil)]).stage()
    }
    #expect(error?.description.contains("nothing can go through out") == true)
  }

  @Test func whatIsNoArchiveIsNamed() throws {
    let tree = try TemporaryTree().file("text", "hello")
    let error = #expect(throws: StagingError.self) {
      try StagingRequest(inputs: [.archive(tree.at("text"), directory: nil)]).stage()
    }
    #expect(error?.description.contains("text") == true)
  }

  @Test func treesKeepDirectoriesThatOthersImply() throws {
    let tree = try TemporaryTree().file("a/opt/x").directory("a/opt", 0o750).file("b/opt/y")
    let path = try made("tar -cf a.tar -C b opt/y && mv a.tar a.a && cp a.a a0 && rm -rf a.a", in: tree)
    _ = path
    var request = StagingRequest(inputs: [.argument("a/=/"), .archive(tree.at("a0"), directory: nil)])
    request.directory = tree.bytes
    #expect(try request.stage().lines == ["750 opt/", "644 opt/x", "644 opt/y"])
  }
}
