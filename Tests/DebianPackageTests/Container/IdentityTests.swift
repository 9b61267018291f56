import PackageModel
import Payload
import TestSupport
import Testing

@testable import DebianPackage

/// Packages are, byte for byte, what the system's dpkg-deb writes from the same tree.
@Suite struct IdentityTests {
  static let epoch: Int64 = 1_700_000_000

  /// Builds the same tree with dpkg-deb and with the writer, both ways, and compares.
  func compare(
    _ tree: Tree, in scratch: Scratch, arguments: [String], compression: Compression, control: Compression? = nil
  ) throws {
    try run(
      "dpkg-deb", ["--root-owner-group"] + arguments + ["--build", tree.root.text, scratch("theirs.deb")],
      environment: ["SOURCE_DATE_EPOCH": String(Self.epoch)])
    let theirs = try scratch.bytes("theirs.deb")
    var writer = DebWriter(
      DebWriteOptions(
        output: scratch.name("ours.deb"), replacesExisting: true, dataCompression: compression,
        controlCompression: control, timestamp: Self.epoch))
    writer.controlDirectoryTime = tree.modificationTime("DEBIAN")
    let entries = try DebianOrder.arrange(tree.entries().reversed())
    let members = try tree.controlMembers()
    let summary = try writer.write(control: members.reversed(), data: entries)
    #expect(Self.firstDifference(try scratch.bytes("ours.deb"), theirs) == nil)
    #expect(summary.fileSize == UInt64(theirs.count))
    let packed = try writer.pack(entries)
    _ = try writer.write(control: members, data: packed)
    #expect(Self.firstDifference(try scratch.bytes("ours.deb"), theirs) == nil)
  }

  /// Where two files begin to differ; packages are too large to be shown.
  static func firstDifference(_ ours: [UInt8], _ theirs: [UInt8]) -> Int? {
    if ours == theirs { return nil }
    return zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ours.count, theirs.count)
  }

  static let compressions = [
    ("xz", ["-Zxz"]), ("xz:0", ["-Zxz", "-z0"]), ("xz:1:extreme", ["-Zxz", "-z1", "-Sextreme"]),
    ("gz", ["-Zgzip"]), ("gz:1", ["-Zgzip", "-z1"]), ("gz:0", ["-Zgzip", "-z0"]),
    ("gz:filtered", ["-Zgzip", "-Sfiltered"]), ("gz:huffman", ["-Zgzip", "-Shuffman"]),
    ("gz:5:rle", ["-Zgzip", "-z5", "-Srle"]), ("gz:fixed", ["-Zgzip", "-Sfixed"]),
    ("zst", ["-Zzstd"]), ("zst:0", ["-Zzstd", "-z0"]), ("zst:19", ["-Zzstd", "-z19"]),
    ("zst:22", ["-Zzstd", "-z22"]), ("none", ["-Znone"]),
  ]

  @Test(arguments: compressions)
  func corners(_ name: String, _ arguments: [String]) throws {
    let scratch = try Scratch()
    let tree = Tree(scratch.name("tree"))
    tree.addCorners()
    tree.addControl()
    try compare(tree, in: scratch, arguments: arguments, compression: Compression(parsing: name))
  }

  @Test(arguments: [("xz", "xz"), ("zst", "zstd"), ("none", "none")])
  func controlCompressedApart(_ name: String, _ option: String) throws {
    let scratch = try Scratch()
    let tree = Tree(scratch.name("tree"))
    tree.addCorners()
    tree.addControl()
    try compare(
      tree, in: scratch, arguments: ["-Z" + option, "--no-uniform-compression"],
      compression: Compression(parsing: name), control: .gzip)
  }

  @Test(arguments: [("xz:1", ["-Zxz", "-z1"]), ("gz", ["-Zgzip"]), ("zst", ["-Zzstd"]), ("none", ["-Znone"])])
  func manyFiles(_ name: String, _ arguments: [String]) throws {
    let scratch = try Scratch()
    let tree = Tree(scratch.name("tree"))
    tree.addManyFiles(10_000)
    tree.addControl()
    try compare(tree, in: scratch, arguments: arguments, compression: Compression(parsing: name))
  }

  @Test func nothingButTheRoot() throws {
    let scratch = try Scratch()
    let tree = Tree(scratch.name("tree"))
    tree.addControl()
    try compare(tree, in: scratch, arguments: ["-Zzstd"], compression: .zstd)
  }

  /// Streams around the size in which libzstd is fed, which decides how a frame begins and ends.
  @Test(arguments: [-1, 0, 1])
  func sizesAroundAPiece(_ difference: Int) throws {
    let scratch = try Scratch()
    let tree = Tree(scratch.name("tree"))
    let piece = 131_072
    // The archive is padded to 10 240 bytes, so a common multiple of both is met exactly.
    let overhead = 512 * 2 + 1024
    tree.makeFile("file", [UInt8](repeating: 7, count: piece * 5 - overhead + difference * 512))
    tree.addControl()
    try compare(tree, in: scratch, arguments: ["-Zzstd"], compression: .zstd)
  }
}
