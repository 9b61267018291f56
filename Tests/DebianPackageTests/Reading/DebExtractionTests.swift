import Glibc
import PackageModel
import Payload
import TestSupport
import Testing

@testable import DebianPackage

@Suite struct DebExtractionTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  typealias Make = HandMadePackage

  func package(_ blocks: [[UInt8]]) throws -> DebFile {
    try scratch.write("package.deb", Make.package(data: Make.tar(blocks)))
    return try DebFile(scratch.name("package.deb"))
  }

  func refusal(_ blocks: [[UInt8]]) throws -> DebReadError.UnsafePath? {
    let package = try package(blocks)
    let error = #expect(throws: DebReadError.self) { try package.extractData(to: scratch.name("out")) }
    // Neither the directory nor what had been extracted before the error is left.
    #expect(try scratch.names().filter { $0 != "package.deb" && $0 != "outside" } == [])
    guard case .unsafePath(let problem) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return nil
    }
    return problem
  }

  func status(_ name: String) -> stat {
    var status = stat()
    #expect(lstat(scratch(name), &status) == 0, "\(name)")
    return status
  }

  /// What comes out is what dpkg-deb takes out, attribute by attribute.
  @Test func likeDpkgDeb() throws {
    let tree = Tree(scratch.name("tree"))
    tree.addCorners()
    tree.addControl()
    try run("dpkg-deb", ["--root-owner-group", "-Zgzip", "--build", scratch("tree"), scratch("package.deb")])
    let package = try DebFile(scratch.name("package.deb"))
    try package.extractData(
      to: scratch.name("ours"), options: DebExtractionOptions(keepsSpecialBits: true, restoresOwners: geteuid() == 0))
    try run("dpkg-deb", ["-x", scratch("package.deb"), scratch("theirs")])
    func list(_ name: String) throws -> [UInt8] {
      // Sizes of directories depend on the file system; their times are wrong in theirs where links were made late.
      let directories = "-type d -printf '%P %y %m %U %G\\n'"
      let others = "-printf '%P %y %m %T@ %s %n %l %U %G\\n'"
      return try run("sh", ["-c", "find \(scratch(name)) \(directories) -o \(others) | LC_ALL=C sort"])
    }
    let ours = String(decoding: try list("ours"), as: UTF8.self).split(separator: "\n")
    let theirs = String(decoding: try list("theirs"), as: UTF8.self).split(separator: "\n")
    #expect(ours.difference(from: theirs).isEmpty)
    try run("diff", ["-r", "--no-dereference", "--exclude=fifo", scratch("ours"), scratch("theirs")])
    try package.extractControl(to: scratch.name("control"))
    try run("dpkg-deb", ["-e", scratch("package.deb"), scratch("their-control")])
    try run("diff", ["-r", scratch("control"), scratch("their-control")])
  }

  @Test func specialBitsAreDroppedUnlessAsked() throws {
    let package = try package([
      Make.header("a", type: "0", mode: "0006755\0"), Make.header("d/", type: "5", mode: "0001777\0"),
    ])
    try package.extractData(to: scratch.name("out"))
    #expect(status("out/a").st_mode & 0o7777 == 0o755)
    #expect(status("out/d").st_mode & 0o7777 == 0o777)
    try package.extractData(to: scratch.name("kept"), options: DebExtractionOptions(keepsSpecialBits: true))
    #expect(status("kept/a").st_mode & 0o7777 == 0o6755)
    #expect(status("kept/d").st_mode & 0o7777 == 0o1777)
  }

  @Test func modesAndTimesOfDirectoriesOutliveTheirContent() throws {
    let package = try package([
      Make.header("d/", type: "5", mode: "0000500\0"), Make.file("d/a"),
      Make.header("d/e/", type: "5", mode: "0000111\0"),
      Make.file("d/e/b"), Make.file("implied/directory/c"),
    ])
    try package.extractData(to: scratch.name("out"))
    #expect(status("out/d").st_mode & 0o7777 == 0o500)
    #expect(status("out/d/e").st_mode & 0o7777 == 0o111)
    #expect(status("out/d").st_mtim.tv_sec == 1_600_000_000)
    #expect(status("out/implied/directory").st_mode & 0o7777 == 0o755)
    #expect(try scratch.bytes("out/implied/directory/c") == Array("content".utf8))
  }

  @Test func linksAreNotFollowed() throws {
    try run("mkdir", [scratch("outside")])
    let outside = scratch("outside")
    #expect(
      try refusal([Make.header("link", type: "2", target: outside), Make.file("link/evil")])
        .map { if case .throughLink = $0 { true } else { false } } == true)
    #expect(
      try refusal([Make.header("link", type: "2", target: "../outside"), Make.header("link/evil/", type: "5")])
        .map { if case .throughLink = $0 { true } else { false } } == true)
    #expect(
      try refusal([
        Make.header("a/link", type: "2", target: "../../outside"), Make.header("b", type: "1", target: "a/link"),
        Make.file("b/evil"),
      ]).map { if case .throughLink = $0 { true } else { false } } == true)
    #expect(try run("ls", [outside]) == [])
  }

  /// A file takes the place of a link; it does not go through it.
  @Test func entriesReplaceLinks() throws {
    try run("mkdir", [scratch("outside")])
    try scratch.write("outside/file", [1])
    let package = try package([Make.header("a", type: "2", target: scratch("outside/file")), Make.file("a", "new")])
    try package.extractData(to: scratch.name("out"))
    #expect(try scratch.bytes("outside/file") == [1])
    #expect(try scratch.bytes("out/a") == Array("new".utf8))
    #expect(status("out/a").st_mode & S_IFMT == S_IFREG)
  }

  /// A second entry of a name does not write into the other names of the first.
  @Test func entriesDoNotWriteThroughHardLinks() throws {
    let package = try package([
      Make.file("a", "first"), Make.header("b", type: "1", target: "a"), Make.file("a", "second"),
    ])
    try package.extractData(to: scratch.name("out"))
    #expect(try scratch.bytes("out/a") == Array("second".utf8))
    #expect(try scratch.bytes("out/b") == Array("first".utf8))
  }

  @Test func whatIsRefused() throws {
    #expect(try refusal([Make.file("../evil")]) == .leadsOut)
    #expect(try refusal([Make.file("a/../../evil")]) == .leadsOut)
    #expect(try refusal([Make.header("a", type: "1", target: "../../etc/passwd")]) == .leadsOut)
    #expect(try refusal([Make.header("a", type: "1", target: "/etc/passwd")]) == .linkToNothing("etc/passwd"))
    #expect(try refusal([Make.header("null", type: "3")]) == .device)
    #expect(try refusal([Make.header("sda", type: "4")]) == .device)
    #expect(try refusal([Make.header("a/", type: "5"), Make.file("a")]) == .replacesDirectory)
    #expect(
      try refusal([Make.file("a"), Make.file("a/b")]).map { if case .throughFile = $0 { true } else { false } } == true)
  }

  @Test func absoluteNamesStayInside() throws {
    try package([Make.file("/etc/evil")]).extractData(to: scratch.name("out"))
    #expect(try scratch.bytes("out/etc/evil") == Array("content".utf8))
  }

  @Test func anExistingDirectoryIsAddedTo() throws {
    try run("mkdir", [scratch("out")])
    try scratch.write("out/kept", [1])
    try scratch.write("out/a", [2])
    try package([Make.file("a")]).extractData(to: scratch.name("out"))
    #expect(try scratch.bytes("out/kept") == [1])
    #expect(try scratch.bytes("out/a") == Array("content".utf8))
    // A file that was there before is not one that the package may link to.
    let package = try package([Make.header("b", type: "1", target: "kept")])
    #expect(throws: DebReadError.self) { try package.extractData(to: scratch.name("out")) }
    #expect(try !run("ls", [scratch("out")]).starts(with: Array("b".utf8)))
  }

  @Test func damageLeavesNothing() throws {
    var bytes = Make.package(data: Make.tar([Make.file("a"), Make.file("b"), Make.file("c")]))
    bytes[bytes.count - 1024 - 1024 + 10] ^= 1
    try scratch.write("package.deb", bytes)
    let package = try DebFile(scratch.name("package.deb"))
    #expect(throws: DebReadError.self) { try package.extractData(to: scratch.name("out/")) }
    #expect(try scratch.names() == ["package.deb"])
  }
}
