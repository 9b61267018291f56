import Foundation
import Testing

/// The native commands that apply rules.
@Suite struct MogrifyCommandTests {
  private static let prepare = """
    mkdir -p proto/usr/bin proto/etc
    echo x > proto/usr/bin/hello; chmod 755 proto/usr/bin/hello; ln -s hello proto/usr/bin/hi
    echo y > proto/etc/hello.conf; chmod 644 proto/etc/hello.conf; chmod 755 proto/etc proto/usr proto/usr/bin
    cat > meta.mog << 'END'
    set name=pkg.fmri value=demo/hello@$(VERSION)
    license LICENSE license=MIT
    END
    cat > rules.mog << 'END'
    <transform file path=usr/bin/.* -> set mode 0555>
    <transform dir path=(usr|etc)$ -> drop>
    <transform file path=opt/.* -> drop>
    <transform file path=etc -> print config %(path)>
    END

    """

  private func run(_ script: String) throws -> CommandRun {
    try CommandRun.withFolder { try CommandRun.shell(Self.prepare + script, in: $0) }
  }

  @Test func manifestDoesWhatThreeCommandsDo() throws {
    let one = try run("pkgwright manifest --tree proto --rules rules.mog --metadata meta.mog -D VERSION=1.2")
    let three = try run(
      """
      pkgwright generate proto > raw.p5m
      pkgmogrify -P /dev/null -D VERSION=1.2 meta.mog raw.p5m rules.mog | pkgfmt
      """)
    #expect(one.status == 0)
    #expect(one.output == three.output)
    #expect(one.output.contains("set name=pkg.fmri value=demo/hello@1.2\n"))
    #expect(one.output.contains("file usr/bin/hello path=usr/bin/hello owner=root group=bin mode=0555\n"))
    #expect(one.complaints == "config etc/hello.conf\n")
  }

  @Test func manifestWritesFilesWhole() throws {
    let result = try run(
      """
      pkgwright manifest --tree proto --rules rules.mog --print-file said -o out.p5m && cat said && tail -1 out.p5m
      echo '<transform file -> drp>' >> rules.mog
      pkgwright manifest --tree proto --rules rules.mog -o new.p5m; echo $?; ls
      """)
    #expect(
      result.output == """
        config etc/hello.conf
        link path=usr/bin/hi target=hello
        1
        meta.mog
        out.p5m
        proto
        rules.mog
        said

        """)
    #expect(result.complaints.contains("rules.mog:5:20: error: there is no operation 'drp'"))
    #expect(result.complaints.contains("help: did you mean \"drop\"?"))
  }

  @Test func traceNamesRulesAndWhatTheyChanged() throws {
    let result = try run("pkgwright mogrify --tree proto rules.mog --trace > /dev/null")
    #expect(
      result.complaints.contains(
        """
        file usr/bin/hello group=bin mode=0755 owner=root path=usr/bin/hello
            rules.mog:1: set mode 0555
                - mode=0755
                + mode=0555

        """))
    #expect(result.complaints.contains("    rules.mog:2: drop\n        dropped\n"))
    #expect(
      result.complaints.contains("    rules.mog:4: print config %(path)\n        printed: config etc/hello.conf\n"))
  }

  @Test func unmatchedRulesAreWarningsOrMistakes() throws {
    let warned = try run("pkgwright mogrify --tree proto rules.mog -D UNUSED=1 --report-unmatched > /dev/null")
    #expect(warned.status == 0)
    #expect(warned.complaints.contains("rules.mog:3: warning: the rule matches no action"))
    #expect(warned.complaints.contains("warning: the macro $(UNUSED) is used nowhere"))
    let strict = try run("pkgwright mogrify --tree proto rules.mog --strict -o out")
    #expect(strict.status == 1)
    #expect(strict.output == "")
    #expect(strict.complaints.contains("rules.mog:3: error: the rule matches no action"))
  }

  @Test func machinesGetOneValue() throws {
    let result = try run("echo '$(M)file path=a x=1 x=2' | pkgwright mogrify --format json --trace - rules.mog")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let actions = try #require(value?["actions"] as? [[String: Any]])
    #expect(actions.count == 1)
    #expect(actions[0]["macro"] as? String == "$(M)")
    #expect((actions[0]["attributes"] as? [String: Any])?["x"] as? [String] == ["1", "2"])
    #expect((value?["unmatchedRules"] as? [[String: Any]])?.count == 4)
    #expect((value?["trace"] as? [Any])?.isEmpty == true)
  }

  @Test func rulesAreCheckedWithoutActions() throws {
    let fine = try run("pkgwright mogrify --check-rules rules.mog")
    #expect(fine.status == 0)
    #expect(fine.output + fine.complaints == "")
    let result = try run(
      """
      printf '<transform fiel onwer=x -> drop>\\n<transform file path=( -> drop>\\nfile path=\\n' > a.mog
      printf '<transform file -> set a>\\n<transform file path=(?:(?:abcdefgh){1000}){1000} -> drop>\\n' > b.mog
      pkgwright mogrify --check-rules a.mog b.mog; echo $?; sed -i 1d b.mog; pkgwright mogrify --check-rules b.mog
      """)
    #expect(result.output == "1\n")
    #expect(result.status == 1)
    let places = result.complaints.split(separator: "\n").filter {
      $0.contains(": error: ") || $0.contains(": warning: ")
    }
    #expect(
      places.map { String($0.split(separator: " ")[0]) } == [
        "a.mog:1:12:", "a.mog:1:17:", "a.mog:2:22:", "a.mog:3:11:", "b.mog:1:25:", "b.mog:1:",
      ])
  }

  @Test func linesThatCannotBeWrittenAreRefused() throws {
    let result = try run("touch 'proto/a\\'; pkgwright mogrify --tree proto; echo $?")
    #expect(result.output.hasSuffix("1\n"))
    #expect(result.complaints.contains("a manifest cannot express a line that ends in a backslash"))
  }

  @Test func dropInWritesToWhatIsNoFile() throws {
    let result = try run(
      """
      echo 'file path=a' | pkgmogrify -O /dev/stdout -P /dev/null; ln -s real link; touch real; chmod 600 real
      echo 'file path=b' | pkgmogrify -O link; stat -c %a%F real link; cat real; ls -A | grep -c tmp
      """)
    #expect(result.output.hasPrefix("file NOHASH path=a\n600regular file\n777symbolic link\nfile NOHASH path=b\n0\n"))
  }
}
