import Glibc
import PackageModel
import Payload
import Staging
import Testing

@Suite struct TreeManifestTests {
  private func lines(_ tree: StagedTree, _ options: StagedTree.ManifestOptions) throws -> [String] {
    String(decoding: try tree.manifest(options).manifest.text(), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func example() throws -> TemporaryTree {
    let tree = try TemporaryTree().file("t/a b", "text").directory("t/s").directory("t", 0o750)
    tree.hardLink("t/s/c", to: "t/a b").link("t/l", to: "s")
    mkfifo(tree.path + "/t/p", 0o600)
    for name in ["t/a b", "t/l", "t/p", "t/s"] { tree.touch(name, 1000) }
    tree.touch("t", 2000)
    return tree
  }

  @Test func manifestForDebian() throws {
    let tree = try example()
    var request = StagingRequest(inputs: [.argument(tree.at("t/") + "=/")])
    request.ownerRules = [try OwnerRule(parsing: "s=app:1234")]
    let staged = try request.stage()
    #expect(
      try lines(staged, .debian) == [
        "dir deb.mtime=2000 group=root mode=0750 owner=root path=.",
        "file group=root hash=\"a b\" mode=0644 owner=root path=\"a b\"",
        "link deb.mtime=1000 path=l target=s",
        "file deb.mtime=1000 deb.type=fifo group=root mode=0600 owner=root path=p",
        "dir deb.mtime=1000 group=1234 mode=0755 owner=app path=s",
        "hardlink path=s/c target=\"../a b\"",
      ])
    let payload = try staged.manifest(.debian).payload
    #expect(payload.count == 1)
    #expect(try payload.source(for: "a b").modificationTime == 1000)
  }

  @Test func plainManifest() throws {
    let tree = try example()
    let staged = try StagingRequest(inputs: [.argument(tree.at("t/") + "=/opt")]).stage()
    #expect(try lines(staged, .init()).first == "dir group=root mode=0750 owner=root path=opt")
  }

  @Test func idsAreKeptWhenAskedFor() throws {
    let tree = try TemporaryTree().file("f")
    var request = StagingRequest(inputs: [.argument(tree.at("f") + "=/f")])
    request.ownership = .fixed(owner: .init(name: "app", id: 12), group: .init(name: "adm", id: 4))
    #expect(
      try lines(try request.stage(), .init(keepsIDs: true)) == [
        "file f deb.group.id=4 deb.owner.id=12 group=adm mode=0644 owner=app path=f"
      ])
  }

  @Test func impliedDirectoriesHaveTheNewestTimeBelowThem() throws {
    let tree = try TemporaryTree().file("x").file("y").file("z")
    tree.touch("x", 5000)
    tree.touch("y", 7000)
    tree.touch("z", 9000)
    var request = StagingRequest(inputs: [.argument("x=/a/b/x"), .argument("y=/a/y"), .argument("z=/a/b/z")])
    request.directory = tree.bytes
    request.excludes = ["a/b/z"]
    let staged = try request.stage()
    #expect(staged.entry(at: "a")?.modified.seconds == 7000)
    #expect(staged.entry(at: "a/b")?.modified.seconds == 5000)
    #expect(staged.entry(at: "")?.modified.seconds == 7000)
    #expect(staged.entry(at: "a")?.isImplied == true)
  }

  @Test func emptyRequestsGiveTheRootOnly() throws {
    #expect(
      try lines(try StagingRequest().stage(), .debian) == ["dir deb.mtime=0 group=root mode=0755 owner=root path=."])
  }

  @Test func filesBelowAPath() throws {
    let tree = try TemporaryTree().file("etc/a").file("etc/d/b").file("etcetera").link("etc/l", to: "a")
    let staged = try TreeWalk(tree.bytes).run()
    for spelling: ByteString in ["etc", "/etc/", "etc//"] {
      #expect(staged.files(below: spelling).map { staged.entries[$0].path } == ["etc/a", "etc/d/b"])
    }
    #expect(staged.files(below: "etc/a").map { staged.entries[$0].path } == ["etc/a"])
    #expect(staged.files(below: "/").count == 3)
  }
}
