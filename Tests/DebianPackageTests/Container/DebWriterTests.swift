import Glibc
import PackageModel
import Payload
import TestSupport
import Testing

@testable import DebianPackage

@Suite struct DebWriterTests {
  let scratch: Scratch
  let control = [ControlMember("control", bytes: Array("Package: x\n".utf8))]

  init() throws {
    scratch = try Scratch()
  }

  func writer(_ compression: Compression = .none, change: (inout DebWriteOptions) -> Void = { _ in }) -> DebWriter {
    var options = DebWriteOptions(
      output: scratch.name("package.deb"), dataCompression: compression, timestamp: 1_700_000_000)
    change(&options)
    return DebWriter(options)
  }

  let root = TarEntry("", .directory, mode: 0o755, modificationTime: 1)

  func file(_ name: ByteString, _ content: ContentSource = .memory([1])) -> TarEntry {
    TarEntry(name, .file(content), mode: 0o644, modificationTime: 1)
  }

  /// A source that claims a size without having bytes.
  func claiming(_ size: UInt64) -> ContentSource {
    .file(
      "/nonexistent",
      FileStamp(size: size, modificationSeconds: 0, modificationNanoseconds: 0, device: 0, inode: 0))
  }

  /// Nothing may be left behind, neither the package nor a temporary file.
  func refuses(_ error: DebWriteError, _ body: () throws -> Void) throws {
    #expect(throws: error, performing: body)
    #expect(try scratch.names() == [])
  }

  @Test(arguments: [
    ("a\nb", DebWriteError.EntryProblem.newlineInName), ("a//b", .invalidName), ("a/", .invalidName),
    ("/a", .invalidName), ("./a", .invalidName), ("../a", .invalidName), ("a/..", .invalidName), ("", .invalidName),
    ("a\u{0}b", .nulInName),
  ])
  func namesThatCannotBe(_ text: String, _ problem: DebWriteError.EntryProblem) throws {
    let name = ByteString(text)
    try refuses(.entry(name, problem)) { _ = try writer().write(control: control, data: [root, file(name)]) }
    try refuses(.controlMember(name, problem)) {
      _ = try writer().write(control: [ControlMember(name, bytes: [])], data: [])
    }
  }

  @Test func entriesThatCannotBe() throws {
    try refuses(.entry("a", .duplicate)) {
      _ = try writer().write(control: control, data: [root, file("a"), file("a")])
    }
    let device = TarEntry("dev/null", .characterDevice(major: 1, minor: 3), mode: 0o666, modificationTime: 1)
    try refuses(.entry("dev/null", .device)) { _ = try writer().write(control: control, data: [device]) }
    let link = TarEntry("l", .symbolicLink(""), mode: 0o777, modificationTime: 1)
    try refuses(.entry("l", .emptyLinkTarget)) { _ = try writer().write(control: control, data: [link]) }
  }

  @Test func timesThatCannotBe() throws {
    for time in [-1, 1_000_000_000_000] as [Int64] {
      try refuses(.timestamp(time)) {
        _ = try writer { $0.timestamp = time }.write(control: control, data: [root])
      }
    }
  }

  /// None of these needs a byte of the file to be read.
  @Test func sizesAreRefusedBeforeAnythingIsWritten() throws {
    let limit = DebWriteOptions.largestPlainEntry
    try refuses(.entry("big", .tooLarge(limit))) {
      _ = try writer(.xz).write(control: control, data: [file("big", claiming(limit))])
    }
    let total: UInt64 = 5_000_000_000 * 2 + 10_240
    let error = #expect(throws: DebWriteError.self) {
      try writer().write(
        control: control, data: [file("one", claiming(5_000_000_000)), file("two", claiming(5_000_000_000))])
    }
    guard case .memberTooLarge("data.tar", let size) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(size >= total - 10_240 && size <= total)
    #expect(try scratch.names() == [])
  }

  /// GNU tar, reading the header, is the judge of the base-256 form.
  @Test func largeEntriesInTheBase256Form() throws {
    var header: [UInt8] = []
    var entry = file("big", claiming(20_000_000_000))
    entry.userID = 4_000_000_000
    entry.modificationTime = -123_456_789_012
    TarHeader.append(entry, to: &header)
    let fields = TarFields(header)
    #expect(fields.hasValidChecksum)
    #expect(fields.size == 20_000_000_000)
    #expect(fields.userID == 4_000_000_000)
    #expect(fields.modificationTime == -123_456_789_012)
    try scratch.write("header", header)
    let list = try run(
      "sh", ["-c", "TZ=UTC0 tar -tvf \(scratch("header")) --numeric-owner --full-time 2>/dev/null; true"])
    let text = String(decoding: list, as: UTF8.self)
    #expect(text.contains("4000000000/0"))
    #expect(text.contains("20000000000"))
    #expect(text.contains("-1943-"))
  }

  @Test(arguments: ["none", "gz", "zst", "xz:0"])
  func filesThatChangeLeaveNothing(_ compression: String) throws {
    let other = try Scratch()
    try other.write("file", [UInt8](repeating: 1, count: 5_000_000))
    var stamped = try ContentSource.file(at: other.name("file"))
    guard case .file(let path, var stamp) = stamped.origin else { return }
    stamp.size += 1
    stamped = .file(path, stamp)
    let failure = DebWriteError.payload(.changed(path, .size(expected: 5_000_001, found: 5_000_000)))
    let data = [root, file("a", .memory([UInt8](repeating: 2, count: 20_000_000))), file("b", stamped)]
    let writer = try writer(Compression(parsing: compression))
    try refuses(failure) { _ = try writer.write(control: control, data: data) }
    try refuses(failure) { _ = try writer.pack(data) }
    try refuses(.payload(PayloadError("open", "/nonexistent", code: ENOENT))) {
      _ = try writer.write(control: control, data: [root, file("a", claiming(1))])
    }
  }

  @Test func aPackageThatExistsIsKept() throws {
    try scratch.write("package.deb", [1])
    #expect(throws: DebWriteError.payload(.exists(scratch.name("package.deb")))) {
      try writer().write(control: control, data: [root])
    }
    #expect(try scratch.bytes("package.deb") == [1])
    _ = try writer { $0.replacesExisting = true }.write(control: control, data: [root])
    #expect(try scratch.bytes("package.deb").count > 1)
    #expect(try scratch.names() == ["package.deb"])
  }

  @Test func aMissingDirectoryIsAnError() throws {
    let writer = writer { $0.output = scratch.name("no/package.deb") }
    #expect(throws: DebWriteError.payload(PayloadError("create", scratch.name("no/package.deb"), code: ENOENT))) {
      try writer.write(control: control, data: [root])
    }
  }

  @Test func progressEndsWithTheTotal() throws {
    var steps: [(UInt64, UInt64)] = []
    let data = [root, file("a", .memory([UInt8](repeating: 2, count: 20_000_000)))]
    let summary = try writer(.zstd).write(control: control, data: data) { steps.append(($0, $1)) }
    #expect(steps.count > 10)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.0 < $1.0 })
    #expect(steps.allSatisfy { $0.1 == summary.dataSize })
    #expect(steps.last?.0 == summary.dataSize)
  }

  @Test func digestsBelongToTheirEntries() throws {
    let large = [UInt8](repeating: 7, count: 3_000_000)
    let data = [
      root, file("a", .memory([])), TarEntry("d", .directory, mode: 0o755, modificationTime: 1),
      file("d/large", .memory(large)), TarEntry("e", .hardLink("a"), mode: 0o644, modificationTime: 1),
      file("z", .memory(Array("abc".utf8))),
    ]
    let packed = try writer(.gzip).pack(data)
    let digester = try Digester(.md5)
    try digester.update(large)
    #expect(
      try packed.digests.map { $0?.hex } == [
        nil, "d41d8cd98f00b204e9800998ecf8427e", nil, digester.finish().first?.hex, nil,
        "900150983cd24fb0d6963f7d28e17f72",
      ])
    #expect(try scratch.names() == [])
  }

  @Test func controlFilesAreSortedAndHavePlainModes() throws {
    let members = [
      ControlMember("postinst", mode: 0o700, bytes: []), ControlMember("conffiles", mode: 0o600, bytes: []),
      ControlMember("control", mode: 0o777, bytes: []), ControlMember("prerm", mode: 0o555, bytes: []),
    ]
    _ = try writer(.xz).write(control: members, data: [root])
    let entries = try DebFile(scratch.name("package.deb")).controlEntries()
    #expect(entries.map(\.name) == ["", "conffiles", "control", "postinst", "prerm"])
    #expect(entries.map(\.mode) == [0o755, 0o644, 0o755, 0o755, 0o755])
  }

  @Test func bzip2DataWithGzipControl() throws {
    let writer = writer(.bzip2) { $0.controlCompression = .gzip }
    _ = try writer.write(control: control, data: [root, file("a", .memory(Array("hello".utf8)))])
    let list = try run("ar", ["t", scratch("package.deb")])
    #expect(String(decoding: list, as: UTF8.self) == "debian-binary\ncontrol.tar.gz\ndata.tar.bz2\n")
    try run("dpkg-deb", ["-x", scratch("package.deb"), scratch("out")])
    #expect(try scratch.bytes("out/a") == Array("hello".utf8))
  }

  @Test func laterTimesAreKeptWhenAsked() throws {
    var entry = file("a")
    entry.modificationTime = 1_800_000_000
    for (clamps, expected) in [(true, 1_700_000_000), (false, 1_800_000_000)] as [(Bool, Int64)] {
      let writer = writer {
        $0.clampsModificationTimes = clamps
        $0.replacesExisting = true
      }
      _ = try writer.write(control: control, data: [root, entry])
      let reader = try DebFile(scratch.name("package.deb")).dataReader()
      _ = try reader.next()
      #expect(try reader.next()?.modificationTime == expected)
    }
  }
}
