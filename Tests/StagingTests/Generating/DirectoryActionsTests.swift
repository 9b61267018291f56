import Glibc
import PackageModel
import Payload
import Staging
import Testing

@Suite struct DirectoryActionsTests {
  @Test func directoriesOfALevelComeFirst() throws {
    let tree = try TemporaryTree().file("d/b/two/f").file("d/a/one").file("d/top").link("d/a-link", to: "a")
    tree.link("d/z-link", to: "top")
    #expect(
      try generated(tree.at("d")) == [
        "dir group=bin mode=0755 owner=root path=a",
        "link path=a-link target=a",
        "dir group=bin mode=0755 owner=root path=b",
        "file top group=bin mode=0644 owner=root path=top",
        "link path=z-link target=top",
        "file a/one group=bin mode=0644 owner=root path=a/one",
        "dir group=bin mode=0755 owner=root path=b/two",
        "file b/two/f group=bin mode=0644 owner=root path=b/two/f",
      ])
  }

  @Test(arguments: [
    ([String](), ["file a", "hardlink b a", "hardlink s/c ../a"]),
    (["s/c"], ["hardlink a s/c", "hardlink b s/c", "file s/c"]),
    (["a", "b"], ["file a", "file b", "hardlink s/c ../b"]),
    // The spelling pins the file, but no path is spelled so.
    (["./s/c"], ["hardlink a s/c", "hardlink b s/c", "hardlink s/c c"]),
    (["s/../b"], ["hardlink a b", "hardlink b b", "hardlink s/c ../b"]),
    // A file with one name, pinned by another spelling, becomes a link to itself.
    (["./single"], ["file a", "hardlink b a", "hardlink s/c ../a", "single single"]),
  ])
  func oneNameOfAFileIsTheFile(_ targets: [String], _ expected: [String]) throws {
    let tree = try TemporaryTree().file("d/a").directory("d/s").file("d/single")
    tree.hardLink("d/b", to: "d/a").hardLink("d/s/c", to: "d/a")
    var options = GenerateOptions()
    options.targets = targets.map { ByteString($0) }
    var found: [String] = []
    _ = try ManifestGenerator(options).generate(.directory(tree.at("d"))) { (action) throws(StagingError) in
      guard action.kind != .dir else { return }
      let path = action.attributes["path"]?.text ?? ""
      if path == "single" {
        if action.kind == .hardlink { found.append("single \(action.attributes["target"]?.text ?? "")") }
      } else {
        found.append(
          ([action.kind.name.text, path] + [action.attributes["target"]?.text].compactMap { $0 })
            .joined(separator: " "))
      }
    }
    #expect(found.sorted() == expected.sorted())
  }

  @Test func targetsMustExist() throws {
    let tree = try TemporaryTree().file("d/a")
    var options = GenerateOptions()
    options.targets = ["gone"]
    #expect(throws: StagingError.missingInput(tree.at("d/gone"))) { try report(tree.at("d"), options) }
  }

  @Test func timestampsAreKeptForNamesThatMatch() throws {
    let tree = try TemporaryTree().file("d/sub/a.pyc").file("d/sub/b")
    tree.touch("d/sub/a.pyc", 1_709_210_096, 900_000_000)
    tree.touch("d/sub", -1, 500_000_000)
    var options = GenerateOptions()
    options.timestampPatterns = [GlobPattern("*.pyc", .python), GlobPattern("s?b", .python)]
    #expect(
      try generated(tree.at("d"), options) == [
        "dir group=bin mode=0755 owner=root path=sub timestamp=19691231T235959Z",
        "file sub/a.pyc group=bin mode=0644 owner=root path=sub/a.pyc timestamp=20240229T123456Z",
        "file sub/b group=bin mode=0644 owner=root path=sub/b",
      ])
  }

  @Test func fifosAreLeftOutOrKept() throws {
    let tree = TemporaryTree()
    mkfifo(tree.path + "/p", 0o600)
    #expect(try generated(tree.bytes) == [])
    #expect(try report(tree.bytes).skipped == [.init(path: tree.at("p"), kind: .fifo)])
    var options = GenerateOptions()
    options.keepsFIFOs = true
    #expect(try generated(tree.bytes, options) == ["file deb.type=fifo group=bin mode=0600 owner=root path=p"])
  }

  @Test(.enabled(if: geteuid() == 0)) func ownersOfTheDisk() throws {
    let tree = try TemporaryTree().file("d/a")
    var options = GenerateOptions()
    options.keepsOwners = true
    #expect(try generated(tree.at("d"), options) == ["file a group=root mode=0644 owner=root path=a"])
    chown(tree.path + "/d/a", 3_999_999_001, 0)
    #expect(throws: StagingError.namelessAccount(tree.at("d/a"), owner: 3_999_999_001, group: nil)) {
      try report(tree.at("d"), options)
    }
    #expect(try generated(tree.at("d")) == ["file a group=bin mode=0644 owner=root path=a"])
  }

  @Test func elfFilesAreDescribed() throws {
    let tree = try TemporaryTree().file("script", "#!/bin/sh\n# " + String(repeating: "x", count: 60))
    func header(_ name: String, _ bytes: [UInt8]) throws {
      let descriptor = creat(tree.path + "/" + name, 0o755)
      write(descriptor, bytes + Array(repeating: 0, count: 64), bytes.count + 64)
      close(descriptor)
    }
    let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
    try header("amd64", magic + [2, 1, 1] + Array(repeating: 0, count: 9) + [3, 0, 62, 0])
    try header("sparc", magic + [1, 2, 1] + Array(repeating: 0, count: 9) + [0, 2, 0, 18])
    try header("odd", magic + [3, 1, 1] + Array(repeating: 0, count: 9) + [3, 0, 62, 0])
    var options = GenerateOptions()
    options.describesELF = true
    let lines = try generated(tree.bytes, options)
    #expect(lines.contains { $0.hasPrefix("file amd64 elfarch=i386 elfbits=64 ") })
    #expect(lines.contains { $0.hasPrefix("file sparc elfarch=sparc elfbits=32 ") })
    #expect(lines.filter { $0.contains("elf") }.count == 2)
  }

  @Test(arguments: ["gone", "file", "null"]) func otherThingsAreNoSources(_ name: String) throws {
    let tree = try TemporaryTree().file("file", "text").file("null", "")
    #expect(throws: StagingError.self) { try report(tree.at(name)) }
  }
}
