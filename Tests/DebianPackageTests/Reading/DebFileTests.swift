import PackageModel
import Payload
import TestSupport
import Testing

@testable import DebianPackage

@Suite struct DebFileTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  func open(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws -> DebFile {
    try scratch.write("package.deb", bytes)
    return try DebFile(scratch.name("package.deb"), limits: limits)
  }

  typealias Make = HandMadePackage

  /// Reads everything that can be read.
  func readAll(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws -> [StreamedEntry] {
    let package = try open(bytes, limits: limits)
    _ = try package.controlEntries()
    let reader = try package.dataReader()
    var entries: [StreamedEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  func reason(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) -> DebReadError.Reason? {
    #expect(throws: DebReadError.self) { try readAll(bytes, limits: limits) }?.reason
  }

  // MARK: - Container

  @Test func namesWithAndWithoutSlash() throws {
    let data = Make.tar([Make.header("./", type: "5"), Make.file("./a")])
    for suffix in ["", "/"] {
      let bytes = Make.archive([
        .init("debian-binary" + suffix, Array("2.0\n".utf8)), .init("control.tar" + suffix, Make.tar([])),
        .init("data.tar" + suffix, data),
      ])
      let package = try open(bytes)
      #expect(package.members.map(\.name) == ["debian-binary", "control.tar", "data.tar"])
      #expect(package.version == .init(major: 2, minor: 0))
      #expect(try readAll(bytes).map(\.name) == ["", "a"])
    }
  }

  @Test func membersOfOthers() throws {
    let control = Make.Member("control.tar", Make.tar([]))
    let data = Make.Member("data.tar", Make.tar([Make.file("a")]))
    let extra = Make.Member("_gpgorigin", [1, 2, 3])
    let good = Make.archive([Make.version, extra, control, extra, data, .init("whatever", [1])])
    #expect(
      try open(good).members.map(\.name) == [
        "debian-binary", "_gpgorigin", "control.tar", "_gpgorigin", "data.tar",
      ])
    #expect(reason(Make.archive([Make.version, data, control])) == .unexpectedMember("data.tar"))
    #expect(reason(Make.archive([Make.version, control, .init("extra", []), data])) == .unexpectedMember("extra"))
    #expect(reason(Make.archive([Make.version, control])) == .missingMember("data.tar"))
    #expect(reason(Make.archive([Make.version])) == .missingMember("control.tar"))
    #expect(reason(Make.archive([control, data])) == .notAPackage)
    #expect(
      reason(Make.archive([Make.version, control, .init("data.tar.lz", [])])) == .unknownCompression("data.tar.lz"))
    // What follows the data is not read, not even its header.
    let trailing = Make.archive([Make.version, control, data]) + Array("garbage".utf8)
    #expect(try readAll(trailing).map(\.name) == ["a"])
  }

  @Test(arguments: [
    ("2.0\n", 0), ("2.17\nmore\n", 17),
  ])
  func versions(_ text: String, _ minor: Int) throws {
    let bytes = Make.archive([
      .init("debian-binary", Array(text.utf8)), .init("control.tar", Make.tar([])), .init("data.tar", Make.tar([])),
    ])
    #expect(try open(bytes).version == .init(major: 2, minor: minor))
  }

  @Test(arguments: ["3.0\n", "2.0", "2\n", "", "a.b\n", "-2.0\n", "0.939000\n", "2.99999999999999999999\n"])
  func otherVersions(_ text: String) {
    let bytes = Make.archive([
      .init("debian-binary", Array(text.utf8)), .init("control.tar", Make.tar([])), .init("data.tar", Make.tar([])),
    ])
    guard case .version = reason(bytes) else {
      Issue.record("\(text) passes")
      return
    }
  }

  @Test func headersOfMembers() throws {
    let good = Make.package(data: Make.tar([Make.file("a")]))
    func changing(_ offset: Int, _ bytes: String) -> [UInt8] {
      var copy = good
      copy.replaceSubrange(offset..<(offset + bytes.utf8.count), with: bytes.utf8)
      return copy
    }
    #expect(reason(changing(0, "!<arcX>")) == .notAPackage)
    #expect(reason(changing(8 + 58, "xx")) == .memberHeader("its end mark is missing"))
    #expect(reason(changing(8 + 48, "-4")) == .memberHeader("its size is not a number"))
    #expect(reason(changing(8 + 48, "          ")) == .memberHeader("its size is not a number"))
    #expect(reason(changing(8 + 48, "4 4")) == .memberHeader("its size is not a number"))
    #expect(reason(changing(8 + 16, "now")) == .memberHeader("its time is not a number"))
    let error = #expect(throws: DebReadError.self) { try readAll(changing(8 + 48, "9999999999")) }
    #expect(error?.reason == .truncatedMember(expected: 9_999_999_999, found: UInt64(good.count - 68)))
    #expect(error?.member == "debian-binary")
    #expect(reason([]) == .notAPackage)
    #expect(reason(Array("!<arch>\n".utf8)) == .notAPackage)
  }

  @Test func filesThatAreNone() throws {
    #expect(throws: DebReadError.self) { try DebFile(scratch.name("nothing")) }
    #expect(throws: DebReadError.self) { try DebFile(scratch.name(".")) }
  }

  // MARK: - Archives

  @Test func formatsOfTar() throws {
    let long = String(repeating: "n", count: 150)
    let longLink = Make.header(
      "././@LongLink", type: "L", content: Array(("dir/" + long).utf8) + [0])
    let longTarget = Make.header("././@LongLink", type: "K", content: Array(long.utf8) + [0])
    let entries = try readAll(
      Make.package(
        data: Make.tar([
          Make.header("old", type: "\0", content: [1], magic: ""),
          Make.header("old-directory/", type: "\0", magic: ""),
          Make.header("name", type: "0", content: [1, 2], magic: "ustar\u{0}00", prefix: "posix/prefix"),
          Make.header("ignored", type: "7", content: [3]),
          longLink, Make.file("dir/nnn"),
          longTarget, Make.header("link", type: "2", target: "nnn"),
          Make.header("second", type: "1", target: "./name"),
          Make.header("fifo", type: "6"),
          Make.header("null", type: "3"),
          Make.header("./dir//sub/./", type: "5"),
        ])))
    #expect(
      entries.map(\.name) == [
        "old", "old-directory", "posix/prefix/name", "ignored", ByteString("dir/" + long), "link", "second", "fifo",
        "null", "dir/sub",
      ])
    #expect(
      entries.map(\.kind) == [
        .file, .directory, .file, .file, .file, .symbolicLink(ByteString(long)), .hardLink("name"), .fifo,
        .characterDevice(major: 0, minor: 0), .directory,
      ])
    #expect(entries.map(\.size) == [1, 0, 2, 1, 7, 0, 0, 0, 0, 0])
  }

  @Test func numbers() throws {
    func entry(_ time: [UInt8]) throws -> Int64? {
      try readAll(Make.package(data: Make.tar([Make.header("a", type: "0", time: time)]))).first?.modificationTime
    }
    #expect(try entry(Array("  1234     ".utf8) + [0]) == 0o1234)
    #expect(try entry([0x80] + [UInt8](repeating: 0, count: 9) + [1, 2]) == 258)
    #expect(try entry([UInt8](repeating: 0xff, count: 12)) == -1)
    #expect(try entry([UInt8](repeating: 0, count: 12)) == 0)
    for bad in [
      Array("12x4".utf8), Array("89".utf8), Array("-1".utf8), [0x80, 1] + [UInt8](repeating: 0, count: 10),
      [0x90] + [UInt8](repeating: 0, count: 11), [0x80, 0, 0, 0] + [UInt8](repeating: 0xff, count: 8),
    ] {
      #expect(throws: DebReadError.self) { try entry(bad + [UInt8](repeating: 0, count: 12 - bad.count)) }
    }
  }

  @Test func entriesThatCannotBe() {
    func reason(_ blocks: [UInt8]...) -> DebReadError.Reason? {
      self.reason(Make.package(data: Make.tar(blocks)))
    }
    #expect(reason(Make.header("pax", type: "x", content: Array("12 path=abc\n".utf8))) == .typeFlag(0x78))
    #expect(reason(Make.header("pax", type: "g")) == .typeFlag(0x67))
    #expect(reason(Make.header("sparse", type: "S")) == .typeFlag(0x53))
    #expect(reason(Make.file("../a")) == .unsafePath(.leadsOut))
    #expect(reason(Make.file("a/../../b")) == .unsafePath(.leadsOut))
    #expect(reason(Make.header("a", type: "1", target: "../b")) == .unsafePath(.leadsOut))
    #expect(reason(Make.header("a", type: "1")) == .tarHeader("a hard link has no target"))
    #expect(reason(Make.header("a", type: "2")) == .tarHeader("a symbolic link has no target"))
    #expect(reason(Make.header("", type: "0", content: [1])) == .tarHeader("its name is empty"))
    #expect(reason(Make.header("./", type: "2", target: "x")) == .tarHeader("the root is not a directory"))
    var wrong = Make.file("a")
    wrong[0] = 0x62
    #expect(reason(wrong) == .tarHeader("its checksum is wrong"))
    let endless = [0x80] + [UInt8](repeating: 0, count: 3) + [0x7f] + [UInt8](repeating: 0xff, count: 7)
    guard case .limit = reason(Make.header("huge", type: "0", size: endless)) else {
      Issue.record("a size of 8 EiB passes")
      return
    }
    let negative = [UInt8](repeating: 0xff, count: 12)
    #expect(reason(Make.header("a", type: "0", size: negative)) == .tarHeader("its size is negative"))
    #expect(reason(Make.header("x", type: "L", content: Array("name\0".utf8))) == .truncatedArchive)
    let longer = Array(String(repeating: "n", count: 5000).utf8) + [0]
    guard case .limit = reason(Make.header("x", type: "L", content: longer), Make.file("n")) else {
      Issue.record("a path of 5000 bytes passes")
      return
    }
    let deep = Array(String(repeating: "d/", count: 300).utf8) + [0x66, 0]
    guard case .limit = reason(Make.header("x", type: "L", content: deep), Make.file("n")) else {
      Issue.record("a path of 300 directories passes")
      return
    }
  }

  @Test func errorsSayWhere() {
    let data = Make.tar([Make.file("a"), Make.header("bad", type: "x")])
    let error = #expect(throws: DebReadError.self) { try readAll(Make.package(data: data)) }
    #expect(error?.entry == "bad")
    #expect(error?.member == "data.tar")
    #expect(error?.offset == 1024)
    #expect(
      error?.description
        == "\(scratch("package.deb")) (data.tar) at byte 1024, entry bad: the archive has pax headers, which packages "
        + "may not have (deb(5)); make it with tar --format=gnu")
  }

  @Test func limits() {
    let bytes = Make.package(data: Make.tar([Make.file("a"), Make.file("b"), Make.file("c")]))
    guard case .limit = reason(bytes, limits: ArchiveLimits(entryCount: 2)) else {
      Issue.record("three entries pass")
      return
    }
    guard case .limit = reason(bytes, limits: ArchiveLimits(totalSize: 20)) else {
      Issue.record("21 bytes pass")
      return
    }
  }

  // MARK: - Real packages

  static let compressions = ["none", "gz", "xz", "zst", "bz2", "lzma"]

  /// Makes a package of a tree with every corner, in a compression that dpkg-deb may only be able to read.
  func makePackage(_ suffix: String, in scratch: Scratch, addingControl: Bool = true) throws -> Tree {
    let tree = Tree(scratch.name("tree"))
    tree.addCorners()
    tree.addControl()
    let programs = ["gz": "gzip", "xz": "xz", "zst": "zstd -q", "bz2": "bzip2", "lzma": "lzma"]
    let extensionText = suffix == "none" ? "" : "." + suffix
    let script = """
      set -e
      cd \(scratch.path)
      printf '2.0\\n' > debian-binary
      tar --format=gnu --owner=root:0 --group=root:0 -C tree/DEBIAN -cf control.tar .
      tar --format=gnu --owner=root:0 --group=root:0 -C tree --exclude=./DEBIAN -cf data.tar .
      \(programs[suffix].map { "\($0) -f data.tar" } ?? ":")
      ar r package.deb debian-binary control.tar data.tar\(extensionText) 2>/dev/null
      """
    try run("sh", ["-c", script])
    return tree
  }

  @Test(arguments: compressions)
  func readsWhatOthersWrite(_ suffix: String) throws {
    let scratch = try Scratch()
    let tree = try makePackage(suffix, in: scratch)
    let package = try DebFile(scratch.name("package.deb"))
    let spool = try SpoolFile(in: scratch.name("."))
    let entries = try package.dataEntries(spool: spool)
    let expected = Dictionary(uniqueKeysWithValues: tree.entries().map { ($0.name, $0) })
    #expect(entries.count == expected.count)
    for entry in entries {
      let original = try #require(expected[entry.name])
      #expect(entry.mode == original.mode)
      #expect(entry.modificationTime == original.modificationTime)
      if let content = entry.content, let there = original.content {
        #expect(try content.bytes(limit: .max) == there.bytes(limit: .max))
      }
    }
    #expect(try package.controlMembers().map(\.name).sorted() == ["control", "md5sums", "postinst", "prerm"])
  }

  /// Whatever has been cut off, it is an error, at every KiB and around every member.
  @Test(arguments: ["none", "gz", "xz", "zst"])
  func cutPackagesAreErrors(_ suffix: String) throws {
    let scratch = try Scratch()
    let tree = Tree(scratch.name("tree"))
    tree.addManyFiles(200)
    tree.makeFile("random", try run("head", ["-c", "60000", "/dev/urandom"]))
    tree.addControl()
    let option = try Compression(parsing: suffix)
    let writer = DebWriter(
      DebWriteOptions(output: scratch.name("whole.deb"), dataCompression: option, timestamp: 1_700_000_000))
    _ = try writer.write(control: tree.controlMembers(), data: DebianOrder.arrange(tree.entries()))
    let bytes = try scratch.bytes("whole.deb")
    #expect(try readAll(bytes).count > 200)
    let ends = try open(bytes).members.flatMap { [Int($0.offset) - 1, Int($0.offset), Int($0.offset + $0.size) - 1] }
    for count in Array(stride(from: 0, to: bytes.count - 1, by: 1024)) + ends {
      let error = #expect(throws: DebReadError.self) { try readAll(Array(bytes.prefix(count))) }
      #expect(error.map { !$0.description.isEmpty } == true)
    }
  }

  /// No change of a byte may crash; most are errors, and those in times or names are not.
  @Test func changedBytesNeverCrash() throws {
    let bytes = Make.package(
      data: Make.tar([
        Make.header("./", type: "5"), Make.file("./a"), Make.header("l", type: "2", target: "a"),
        Make.header("././@LongLink", type: "L", content: Array(String(repeating: "x", count: 120).utf8) + [0]),
        Make.file("x"),
      ]))
    var errors = 0
    let changes: [UInt8] = [0x01, 0x80, 0xff, 0x10]
    for position in bytes.indices {
      var changed = bytes
      changed[position] ^= changes[position % changes.count]
      try scratch.write("package.deb", changed)
      do throws(DebReadError) {
        let package = try DebFile(scratch.name("package.deb"))
        _ = try package.controlEntries()
        let reader = try package.dataReader()
        while try reader.next() != nil {}
      } catch {
        errors += 1
      }
    }
    #expect(errors > bytes.count / 10)
  }

  @Test func bombsAreRefused() throws {
    let zeros = try Compression.xz.compress([UInt8](repeating: 0, count: 300 << 20), threads: 2)
    let header = Make.header("control", type: "0", size: Array("02260000000".utf8) + [0])
    let control = try Compression.xz.compress(header) + zeros
    let bytes = Make.archive([
      Make.version, .init("control.tar.xz", control), .init("data.tar", Make.tar([])),
    ])
    let package = try open(bytes)
    let error = #expect(throws: DebReadError.self) { try package.controlEntries() }
    guard case .payload(.limit) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
