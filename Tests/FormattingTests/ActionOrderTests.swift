import Formatting
import PackageModel
import TestSupport
import Testing

/// The order of actions.
@Suite struct ActionOrderTests {
  private static let mixed: ByteString = """
    unknown what=ever
    depend type=require fmri=b
    license x license=b
    user username=u
    dir path=b
    signature algorithm=x value=y
    link path=a target=b
    driver name=d
    set name=zebra value=1
    set name=pkg.aa value=1
    group groupname=g
    file path=a/b
    legacy pkg=L
    hardlink path=c target=a
    depend type=exclude fmri=z
    set name=pkg.description value=d
    set name=pkg.fmri value=p@1
    set name=pkg.summary value=s
    """

  @Test func theSecondStyleGoesByPath() throws {
    #expect(
      try formatted(Self.mixed) == """
        set name=pkg.fmri value=p@1
        set name=pkg.summary value=s
        set name=pkg.description value=d
        set name=pkg.aa value=1
        set name=zebra value=1
        link path=a target=b
        file path=a/b
        dir  path=b
        hardlink path=c target=a
        signature value=y algorithm=x version=0
        unknown what=ever
        driver name=d
        group groupname=g
        user username=u
        legacy pkg=L
        license x license=b
        depend type=exclude fmri=z
        depend type=require fmri=b

        """)
  }

  @Test func theFirstStyleGoesByType() throws {
    #expect(
      try formatted(Self.mixed, .first) == """
        set name=pkg.fmri value=p@1
        set name=pkg.aa value=1
        set name=pkg.description value=d
        set name=pkg.summary value=s
        set name=zebra value=1
        dir path=b
        driver name=d
        file path=a/b
        group groupname=g
        hardlink path=c target=a
        legacy pkg=L
        license x license=b
        link path=a target=b
        signature value=y algorithm=x version=0
        unknown what=ever
        user username=u
        depend fmri=b type=require
        depend fmri=z type=exclude

        """)
  }

  @Test func namesOfPackagesComeOutInReverse() throws {
    let names = (0..<100).map { "set name=pkg.fmri value=p@\($0)\n" }
    let others = (0..<100).map { "set name=x\($0) value=y\n" }
    let text = ByteString(zip(others, names).map { $0 + $1 }.joined())
    let result = try formatted(text).text.split(separator: "\n").prefix(100).map { String($0) + "\n" }
    #expect(result == names.reversed())
  }

  @Test func pathsAreOrderedByTheirBytes() throws {
    var generator = SeededGenerator(3)
    let pieces: [ByteString] = [
      "a", "b", "usr/share/", "usr/sharf", "é", "/", ".", "-", "\u{1}", "0123456", "12345678", "𝄞",
    ]
    for _ in 0..<60 {
      var paths: Set<ByteString> = []
      for _ in 0..<generator.number(0...120) { paths.insert("p" + generator.text(of: pieces, count: 0...12)) }
      let lines = paths.shuffled(using: &generator).map { "file path=" + $0 }
      let result = try formatted(lines.joined(separator: "\n"), FormattingOptions(unwraps: true))
      #expect(result == paths.sorted().map { "file path=" + $0 + "\n" }.joined(separator: ""))
    }
  }

  @Test func bytesOfZeroAreOrderedToo() throws {
    let paths: [ByteString] = [
      "a", "a\0", "a\0\0", "a\0\0\0\0\0\0\0", "a\0\0\0\0\0\0\0\0", "a\0\0\0\0\0\0\0b", "a\0b", "ab",
    ]
    let lines = paths.reversed().map { "file path=" + $0 }
    #expect(
      try formatted(lines.joined(separator: "\n")) == paths.map { "file path=" + $0 + "\n" }.joined(separator: ""))
  }

  @Test func manyLongPathsWithACommonBeginning() throws {
    let beginning = ByteString(Array(repeating: UInt8(ascii: "d"), count: 4_000))
    let paths = (0..<300).map { beginning + ByteString("/\($0)") }
    let text = paths.map { "file path=" + $0 }.joined(separator: "\n")
    let options = FormattingOptions(unwraps: true)
    #expect(try formatted(text, options) == paths.sorted().map { "file path=" + $0 + "\n" }.joined(separator: ""))
  }

  @Test func theSamePathIsOrderedByTargetThenText() throws {
    let text: ByteString = """
      link path=p target=b variant.arch=i386
      hardlink path=p target=c
      link path=p target=a variant.arch=sparc
      file path=p mode=0444
      file abc path=p
      file path=p mode=0400
      link path=p target=a
      dir path=p mode=0755
      link path=p target=z target=a
      """
    #expect(
      try formatted(text) == """
        dir  path=p mode=0755
        file path=p mode=0400
        file path=p mode=0444
        file abc path=p
        link path=p target=a
        link path=p target=a variant.arch=sparc
        link path=p target=b variant.arch=i386
        hardlink path=p target=c
        link path=p target=a target=z

        """)
  }

  @Test func dependenciesOnSeveralPackages() throws {
    let text: ByteString = """
      depend type=require-any fmri=b fmri=c
      depend type=require-any fmri=b fmri=a
      depend type=require-any fmri=Z
      depend type=require-any fmri=$(X)
      depend type=require-any fmri=a
      depend type=group fmri=z fmri=y
      """
    #expect(
      try formatted(text) == """
        depend type=group fmri=y fmri=z
        depend type=require-any fmri=$(X)
        depend type=require-any fmri=Z
        depend type=require-any fmri=a
        depend type=require-any fmri=a fmri=b
        depend type=require-any fmri=b fmri=c

        """)
    #expect(
      try formatted(text, .first) == """
        depend fmri=$(X) type=require-any
        depend fmri=Z type=require-any
        depend type=require-any fmri=a fmri=b
        depend type=require-any fmri=b fmri=c
        depend type=group fmri=y fmri=z
        depend fmri=a type=require-any

        """)
  }

  @Test func modesArePlainWhereActionsWereComparedByText() throws {
    #expect(
      try formatted("dir path=a mode=0o755\ndir path=b mode=0o755")
        == "dir  path=a mode=0o755\ndir  path=b mode=0o755\n")
    #expect(
      try formatted("dir path=a mode=0o755 owner=b\ndir path=a mode=0o755 owner=a")
        == "dir  path=a owner=a mode=0755\ndir  path=a owner=b mode=0755\n")
  }

  @Test(arguments: 0..<20)
  func theOrderOfTheInputDoesNotMatter(_ seed: Int) throws {
    var generator = SeededGenerator(UInt64(seed))
    var actions = RandomActions(seed: UInt64(seed) + 50)
    let lines = actions.expressible(0...80).map { $0.line() }
    for style in FormatStyle.allCases {
      let options = FormattingOptions(style: style)
      let first = try formatted(lines.joined(separator: "\n"), options)
      #expect(try formatted(lines.shuffled(using: &generator).joined(separator: "\n"), options) == first)
    }
  }
}
