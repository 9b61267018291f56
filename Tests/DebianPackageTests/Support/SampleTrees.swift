import Glibc
import PackageModel

extension Tree {
  /// Adds the control files that dpkg-deb insists on, and a script.
  func addControl() {
    makeDirectory("DEBIAN")
    let control = """
      Package: sample
      Version: 1.0-1
      Architecture: all
      Maintainer: Sample Packager <sample@example.org>
      Description: sample
       For comparison.

      """
    makeFile("DEBIAN/control", Array(control.utf8), mode: 0o664, time: 1_650_000_000)
    makeFile("DEBIAN/postinst", Array("#!/bin/sh\nset -e\n".utf8), mode: 0o755)
    makeFile("DEBIAN/prerm", Array("#!/bin/sh\n".utf8), mode: 0o775, time: 1_800_000_000)
    makeFile("DEBIAN/md5sums", [], mode: 0o600)
    setTime("DEBIAN", 1_640_000_000)
  }

  /// Fills the tree with every corner of the formats.
  func addCorners() {
    func bytes(_ count: Int, _ seed: UInt8) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31) ^ seed } }
    let long255 = ByteString([UInt8](repeating: 0x6c, count: 255))
    makeDirectory("usr")
    makeDirectory("usr/bin", mode: 0o2755)
    makeFile("usr/bin/setuid", bytes(700, 1), mode: 0o4755)
    makeFile("usr/bin/setgid", bytes(511, 2), mode: 0o2755)
    makeFile("usr/bin/exactly-a-block", bytes(512, 3), mode: 0o755)
    makeFile("usr/bin/just-over", bytes(513, 4), mode: 0o755)
    makeDirectory("tmp", mode: 0o1777)
    makeDirectory("empty", mode: 0o700)
    // The order within a directory goes by whole names, not by whole paths.
    makeDirectory("a")
    makeFile("a/b")
    makeDirectory("a-b")
    makeFile("a-b/c")
    makeFile("a.b")
    makeSymbolicLink("a-link", to: "a")
    makeSymbolicLink("zz-link", to: "../nowhere")
    makeSymbolicLink("usr/bin/absolute", to: "/usr/bin/setuid")
    for count in [94, 95, 96, 97, 98, 99, 100, 101] {
      makeFile(ByteString([UInt8](repeating: 0x6e, count: count)), [UInt8(count)])
      makeDirectory(ByteString([UInt8](repeating: 0x64, count: count)))
      makeSymbolicLink(
        ByteString([UInt8](repeating: 0x73, count: count)), to: ByteString([UInt8](repeating: 0x74, count: count)))
    }
    makeDirectory(long255)
    makeDirectory(long255 + "/" + long255)
    makeFile(long255 + "/" + long255 + "/" + long255, bytes(40, 5))
    makeSymbolicLink(long255 + "/link", to: ByteString([UInt8](repeating: 0x75, count: 1000)))
    for count in [511, 512, 513] {
      makeSymbolicLink(ByteString("target-\(count)"), to: ByteString([UInt8](repeating: 0x76, count: count)))
    }
    makeFile("usr/zz-original", bytes(2000, 6))
    makeHardLink("usr/aa-second-name", to: "usr/zz-original")
    makeHardLink(long255 + "/third-name", to: "usr/zz-original")
    makeFile(long255 + "/original-with-a-long-name", bytes(3, 7))
    makeHardLink("zzz-link-to-long-name", to: long255 + "/original-with-a-long-name")
    makeSymbolicLink("symlink-with-two-names", to: "anything")
    makeHardLink("a-symlink-with-two-names", to: "symlink-with-two-names")
    makeFIFO("fifo")
    makeFile("umlaut-\u{e4}\u{f6}\u{fc}-\u{65e5}\u{672c}")
    makeFile(ByteString(Array("latin-".utf8) + [0xe4, 0xff]), bytes(1, 8))
    makeSymbolicLink(ByteString(Array("latin-link-".utf8) + [0xe4]), to: ByteString([0xfe, 0xff]))
    makeFile("with space")
    makeFile("back\\slash")
    makeFile("quote'\"`$x")
    makeFile("tab\tand\rcontrol\u{1}")
    makeFile("-leading-hyphen")
    makeFile("--checkpoint=1")
    makeFile("*glob?[x]")
    makeFile("old", bytes(9, 9), time: 1)
    makeFile("epoch", bytes(9, 9), time: 0)
    makeFile("before-epoch", bytes(9, 9), time: -1)
    makeFile("long-before-epoch", bytes(9, 9), time: -2_000_000_000)
    makeFile("newer", bytes(9, 9), time: 1_900_000_000)
    makeFile("at-the-epoch-with-fraction", bytes(9, 9))
    setTime("at-the-epoch-with-fraction", 1_700_000_000, nanoseconds: 5)
    makeFile("fraction-before-epoch", bytes(9, 9))
    setTime("fraction-before-epoch", -5, nanoseconds: 500_000_000)
    makeFile("unreadable-by-others", bytes(10, 10), mode: 0o400)
    makeFile("no-permissions-for-others", bytes(10, 10), mode: 0o7777)
    makeFile("larger", bytes(3_000_000, 11))
    setTime("", 1_500_000_000)
  }

  /// Fills the tree with many small files.
  func addManyFiles(_ count: Int) {
    for directory in 0..<(count / 100) {
      let name = ByteString("directory-\(directory)")
      makeDirectory(name)
      for file in 0..<100 {
        makeFile(name + ByteString("/file-\(file)"), Array("content of \(directory) \(file)\n".utf8))
      }
    }
  }
}
