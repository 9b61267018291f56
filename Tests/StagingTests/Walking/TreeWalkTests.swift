import Glibc
import PackageModel
import Payload
import Staging
import Testing

@Suite struct TreeWalkTests {
  @Test func keepsWhatTheFileSystemSays() throws {
    let tree = try TemporaryTree().file("d/setuid", "12345", 0o4755).directory("d/sticky", 0o1777)
    tree.link("d/link", to: "nowhere/at all")
    mkfifo(tree.path + "/d/fifo", 0o600)
    tree.touch("d/setuid", -5, 999_999_999)
    tree.touch("d/link", 86_400, 1)
    tree.touch("d/sticky", 1_700_000_000)
    let walked = try TreeWalk(tree.at("d")).run()
    #expect(walked.lines == ["600 fifo|", "link -> nowhere/at all", "4755 setuid", "1777 sticky/"])
    #expect(walked.entries[0].path == "" && walked.entries[0].kind == .directory)
    #expect(walked.entry(at: "setuid")?.modified == FileTime(seconds: -5, nanoseconds: 999_999_999))
    #expect(walked.entry(at: "setuid")?.content?.size == 5)
    #expect(walked.entry(at: "link")?.modified == FileTime(seconds: 86_400, nanoseconds: 1))
    #expect(walked.entry(at: "sticky")?.modified.seconds == 1_700_000_000)
    #expect(walked.entry(at: "sticky")?.owner.id == geteuid())
    #expect(try walked.text("setuid") == "12345")
  }

  @Test func namesAreBytesInTheirOrder() throws {
    let tree = TemporaryTree()
    let names: [[UInt8]] = [
      Array("a".utf8), Array("a\nb".utf8), Array("a b".utf8), Array("ab".utf8), Array("é".utf8), [0xff, 0xfe],
      Array("Z".utf8), Array(".x".utf8), Array("e\u{301}".utf8), Array(repeating: 0x61, count: 255),
    ]
    for name in names {
      let descriptor = (ByteString(tree.path + "/") + ByteString(name)).withCString { creat($0, 0o644) }
      try #require(descriptor >= 0)
      close(descriptor)
    }
    let found = try TreeWalk(tree.bytes).run().entries.dropFirst().map(\.path)
    #expect(found == names.map { ByteString($0) }.sorted())
  }

  @Test func directoriesComeBeforeWhatIsInThem() throws {
    let tree = try TemporaryTree().file("a/x").file("a-b").file("a.c").file("a/b/c")
    #expect(
      try TreeWalk(tree.bytes).run().entries.map(\.path.text) == ["", "a", "a-b", "a.c", "a/b", "a/b/c", "a/x"])
  }

  @Test func hardLinksShareAnIdentity() throws {
    let tree = try TemporaryTree().file("d/a").file("d/lonely").file("out")
    tree.hardLink("d/b", to: "d/a").hardLink("d/in", to: "out")
    let walked = try TreeWalk(tree.at("d")).run()
    let identity = try #require(walked.entry(at: "a")?.identity)
    #expect(walked.entry(at: "b")?.identity == identity)
    #expect(walked.entry(at: "lonely")?.identity == nil)
    #expect(walked.entry(at: "in")?.identity != identity)
  }

  @Test func linksAreNotFollowedButTheRootMayBeOne() throws {
    let tree = try TemporaryTree().file("real/sub/f").link("root", to: "real").link("real/loop", to: ".")
    var walk = TreeWalk(tree.at("root"))
    walk.classifiesLinks = true
    tree.link("real/dead", to: "nothing")
    let walked = try walk.run()
    #expect(walked.lines == ["dead -> nothing", "loop -> .", "755 sub/", "644 sub/f"])
    #expect(walked.entry(at: "loop")?.leadsToDirectory == true)
    #expect(walked.entry(at: "dead")?.leadsToDirectory == false)
  }

  @Test func longTargetsAreKeptWhole() throws {
    let tree = TemporaryTree()
    let target = String(repeating: "long/", count: 800)
    tree.link("l", to: target)
    #expect(try TreeWalk(tree.bytes).run().entry(at: "l")?.target == ByteString(target))
  }

  @Test func devicesAreErrorsOrLeftOut() throws {
    #expect(throws: StagingError.special("/dev/null", .characterDevice)) {
      try StagingRequest(inputs: [.argument("/dev/null")]).stage()
    }
    let tree = TemporaryTree()
    let listener = UnixSocket(tree.path + "/s")
    defer { listener.close() }
    #expect(throws: StagingError.special(tree.at("s"), .socket)) { try TreeWalk(tree.bytes).run() }
    let skipped = try TreeWalk(tree.bytes, specialFiles: .areSkipped).run()
    #expect(skipped.lines == [])
    #expect(skipped.skipped == [.init(path: tree.at("s"), kind: .socket)])
  }

  @Test func missingRootsAreNamed() throws {
    let tree = try TemporaryTree().file("file")
    for name in ["gone", "file"] {
      let error = #expect(throws: StagingError.self) { try TreeWalk(tree.at(name)).run() }
      #expect(error?.description.contains("/\(name): ") == true)
    }
    #expect(throws: StagingError.self) { try TreeWalk("").run() }
  }

  @Test(.enabled(if: geteuid() != 0)) func unreadableDirectoriesAreErrors() throws {
    let tree = try TemporaryTree().file("d/closed/f").directory("d/closed", 0o000)
    let error = #expect(throws: StagingError.self) { try TreeWalk(tree.at("d")).run() }
    #expect(error?.description.contains("d/closed") == true)
  }

  @Test func excludedDirectoriesAreNotEntered() throws {
    let tree = try TemporaryTree().file("a/deep/f").file("b/f")
    let listener = UnixSocket(tree.path + "/a/s")
    defer { listener.close() }
    var walk = TreeWalk(tree.bytes, destination: "opt")
    walk.excludes = { $0 == "opt/a" }
    #expect(try walk.run().lines == ["700 opt/", "755 opt/b/", "644 opt/b/f"])
  }

  @Test func manyDirectoriesGiveWhatFindGives() throws {
    let tree = TemporaryTree()
    for number in 0..<300 { try tree.file("d\(number % 40)/e\(number % 7)/f\(number)") }
    let find = try Tools.run("find", ".", "-mindepth", "1", "-printf", "%P\\n", in: tree.path)
    let walked = try TreeWalk(tree.bytes).run().entries.dropFirst().map(\.path.text)
    #expect(walked == find.lines.map { ByteString($0) }.sorted().map(\.text))
    #expect(walked.count == 300 + 40 * 7 + 40)
  }

  /// The path of the deepest file is many times longer than the kernel takes at once.
  @Test func treesMayBeDeeperThanThePathsOfTheKernel() throws {
    let tree = TemporaryTree()
    let name = String(repeating: "n", count: 60)
    let depth = 1000
    var descriptor = open(tree.path, O_RDONLY | O_DIRECTORY)
    for _ in 0..<depth {
      mkdirat(descriptor, name, 0o755)
      let next = openat(descriptor, name, O_RDONLY | O_DIRECTORY)
      close(descriptor)
      descriptor = next
    }
    let file = openat(descriptor, "bottom", O_WRONLY | O_CREAT, 0o644)
    write(file, "deep", 4)
    close(file)
    close(descriptor)
    defer { _ = try? Tools.run("rm", "-rf", tree.path + "/" + name) }
    let walked = try TreeWalk(tree.bytes).run()
    #expect(walked.entries.count == depth + 2)
    let bottom = try #require(walked.entries.last)
    #expect(bottom.path.count == depth * 61 + 6)
    #expect(try walked.text(bottom.path) == "deep")
  }

  @Test func changedFilesAreNoticedWhenRead() throws {
    let tree = try TemporaryTree().file("f", "one")
    let walked = try TreeWalk(tree.bytes).run()
    try tree.file("f", "three")
    #expect(throws: PayloadError.self) { try walked.text("f") }
  }
}
