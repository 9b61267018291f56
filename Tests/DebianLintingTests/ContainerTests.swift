import DebianLinting
import Foundation
import PackageModel
import Payload
import TestSupport
import Testing

/// What is said about containers, and about files that are none.
@Suite struct ContainerTests {
  /// The tags that need a package file and no tree.
  static let tags: Set<String> = [
    "malformed-deb-archive", "misplaced-extra-member-in-deb", "uses-no-compression-for-control-tarball",
    "uses-no-compression-for-data-tarball", "uses-deprecated-compression-for-data-tarball", "lzma-deb-archive",
    "control-file-has-bad-owner", "control-file-is-not-a-file", "wrong-file-owner-uid-or-gid", "special-file",
    "missing-intermediate-directory", "shipped-file-without-utf8-name", "bad-owner-for-doc-file",
  ]

  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func hints(_ file: String, limits: ArchiveLimits = ArchiveLimits()) throws -> [TagHint] {
    DebianLinter().run(try PackageIntake.read(package: scratch.name(file), limits: limits))
  }

  private func expect(_ tag: String, _ file: String) throws {
    let tags = try hints(file).map(\.tag)
    #expect(tags.contains(tag), "\(tags)")
  }

  /// Puts a container together from members that tar makes of the draft's tree.
  private func container(
    _ members: [String], data: [String] = ["--owner=root:0", "--group=root:0"],
    control: [String] = ["--owner=root:0", "--group=root:0"],
    change: (String) throws -> Void = { _ in }
  ) throws {
    let tree = scratch("tree")
    try Draft().write(to: tree)
    try change(tree)
    try run("mv", [tree + "/DEBIAN", scratch("control")])
    try scratch.write("debian-binary", Array("2.0\n".utf8))
    for member in members {
      if member.hasPrefix("control.tar") {
        try run("tar", ["--format=gnu", "-C", scratch("control"), "-caf", scratch(member)] + control + ["."])
      } else if member.hasPrefix("data.tar") {
        // By itself tar makes xz of what is to end in lzma.
        let filter = member.hasSuffix(".lzma") ? ["-I", "xz --format=lzma", "-cf"] : ["-caf"]
        try run("tar", ["--format=gnu", "-C", tree] + filter + [scratch(member)] + data + ["."])
      } else if member != "debian-binary" {
        try scratch.write(member, Array("x\n".utf8))
      }
    }
    try run("ar", ["qcD", scratch("demo.deb")] + members.map { scratch($0) })
  }

  @Test(arguments: [
    ("misplaced-extra-member-in-deb", ["debian-binary", "control.tar.gz", "data.tar.gz", "_gpgorigin"]),
    ("uses-no-compression-for-control-tarball", ["debian-binary", "control.tar", "data.tar.gz"]),
    ("uses-no-compression-for-data-tarball", ["debian-binary", "control.tar.gz", "data.tar"]),
    ("uses-deprecated-compression-for-data-tarball", ["debian-binary", "control.tar.gz", "data.tar.bz2"]),
    ("lzma-deb-archive", ["debian-binary", "control.tar.gz", "data.tar.lzma"]),
    ("malformed-deb-archive", ["debian-binary", "control.tar.gz", "control.tar.xz", "data.tar.gz"]),
    ("malformed-deb-archive", ["debian-binary", "control.tar.zst", "data.tar.zst"]),
    ("malformed-deb-archive", ["debian-binary", "data.tar.gz"]),
  ])
  func members(_ tag: String, _ members: [String]) throws {
    try container(members)
    try expect(tag, "demo.deb")
  }

  @Test func aContainerInOrderIsSilent() throws {
    try container(["debian-binary", "control.tar.xz", "data.tar.xz"])
    #expect(try hints("demo.deb").map(\.fullLine) == [])
  }

  @Test func owners() throws {
    try container(
      ["debian-binary", "control.tar.gz", "data.tar.gz"], data: ["--owner=ada:1000", "--group=ada:1000"],
      control: ["--owner=ada:1000", "--group=ada:1000"])
    for tag in ["control-file-has-bad-owner", "wrong-file-owner-uid-or-gid", "bad-owner-for-doc-file"] {
      try expect(tag, "demo.deb")
    }
  }

  @Test func oddEntries() throws {
    try container(["debian-binary", "control.tar.gz", "data.tar.gz"]) { tree in
      try run("ln", ["-s", "control", tree + "/DEBIAN/symbols"])
      try run("mkfifo", [tree + "/usr/bin/pipe"])
      try run("sh", ["-c", "echo x > \"$(printf '%s/usr/share/doc/demo/b\\344r' \"$0\")\"", tree])
    }
    for tag in ["control-file-is-not-a-file", "special-file", "shipped-file-without-utf8-name"] {
      try expect(tag, "demo.deb")
    }
  }

  @Test func missingDirectories() throws {
    try container(
      ["debian-binary", "control.tar.gz", "data.tar.gz"],
      data: ["--owner=root:0", "--group=root:0", "--no-recursion", "./usr/bin/demo"])
    try expect("missing-intermediate-directory", "demo.deb")
  }

  // MARK: - Bad input

  private func packed() throws -> [UInt8] {
    try Draft().pack(in: scratch, as: "good.deb", compression: "xz")
    return try scratch.bytes("good.deb")
  }

  @Test func notAPackage() throws {
    for bytes in [[], Array("words\n".utf8), Array("!<arch>\n".utf8), [UInt8](repeating: 0, count: 5000)] {
      try scratch.write("bad.deb", bytes)
      #expect(try hints("bad.deb").map(\.tag) == ["malformed-deb-archive"])
    }
  }

  @Test func aFileThatIsNotThereIsAnError() {
    #expect(throws: PayloadError.self) { try hints("gone.deb") }
  }

  @Test func cutShortAnywhere() throws {
    let bytes = try packed()
    for count in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 60)) {
      try scratch.write("cut.deb", Array(bytes[..<count]))
      #expect(try hints("cut.deb").map(\.tag).contains("malformed-deb-archive"), "\(count)")
    }
  }

  @Test func damagedAnywhere() throws {
    let bytes = try packed()
    var generator = SeededGenerator(7)
    for _ in 0..<80 {
      var damaged = bytes
      damaged[generator.number(0...(bytes.count - 1))] ^= UInt8(generator.number(1...255))
      try scratch.write("damaged.deb", damaged)
      _ = try hints("damaged.deb")
    }
  }

  @Test func pathsThatLeadOut() throws {
    try container(
      ["debian-binary", "control.tar.gz", "data.tar.gz"], data: ["--transform=s,usr/bin/demo,../../etc/passwd,", "-P"])
    #expect(try hints("demo.deb").map(\.tag) == ["malformed-deb-archive"])
  }

  @Test func archivesThatGrowWithoutEnd() throws {
    var draft = Draft()
    draft.files["usr/share/demo/zeros"] = .init(bytes: [UInt8](repeating: 0, count: 4 << 20), mode: 0o644)
    try draft.pack(in: scratch, as: "bomb.deb", compression: "xz")
    #expect(try hints("bomb.deb", limits: ArchiveLimits(totalSize: 1 << 20)).map(\.tag) == ["malformed-deb-archive"])
    #expect(try hints("bomb.deb", limits: ArchiveLimits(entryCount: 3)).map(\.tag) == ["malformed-deb-archive"])
  }
}
