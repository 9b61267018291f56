import PackageModel
import Testing

@testable import Transforms

@Suite struct EmissionTests {
  @Test func emittedLinesFollowTheirActionAndGoThroughAllRules() {
    let result = Mogrification(
      """
      dir path=a
      dir path=b
      <transform dir path=.$ -> emit file path=%(path)/x>
      <transform dir path=.$ -> emit # about %(path)>
      <transform dir path=b -> drop>
      <transform file -> default mode 0444>
      <transform file path=(.*)/x -> emit link path=%<1>/y target=x>
      """)
    #expect(
      result.output == """
        dir path=a
        file NOHASH mode=0444 path=a/x
        link path=a/y target=x
        # about a
        file NOHASH mode=0444 path=b/x
        link path=b/y target=x
        # about b

        """)
  }

  @Test func emittedLinesAreWrittenOnce() {
    let result = Mogrification(
      """
      dir path=x
      file path=a
      $(M)file path=b
      file path=c
      <transform file -> emit dir path=x>
      <transform file -> emit # note>
      <transform file -> emit>
      """)
    #expect(
      result.output == """
        dir path=x
        file NOHASH path=a
        dir path=x
        # note

        $(M)file NOHASH path=b
        $(M)dir path=x
        $(M)# note
        $(M)
        file NOHASH path=c

        """)
  }

  @Test func emittingWithoutEndIsAMistakeOfTheRule() {
    let result = Mogrification("file path=a\n<transform dir -> drop>\n<transform file -> emit file path=%(path)x>\n")
    #expect(result.status == 1)
    #expect(result.mistakes.last == "m:3 in this rule")
  }

  @Test func deepEmissionIsFine() {
    let result = Mogrification(
      "file path=\(String(repeating: "a", count: 900))\n<transform file path=a(a+)$ -> emit file path=%<1>>\n")
    #expect(result.mistakes == [])
    #expect(result.output.split(separator: "\n").count == 900)
  }

  @Test func thePackageIsAnActionAtTheEndOfItsInput() {
    let one = """
      set name=pkg.fmri value=pkg://p/one/x@1
      set name=v value=aa value=ab
      set v=bb
      <transform pkg -> delete v ^a>
      <transform pkg -> add v zz>
      <transform pkg -> set w %{v;sep=+}>
      <transform pkg -> print %(pkg.manifest.filename):%(pkg.manifest.lineno) %(action.name) %{pkg.fmri.name} %(w) %(action.key;notfound=none)>
      <transform pkg v=[bz] -> emit set name=result %(v;prefix='value=')>
      <transform set name=result -> set seen %{w}>
      <transform pkg -> drop>
      <transform pkg -> print never>
      <transform pkg.fmri=.*two -> print any type>
      """
    let result = Mogrification([
      .text(Array(one.utf8), name: "one"), .text(Array("file path=a\n".utf8), name: "none"),
      .text(Array("set name=pkg.fmri value=two@1\n".utf8), name: "two"),
    ])
    #expect(result.mistakes == [])
    #expect(result.printed == ["one:None pkg one/x bb+zz none", "two:None pkg two zz none"])
    #expect(
      result.output == """
        set name=pkg.fmri value=pkg://p/one/x@1
        set name=v value=aa value=ab
        set name=v value=bb
        set name=result seen=bb+zz value=bb value=zz
        file NOHASH path=a
        set name=pkg.fmri value=two@1
        set name=result seen=zz value=zz

        """)
  }

  @Test func packageAttributesAreThoseOfTheInput() {
    let result = Mogrification(
      """
      <transform file -> print %{pkg.fmri} %{pkg.fmri.name;sep=+} %{c;sep=,;notfound=none}>
      set name=pkg.fmri value=a@1
      file path=x
      set name=c value=1 value=2
      <transform set name=c -> set value changed>
      <transform set name=other -> set name pkg.fmri>
      set name=other value=pkg:/b@2
      file path=y
      """)
    #expect(result.printed == ["a@1 a none", "a@1 a+b 1,2"])
  }

  @Test(arguments: [
    ("a/b@1", "a/b"), ("pkg:/a/b@1,5.11-1:20240101T000000Z", "a/b"), ("pkg://p/a/b@1", "a/b"), ("//p/a@1", "a"),
    ("/a", "a"),
    ("pkg:///a@1", "a"), ("a", "a"), ("a@b@1", "a@b"), ("pkg://p", "p"),
  ])
  func stemsAreTheNamesOfPackages(fmri: String, stem: String) {
    #expect(PackageStem.stem(of: ByteString(fmri)).text == stem)
  }
}
