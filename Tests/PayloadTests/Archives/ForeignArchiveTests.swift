import Glibc
import PackageModel
import Payload
import TestSupport
import Testing

@Suite struct ForeignArchiveTests {
  let scratch: Scratch
  let content: [UInt8] = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 11) }

  init() throws {
    scratch = try Scratch()
    try run("mkdir", ["-p", scratch("tree/directory")])
    try scratch.write("tree/directory/file", content)
    try run("chmod", ["4711", scratch("tree/directory/file")])
    try run("ln", [scratch("tree/directory/file"), scratch("tree/second")])
    try run("ln", ["-s", "directory/file", scratch("tree/symbolic")])
    try scratch.write("tree/\u{fc}ml\u{e4}ut", [1])
    try run("touch", ["-d", "@1234567890", scratch("tree/directory/file")])
  }

  func read(_ name: String, limits: ArchiveLimits = ArchiveLimits()) throws -> [ByteString: ForeignEntry] {
    let spool = try SpoolFile(in: scratch.name("."))
    let entries = try ForeignArchive.entries(of: scratch.name(name), spool: spool, limits: limits)
    return Dictionary(uniqueKeysWithValues: entries.map { (ArchivePath.normalized($0.name) ?? "", $0) })
  }

  func check(_ entries: [ByteString: ForeignEntry], hasHardLinks: Bool = true) throws {
    let names = ["directory/file", "second"] as [ByteString]
    for name in names {
      let entry = try #require(entries[name])
      switch entry.kind {
      case .file(let source): #expect(try source.bytes(limit: 1_000_000) == content)
      case .hardLink(let target):
        #expect(hasHardLinks)
        #expect(ArchivePath.normalized(target) == names.first { $0 != name })
      default: Issue.record("\(name) is \(entry.kind)")
      }
      #expect(entry.modificationTime == 1_234_567_890)
      #expect(entry.mode & 0o777 == 0o711)
    }
    guard case .symbolicLink("directory/file") = entries["symbolic"]?.kind else {
      Issue.record("\(String(describing: entries["symbolic"]))")
      return
    }
    guard case .directory = entries["directory"]?.kind else {
      Issue.record("\(String(describing: entries["directory"]))")
      return
    }
    #expect(entries["\u{fc}ml\u{e4}ut"] != nil)
  }

  @Test(arguments: ["", "--gzip", "--bzip2", "--xz", "--zstd", "--lzma"], ["gnu", "posix"])
  func tar(_ option: String, _ format: String) throws {
    let options = option.isEmpty ? [] : [option]
    try run("tar", ["-cf", scratch("archive"), "--format=" + format] + options + ["-C", scratch("tree"), "."])
    let entries = try read("archive")
    try check(entries)
    #expect(entries["directory/file"]?.mode == 0o4711 || entries["second"]?.mode == 0o4711)
  }

  /// Writes the tree as cpio(5): `newc` has the content of a file with several names at the last of them, `odc` at each.
  static let cpioScript = #"""
    import os, sys
    root, output, kind = sys.argv[1:]
    paths = []
    for directory, directories, files in os.walk(root):
        paths += [os.path.relpath(os.path.join(directory, n), root) for n in directories + files]
    paths.sort()
    seen, last = set(), {}
    for p in paths: last[os.lstat(os.path.join(root, p)).st_ino] = p
    def entry(out, name, st, data):
        name = name.encode() + b"\0"
        if kind == "odc":
            out.write(b"070707%06o%06o%06o%06o%06o%06o%06o%011o%06o%011o" % (
                0, st.st_ino & 0o777777, st.st_mode, 0, 0, st.st_nlink, 0, int(st.st_mtime), len(name), len(data)))
            out.write(name + data)
            return
        fields = (st.st_ino, st.st_mode, 0, 0, st.st_nlink, int(st.st_mtime), len(data), 0, 0, 0, 0, len(name), 0)
        out.write(b"070701" + b"".join(b"%08X" % f for f in fields) + name)
        out.write(b"\0" * (-(110 + len(name)) % 4) + data + b"\0" * (-len(data) % 4))
    with open(output, "wb") as out:
        for p in paths:
            full = os.path.join(root, p)
            st = os.lstat(full)
            data = b""
            if os.path.islink(full): data = os.readlink(full).encode()
            elif os.path.isfile(full) and (kind == "odc" or last[st.st_ino] == p): data = open(full, "rb").read()
            entry(out, p, st, data)
        entry(out, "TRAILER!!!", os.stat_result([0] * 3 + [1] + [0] * 6), b"")
    """#

  @Test(arguments: ["newc", "odc"])
  func cpio(_ format: String) throws {
    try run("python3", ["-c", Self.cpioScript, scratch("tree"), scratch("archive"), format])
    try check(read("archive"))
  }

  @Test func zip() throws {
    let script = """
      import sys, zipfile, os, stat
      with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as z:
          os.chdir(sys.argv[1])
          z.write("directory/file")
          z.write("\u{fc}ml\u{e4}ut")
      """
    try run("python3", ["-c", script, scratch("tree"), scratch("archive")])
    let entries = try read("archive")
    guard case .file(let source) = entries["directory/file"]?.kind else {
      Issue.record("no file")
      return
    }
    #expect(try source.bytes(limit: 1_000_000) == content)
    #expect(entries["\u{fc}ml\u{e4}ut"] != nil)
  }

  @Test func namesThatAreNotUTF8() throws {
    let script = """
      import sys, tarfile, io
      with tarfile.open(sys.argv[1], "w", format=tarfile.GNU_FORMAT, encoding="latin-1") as t:
          t.addfile(tarfile.TarInfo("caf\\xe9"), io.BytesIO(b""))
      """
    try run("python3", ["-c", script, scratch("archive")])
    #expect(try read("archive").keys.first == ByteString(Array("caf".utf8) + [0xe9]))
  }

  @Test func holesBecomeZeros() throws {
    try scratch.write("tree/sparse", [])
    #expect(truncate(scratch("tree/sparse"), 5_000_000) == 0)
    let descriptor = open(scratch("tree/sparse"), O_WRONLY)
    #expect(pwrite(descriptor, "middle", 6, 2_000_000) == 6)
    close(descriptor)
    try run("tar", ["-cSf", scratch("archive"), "-C", scratch("tree"), "sparse"])
    guard case .file(let source) = try read("archive")["sparse"]?.kind else {
      Issue.record("no file")
      return
    }
    #expect(try source.bytes(limit: 5_000_000) == scratch.bytes("tree/sparse"))
  }

  @Test func limits() throws {
    try run("tar", ["-cf", scratch("archive"), "-C", scratch("tree"), "."])
    for limits in [
      ArchiveLimits(entryCount: 3), ArchiveLimits(totalSize: 199_999), ArchiveLimits(pathLength: 5),
    ] {
      let error = #expect(throws: PayloadError.self) { try read("archive", limits: limits) }
      guard case .limit = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func damageNamesTheArchive() throws {
    try run("tar", ["-czf", scratch("archive"), "-C", scratch("tree"), "."])
    let bytes = try scratch.bytes("archive")
    for count in stride(from: 0, to: bytes.count - 1, by: 211) {
      try scratch.write("cut", Array(bytes.prefix(count)))
      let error = #expect(throws: PayloadError.self) { try read("cut") }
      guard case .corrupt(let path, _, let words) = error else {
        Issue.record("cut at \(count): \(String(describing: error))")
        continue
      }
      #expect(path == scratch.name("cut"))
      #expect(!words.isEmpty)
    }
  }

  @Test(arguments: [
    ("./a/b", "a/b"), ("/a//b/", "a/b"), ("a/./b", "a/b"), (".", ""), ("./", ""), ("a/../b", nil), ("..", nil),
    ("..a", "..a"),
  ])
  func paths(_ path: ByteString, _ expected: ByteString?) {
    #expect(ArchivePath.normalized(path) == expected)
  }
}
