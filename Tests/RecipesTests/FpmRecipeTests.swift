import Foundation
import PackageModel
@testable import Recipes
import Testing

@Suite struct FpmRecipeTests {
  @Test(arguments: [
    ("-s empty -n app", "app"), ("-s empty -n My_Cool_App", "my-cool-app"), ("-s empty -n 'my app'", "my-app"),
    ("-s tar dir/my_tool.tar.gz", "my-tool"), ("-s tar -n app x.tar", "app"), ("-s zip Some.Thing.zip", "some"),
  ])
  func names(_ line: String, _ name: String) throws {
    #expect(try recipe("-t deb " + line).name == name)
  }

  @Test(arguments: [
    ("", "1.0"), ("-v 2.5", "2.5"), ("-v v2.0", "2.0"), ("-v 1.2-3", "1.2-3"), ("-v 1.2 --iteration 7", "1.2-7"),
    ("-v 1 --epoch 4 --iteration 2", "4:1-2"), ("-v 1 --epoch 0", "1"), ("-v 1 --iteration ''", "1"),
    ("-v 1.0~rc1+git.5", "1.0~rc1+git.5"),
  ])
  func versions(_ flags: String, _ version: String) throws {
    #expect(try recipe("-s empty -t deb -n app \(flags)").version.text == version)
  }

  @Test(arguments: ["-v 1_0", "-v abc", "-v vanilla", "-v ''", "-v '1 0'", "-v 1 --iteration 1_2", "-v 1 --epoch x"])
  func badVersions(_ flags: String) {
    #expect(throws: Diagnostics.self) { try recipe("-s empty -t deb -n app \(flags)") }
  }

  @Test func aNameIsNeeded() {
    #expect(throws: Diagnostics.self) { try recipe("-s empty -t deb") }
    #expect(throws: Diagnostics.self) { try recipe("-s empty -t deb -n ''") }
  }

  @Test(arguments: [
    ("-s empty", "all"), ("-s empty -a native", DebianArchitecture.native), ("-s dir .", DebianArchitecture.native),
    ("-s dir -a noarch .", "all"), ("-s empty -a x86_64", "amd64"),
  ])
  func architectures(_ line: String, _ architecture: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let flags = words.prefix { $0 != "." }.joined(separator: " ")
    #expect(try recipe("-t deb -n app \(flags) .").architecture == architecture)
  }

  @Test func maintainers() throws {
    func maintainer(_ flags: String, _ variables: [String: ByteString]) throws -> String {
      try recipe("-s empty -t deb -n app \(flags)", environment: .plain(variables)).maintainer
    }
    let name: [String: ByteString] = ["DEBFULLNAME": "C D", "DEBEMAIL": "c@example.org"]
    #expect(try maintainer("", name) == "C D <c@example.org>")
    #expect(try maintainer("-m 'A <a@b>'", name) == "A <a@b>")
    #expect(try maintainer("", ["DEBEMAIL": "E F <e@example.org>"]) == "E F <e@example.org>")
    #expect(try maintainer("", ["EMAIL": "e@example.org"]) == "packager <e@example.org>")
    #expect(try maintainer("", [:]) == "packager <packager@localhost>")
  }

  @Test func defaultsAreFitForDebian() throws {
    let recipe = try recipe("-s empty -t deb -n app")
    #expect(recipe.section == "misc" && recipe.priority == nil && recipe.homepage == nil)
    #expect(recipe.fields.isEmpty && recipe.relations.isEmpty && recipe.hooks.isEmpty)
    #expect(recipe.description == "no description given")
  }

  @Test func fields() throws {
    let recipe = try recipe(
      """
      -s empty -t deb -n app --license MIT --vendor Acme --category net --url https://example.org --deb-priority extra \
      --deb-field 'X-A: one' --deb-field 'x-a:two' --deb-field 'Multi-Arch: foreign' --deb-installed-size 42 \
      --description 'short
      long'
      """)
    #expect(
      recipe.fields == [
        .init(name: "License", value: "MIT"), .init(name: "Vendor", value: "Acme"), .init(name: "x-a", value: "two"),
        .init(name: "Multi-Arch", value: "foreign"),
      ])
    #expect(recipe.section == "net" && recipe.priority == "extra" && recipe.homepage == "https://example.org")
    #expect(recipe.installedSize == 42)
    #expect(recipe.description == "short\nlong")
  }

  @Test(arguments: ["--deb-field nothing", "--deb-field ': x'", "--deb-field 'a b: c'", "--deb-installed-size big"])
  func badFields(_ flags: String) {
    #expect(throws: Diagnostics.self) { try recipe("-s empty -t deb -n app \(flags)") }
  }

  @Test func relations() throws {
    let line = """
      -s empty -t deb -n app -d aa -d 'bb != 1' --deb-pre-depends cc --deb-recommends dd --deb-suggests ee \
      --conflicts ff --replaces gg --provides 'hh = 1'
      """
    #expect(
      try recipe(line).relations == [
        .depends: ["aa"], .breaks: ["bb (= 1)"], .preDepends: ["cc"], .recommends: ["dd"], .suggests: ["ee"],
        .conflicts: ["ff"], .replaces: ["gg"], .provides: ["hh (= 1)"],
      ])
    #expect(try recipe(line + " --no-depends").relations[.depends] == nil)
    #expect(
      try recipe("-s empty -t deb -n app --deb-ignore-iteration-in-dependencies -d 'a = 1'").relations[.depends]
        == ["a (>= 1)", "a (<< 2)"])
  }

  @Test func services() throws {
    let recipe = try recipe(
      """
      -s empty -t deb -n app --deb-init rel/a.init --deb-init b --deb-default a.default --deb-upstart a.upstart \
      --deb-upstart b.conf --deb-systemd a.service --deb-systemd b --deb-systemd c.timer \
      --deb-systemd-path /usr/lib/systemd/system/ --deb-systemd-enable --no-deb-systemd-restart-after-upgrade
      """)
    #expect(
      recipe.serviceFiles.map(\.path.text) == [
        "etc/init.d/a", "etc/init.d/b", "etc/default/a", "etc/init/a.conf", "etc/init/b.conf",
        "usr/lib/systemd/system/a.service", "usr/lib/systemd/system/b.service", "usr/lib/systemd/system/c.timer",
      ])
    let unit = try #require(recipe.serviceFiles.last)
    #expect(unit.isEnabled && !unit.isStarted && !unit.isRestarted)
    let script = try #require(recipe.serviceFiles.first)
    #expect(script.isEnabled && script.isStarted && script.isRestarted && script.permissions == 0o755)
    #expect(recipe.callsHooksByPhase)
    #expect(try !self.recipeWithInit().callsHooksByPhase)
    #expect(throws: Diagnostics.self) { try recipeOf("-s empty -t deb -n app --deb-systemd x.unit") }
  }

  private func recipeOf(_ line: String) throws -> PackageRecipe { try recipe(line) }

  private func recipeWithInit() throws -> PackageRecipe { try recipe("-s empty -t deb -n app --deb-init x") }

  @Test func triggersAndShlibs() throws {
    let recipe = try recipe(
      """
      -s empty -t deb -n app --deb-activate c --deb-interest /a --deb-interest-noawait d --deb-activate-noawait e \
      --deb-shlibs 'libapp 1 app'
      """)
    #expect(
      recipe.triggers == [
        "interest /a", "activate c", "interest-noawait d", "activate-noawait e", "activate-noawait ldconfig",
      ])
    #expect(recipe.controlMembers == [.init(name: "shlibs", bytes: Array("libapp 1 app\n".utf8), permissions: 0o644)])
  }

  @Test func configurationFiles() throws {
    let plain = try recipe("-s empty -t deb -n app --config-files /a --config-files b/").conffiles
    #expect(plain.includesEtc && plain.includesServices && plain.named == ["/a", "b/"])
    let strict = try recipe(
      "-s empty -t deb -n app --deb-no-default-config-files --no-deb-auto-config-files"
    ).conffiles
    #expect(!strict.includesEtc && !strict.includesServices)
  }

  /// A folder with files for the flags that read some.
  private func withFiles<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
  }

  @Test func hooksAndTheirPlaceholders() throws {
    let script =
      "<%= name %> <%= version %> <%= iteration %> <%= architecture %> <%= dir %> <%= attributes[:deb_user] %>"
    try withFiles(["hook": script]) { folder in
      let flags = "-s empty -t deb -n My_App -v v1.5 --iteration 2 -a noarch --deb-user me"
      let every = """
        --before-install \(folder)/hook --after-install \(folder)/hook --before-remove \(folder)/hook \
        --after-remove \(folder)/hook --before-upgrade \(folder)/hook --after-upgrade \(folder)/hook \
        --deb-after-purge \(folder)/hook
        """
      let plain = try recipe("\(flags) \(every)")
      #expect(Set(plain.hooks.keys) == Set(RecipeHook.allCases))
      #expect(plain.hooks.values.allSatisfy { $0.bytes == Array(script.utf8) })
      let replaced = try recipe("\(flags) \(every) --template-value dir=/a=b")
      let expected = Array("my-app 1.5 2 all /a=b me".utf8)
      #expect(replaced.hooks.values.allSatisfy { $0.bytes == expected })
      #expect(throws: Diagnostics.self) { try recipe("\(flags) \(every) --template-scripts") }
      #expect(throws: Diagnostics.self) { try recipe("-s empty -t deb -n app --after-install \(folder)/none") }
    }
  }

  @Test func controlMembers() throws {
    try withFiles(["config": "c", "templates": "t", "control": "x", "postinst": "p", "isinstallable": "i"]) { folder in
      let recipe = try recipe(
        """
        -s empty -t deb -n app --deb-config \(folder)/config --deb-templates \(folder)/templates \
        --deb-custom-control \(folder)/control --deb-meta-file \(folder)/isinstallable --deb-meta-file \(folder)/postinst
        """)
      #expect(recipe.hooks[.afterInstall]?.bytes == Array("p".utf8))
      let modes = Dictionary(uniqueKeysWithValues: recipe.controlMembers.map { ($0.name.text, $0.permissions) })
      #expect(modes == ["config": 0o755, "templates": 0o644, "control": 0o644, "isinstallable": 0o644])
    }
  }

  @Test func changelogs() throws {
    try withFiles(["deb": "d", "up": "u"]) { folder in
      let changelogs = try recipe(
        """
        -s empty -t deb -n app --deb-changelog \(folder)/deb --deb-upstream-changelog \(folder)/up --deb-dist sid \
        --source-date-epoch-default 9
        """
      ).changelogs
      #expect(changelogs.debian == Array("d".utf8) && changelogs.upstream == Array("u".utf8))
      #expect(changelogs.distribution == "sid" && changelogs.fixedTime == 9)
    }
  }
}
