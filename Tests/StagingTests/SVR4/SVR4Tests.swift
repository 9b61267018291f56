import Foundation
import PackageModel
import Payload
import Staging
import Testing

@Suite struct SVR4Tests {
  private static let information = """
    # a comment
    PKG=DEMOfig
      NAME="Fig tree"
    ARCH=i386
    VERSION=1.0,REV=2
    CATEGORY=application
    DESC=
    BASEDIR=/opt/fig/
    CLASSES=none keep
    EMAIL=fig@demo.example
    SUNW_PRODNAME=x
    FIG_COLOR=green
    FIG_COLOR=red
    EMPTY=

    """

  private static let map = """
    : 1 100
    # a comment
    1 i pkginfo 200 1000 1700000000
    1 i copyright 20 1000 1700000000
    1 i postinstall 20 1000 1700000000
    1 i i.keep 20 1000 1700000000
    1 d none bin 0755 root bin
    1 f none bin/fig 0555 root bin 4 300 1709210096
    e renamenew etc.conf 0644 root sys 4 300 1700000000
    1 v keep log ? root sys 4 300 1700000000
    1 v keep log2 0644 root sys 4 300 1700000000
    1 s none lnk=$BASEDIR/bin/fig
    1 l none hard=bin/fig
    1 f none /etc/abs 0644 root sys 4 300 1700000000
    1 d none $BASEDIR 0755 root bin
    1 d none ? ? ? ?
    1 b none dev/x 1 2 0600 root sys
    1 x none ex 0700 root sys

    """

  private static let head = [
    "set name=pkg.send.convert.email value=fig@demo.example",
    "set name=pkg.send.convert.fig-color value=red",
    "legacy arch=i386 category=application desc=\"\" name=\"Fig tree\" pkg=DEMOfig version=1.0,REV=2",
    "set name=pkg.description value=\"\"",
    "set name=pkg.summary value=\"Fig tree\"",
  ]

  private func package() throws -> TemporaryTree {
    let tree = try TemporaryTree().file("p/pkginfo", Self.information).file("p/pkgmap", Self.map)
    for name in ["reloc/bin/fig", "reloc/etc.conf", "reloc/log2", "root/etc/abs", "install/copyright"] {
      try tree.file("p/" + name)
    }
    return tree
  }

  @Test func directoryPackage() throws {
    let tree = try package()
    var options = GenerateOptions()
    options.timestampPatterns = [GlobPattern("fig", .python)]
    #expect(
      try generated(tree.at("p"), options) == Self.head + [
        "license install/copyright license=DEMOfig.copyright",
        "dir group=bin mode=0755 owner=root path=opt/fig/bin",
        "file reloc/bin/fig group=bin mode=0555 owner=root path=opt/fig/bin/fig timestamp=20240229T123456Z",
        "file reloc/etc.conf group=sys mode=0644 owner=root path=opt/fig/etc.conf preserve=renamenew",
        "file reloc/log2 group=sys mode=0644 owner=root path=opt/fig/log2 preserve=true",
        "link path=opt/fig/lnk target=opt/fig/bin/fig",
        "hardlink path=opt/fig/hard target=bin/fig",
        "file root/etc/abs group=sys mode=0644 owner=root path=etc/abs",
        "unknown path=opt/fig/dev/x",
        "dir group=sys mode=0700 owner=root path=opt/fig/ex",
      ])
    let found = try report(tree.at("p"))
    #expect(found.isSVR4)
    #expect(
      found.problems == [
        .classAction(package: "DEMOfig", path: "opt/fig/etc.conf", className: "renamenew"),
        .classAction(package: "DEMOfig", path: "opt/fig/log2", className: "keep"),
        .script(package: "DEMOfig", name: "postinstall"),
      ])
  }

  @Test func missingContentIsAnErrorBeforeAnything() throws {
    let tree = try package()
    try FileManager.default.removeItem(atPath: tree.path + "/p/reloc/log2")
    var count = 0
    #expect(throws: StagingError.missingInput(tree.at("p/reloc/log2"))) {
      try ManifestGenerator(GenerateOptions()).generate(.svr4Directory(tree.at("p"))) {
        (_) throws(StagingError) in count += 1
      }
    }
    #expect(count == 0)
  }

  @Test func hollowPackagesAreMarked() throws {
    let tree = try TemporaryTree().file("p/pkginfo", "PKG=a\nSUNW_PKG_HOLLOW=TRUE\n").file(
      "p/pkgmap", "d none x 0755 a b\n")
    #expect(
      try generated(tree.at("p")) == [
        "legacy pkg=a pkg.send.convert.sunw-pkg-hollow=true",
        "dir group=b mode=0755 owner=a path=x pkg.send.convert.sunw-pkg-hollow=true",
      ])
  }

  private static func datastream(_ form: CpioArchive.Form, packages: [String] = ["DEMOfig"]) -> [UInt8] {
    let header = "# PaCkAgE DaTaStReAm\n" + packages.map { "\($0) 1 100\n" }.joined() + "# end of header\n"
    let padded = Array(header.utf8) + Array(repeating: 0, count: 512 - header.utf8.count)
    let first = CpioArchive(form, [("DEMOfig/pkginfo", information), ("DEMOfig/pkgmap", map)])
    let second = CpioArchive(
      form,
      [
        ("pkginfo", information), ("install/copyright", "c"), ("reloc/log2", "l"), ("./reloc/bin/fig", "f"),
        ("reloc", ""), ("root/etc/abs", "a"), ("reloc/etc.conf", "e"), ("reloc/stray", "s"), ("reloc/bin", ""),
      ])
    return padded + first.padded + second.padded
  }

  private static let streamed =
    head + [
      "license install/copyright license=DEMOfig.copyright",
      "file reloc/log2 group=sys mode=0644 owner=root path=opt/fig/log2 preserve=true",
      "file reloc/bin/fig group=bin mode=0555 owner=root path=opt/fig/bin/fig",
      "file root/etc/abs group=sys mode=0644 owner=root path=etc/abs",
      "file reloc/etc.conf group=sys mode=0644 owner=root path=opt/fig/etc.conf preserve=renamenew",
      "unknown path=reloc/stray",
      "dir group=bin mode=0755 owner=root path=opt/fig/bin",
      "link path=opt/fig/lnk target=opt/fig/bin/fig",
      "hardlink path=opt/fig/hard target=bin/fig",
      "dir group=sys mode=0700 owner=root path=opt/fig/ex",
    ]

  @Test(arguments: [CpioArchive.Form.portable, .newer]) func datastreams(_ form: CpioArchive.Form) throws {
    let tree = TemporaryTree()
    try Data(Self.datastream(form)).write(to: URL(fileURLWithPath: tree.path + "/fig.pkg"))
    #expect(try generated(tree.at("fig.pkg")) == Self.streamed)
    try #require(try Tools.run("gzip", "fig.pkg", in: tree.path).status == 0)
    #expect(try generated(tree.at("fig.pkg.gz")) == Self.streamed)
  }

  @Test func damagedDatastreams() throws {
    let tree = TemporaryTree()
    func refuses(_ bytes: [UInt8], _ message: String) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: tree.path + "/x"))
      let error = #expect(throws: StagingError.self) { try report(tree.at("x")) }
      #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
    let whole = Self.datastream(.portable)
    try refuses(Self.datastream(.portable, packages: ["a", "b"]), "2 packages is not supported")
    try refuses(Array(whole.prefix(40)), "no end")
    try refuses(Array(whole.prefix(520)), "x")
    try refuses(Array(whole.prefix(whole.count - 700)), "x")
    try refuses(Array("# PaCkAgE DaTaStReAm\n# end of header\n".utf8), "0 packages")
  }

  @Test(arguments: [
    ("PKG=a\nnonsense\n", "", "pkginfo:2"), ("NAME=a\n", "", "PKG is missing"), ("PKG=a\nBASEDIR=x\n", "", "BASEDIR"),
    ("#FASPACD= none\nPKG=a\n", "", "not supported"), ("PKG=a\n", "1 q none x\n", "pkgmap:1"),
    ("PKG=a\n", "1 f none x 0644 root sys 4 300\n", "pkgmap:1"), ("PKG=a\n", ": 1 2\n1 s none x\n", "pkgmap:2"),
    ("PKG=a\n", "1 d none x 0755 root\n", "pkgmap:1"), ("PKG=a\n", "1\n", "pkgmap:1"),
    ("PKG=a\n", "1 s none =b\n", "pkgmap:1"), ("PKG=a\n", "1 f none x 0644 root sys 4 300 later\n", "pkgmap:1"),
  ])
  func mistakesHaveAPlace(_ information: String, _ map: String, _ message: String) throws {
    let tree = try TemporaryTree().file("p/pkginfo", information).file("p/pkgmap", map)
    let error = #expect(throws: StagingError.self) { try report(tree.at("p")) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}
