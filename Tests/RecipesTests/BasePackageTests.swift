import PackageModel
@testable import Recipes
import Testing

@Suite struct BasePackageTests {
  private let base = BasePackage(
    fields: [
      .init(name: "Package", value: "oldpkg"), .init(name: "Source", value: "src (1.4)"),
      .init(name: "Version", value: "2:1.5-3"), .init(name: "Architecture", value: "amd64"),
      .init(name: "Maintainer", value: "Old Hand <old@example.org>"), .init(name: "Installed-Size", value: "9"),
      .init(name: "Depends", value: "libc6 (>= 2.36), aa | bb,\n cc (<< 3)"), .init(name: "Recommends", value: "rr"),
      .init(name: "Conflicts", value: "xx"), .init(name: "Pre-Depends", value: "dpkg (>= 1.15)"),
      .init(name: "Section", value: "net"), .init(name: "Priority", value: "extra"),
      .init(name: "Multi-Arch", value: "foreign"), .init(name: "Homepage", value: "https://example.org/old"),
      .init(name: "Vendor", value: "Acme"),
      .init(name: "Description", value: "the old one\n With more\n .\n  indented"),
    ],
    members: [
      .init(name: "control", bytes: [], permissions: 0o644), .init(name: "md5sums", bytes: [], permissions: 0o644),
      .init(name: "postinst", bytes: Array("old".utf8), permissions: 0o755),
      .init(name: "triggers", bytes: Array("interest x\n".utf8), permissions: 0o644),
      .init(
        name: "conffiles", bytes: Array("/etc/a\nremove-on-upgrade /etc/b\n/etc/c d\n".utf8), permissions: 0o644),
    ], fileName: "in.deb")

  @Test func everythingIsKept() throws {
    let recipe = try recipe("-s deb -t deb in.deb", base: base)
    #expect(recipe.name == "oldpkg" && recipe.version.text == "2:1.5-3" && recipe.architecture == "amd64")
    #expect(recipe.maintainer == "Old Hand <old@example.org>" && recipe.section == "net" && recipe.priority == "extra")
    #expect(recipe.homepage == "https://example.org/old" && recipe.installedSize == nil)
    #expect(recipe.description == "the old one\nWith more\n\n indented")
    #expect(
      recipe.relations == [
        .depends: ["libc6 (>= 2.36)", "aa | bb", "cc (<< 3)"], .recommends: ["rr"], .conflicts: ["xx"],
        .preDepends: ["dpkg (>= 1.15)"],
      ])
    #expect(recipe.fields.map(\.name) == ["Source", "Multi-Arch", "Vendor"])
    #expect(recipe.hooks[.afterInstall]?.bytes == Array("old".utf8))
    #expect(recipe.controlMembers.map(\.name) == ["triggers", "conffiles"])
    #expect(recipe.controlMembers[1].bytes == Array("remove-on-upgrade /etc/b\n".utf8))
    #expect(recipe.conffiles.inherited == ["/etc/a", "/etc/c d"])
    #expect(!recipe.derivesScripts)
  }

  @Test func flagsOverride() throws {
    let recipe = try recipe(
      """
      -s deb -t deb -n new -v 2.0 --iteration 1 --epoch 0 -a arm64 -m 'A <a@b>' --category admin --deb-priority low \
      --url https://example.org/new --description 'the new one' --vendor Other -d zz in.deb
      """, base: base)
    #expect(recipe.name == "new" && recipe.version.text == "2.0-1" && recipe.architecture == "arm64")
    #expect(recipe.maintainer == "A <a@b>" && recipe.section == "admin" && recipe.priority == "low")
    #expect(recipe.description == "the new one" && recipe.homepage == "https://example.org/new")
    #expect(recipe.fields.last == .init(name: "Vendor", value: "Other"))
    #expect(recipe.relations[.depends]?.last == "zz")
  }

  @Test func aNewVersionKeepsEpochAndRevision() throws {
    #expect(try recipe("-s deb -t deb -v 2.0 in.deb", base: base).version.text == "2:2.0-3")
  }

  @Test func dependenciesCanBeLeftOut() throws {
    let none = try recipe("-s deb -t deb --no-depends -d zz in.deb", base: base)
    #expect(none.relations[.depends] == nil && none.relations[.recommends] == ["rr"])
    #expect(try recipe("-s deb -t deb --no-auto-depends -d zz in.deb", base: base).relations[.depends] == ["zz"])
  }
}
