import PackageModel
@testable import Recipes
import Testing

@Suite struct FpmArgumentsTests {
  @Test(arguments: [
    "-n app", "-napp", "--name app", "--name=app", "-f -n app", "-fn app", "-fnapp", "-efnapp",
  ])
  func readsValues(_ line: String) throws {
    #expect(try arguments(line).text(.name) == "app")
  }

  @Test func optionsEndAtTheFirstArgument() throws {
    let parsed = try arguments("-s dir . -n app --force")
    #expect(parsed.operands.map(\.text.text) == [".", "-n", "app", "--force"])
    #expect(!parsed.isGiven(.name) && !parsed.isOn(.force))
  }

  @Test func twoHyphensEndOptions() throws {
    let parsed = try arguments("-s dir -- -n app")
    #expect(parsed.operands.map(\.text.text) == ["-n", "app"])
  }

  @Test func theLastValueCountsAndListsAdd() throws {
    let parsed = try arguments("-n a -d x --name b -dy --depends=z")
    #expect(parsed.text(.name) == "b")
    #expect(parsed.values(.depends).map(\.text) == ["x", "y", "z"])
  }

  @Test(arguments: [
    ("", false), ("--deb-systemd-enable", true), ("--no-deb-systemd-enable", false),
    ("--deb-systemd-enable --no-deb-systemd-enable", false), ("--no-deb-systemd-enable --deb-systemd-enable", true),
  ])
  func togglesGoOnAndOff(_ line: String, _ isOn: Bool) throws {
    #expect(try arguments(line).isOn(.debSystemdEnable) == isOn)
  }

  @Test func togglesThatAreOnByDefault() throws {
    #expect(try arguments("").isOn(.debAutoConfigFiles))
    #expect(try !arguments("--no-deb-auto-config-files").isOn(.debAutoConfigFiles))
    #expect(try arguments("").isOn(.debSystemdRestart))
  }

  @Test func namesThatBeginWithNoAreNoNegations() throws {
    #expect(try arguments("--no-depends").isOn(.noDepends))
    #expect(try arguments("--deb-no-default-config-files").isOn(.debNoDefaultConfigFiles))
    #expect(try !arguments("--no-deb-no-default-config-files").isOn(.debNoDefaultConfigFiles))
  }

  @Test func oldNamesStandForNewOnes() throws {
    let line = "--pre-install a --post-install b --pre-uninstall c --post-uninstall d"
    let parsed = try arguments(line)
    #expect(parsed.text(.beforeInstall) == "a" && parsed.text(.afterInstall) == "b")
    #expect(parsed.text(.beforeRemove) == "c" && parsed.text(.afterRemove) == "d")
    #expect(try arguments("--after-install x --post-install y").text(.afterInstall) == "y")
  }

  @Test func valuesMayLookLikeOptionsOrBeEmpty() throws {
    #expect(try arguments("-n -d").text(.name) == "-d")
    #expect(try arguments("--name= -f").text(.name) == "")
    #expect(try arguments("--description=a=b").text(.description) == "a=b")
    #expect(try arguments("-v '' -n b").text(.version) == "")
  }

  @Test func flagsOfOtherTypesAreRead() throws {
    let parsed = try arguments("--rpm-user root --no-rpm-sign --gem-bin-path=/x --python-fix-name -n app x")
    #expect(parsed.text(.name) == "app")
    #expect(parsed.operands.count == 1)
  }

  @Test(arguments: [
    ("--no-such-flag", "there is no option '--no-such-flag'"),
    ("-z", "there is no option '-z'"),
    ("-fz", "there is no option '-z'"),
    ("-", "there is no option '-'"),
    ("-n", "the option '-n' lacks its value"),
    ("--name", "the option '--name' lacks its value"),
    ("--force=yes", "the option '--force' takes no value"),
    ("--no-force", "there is no option '--no-force'"),
    ("--deb-systemd-enable=no", "the option '--deb-systemd-enable' takes no value"),
  ])
  func refuses(_ line: String, _ message: String) {
    #expect { try arguments(line) } throws: { ($0 as? FpmUsageError)?.message == message }
  }

  @Test func suggestsWhatWasMeant() {
    #expect { try arguments("--nme x") } throws: { ($0 as? FpmUsageError)?.remedy == "did you mean --name?" }
  }

  @Test func optionsFilesCountInTheirPlace() throws {
    let files: [ByteString: String] = [
      "a": "--name fromfile\n-d one -d 'two words'\n", "b": "--fpm-options-file a -f\n",
      "loop": "--fpm-options-file loop",
      "operand": "-n x y",
    ]
    @Sendable func load(_ path: ByteString) throws(FpmUsageError) -> [UInt8] {
      guard let text = files[path] else { throw FpmUsageError("no \(path)") }
      return Array(text.utf8)
    }
    func read(_ words: String...) throws -> FpmArguments {
      try FpmArguments(words.map { FpmWord(ByteString($0)) }, loadFile: load)
    }
    let before = try read("-n", "cli", "--fpm-options-file", "a", "x")
    #expect(before.text(.name) == "fromfile")
    #expect(before.values(.depends).map(\.text) == ["one", "two words"])
    #expect(before.operands.map(\.text.text) == ["x"])
    #expect(try read("--fpm-options-file=a", "-n", "cli").text(.name) == "cli")
    let nested = try read("--fpm-options-file", "b")
    #expect(nested.text(.name) == "fromfile" && nested.isOn(.force))
    #expect(throws: FpmUsageError.self) { try read("--fpm-options-file", "a", "--fpm-options-file", "a") }
    #expect(throws: FpmUsageError.self) { try read("--fpm-options-file", "loop") }
    #expect(throws: FpmUsageError.self) { try read("--fpm-options-file", "missing") }
    #expect { try read("--fpm-options-file", "operand") } throws: {
      ($0 as? FpmUsageError)?.location == SourceLocation(file: "operand", line: 1)
    }
  }
}
