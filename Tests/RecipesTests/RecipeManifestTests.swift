import Foundation
import PackageModel
import Payload
@testable import Recipes
import Staging
import Testing

@Suite struct RecipeManifestTests {
  private func file(_ path: ByteString, _ text: String = "x", at time: Int64 = 1_600_000_000) -> StagedEntry {
    StagedEntry(
      path, .file, permissions: 0o644, modified: FileTime(seconds: time), content: .memory(Array(text.utf8)))
  }

  private func made(_ line: String, _ entries: [StagedEntry]) throws -> RecipeManifest {
    try RecipeManifest(recipe("-s empty -t deb -n app " + line), tree: StagedTree(entries), fileName: "test")
  }

  private func actions(_ made: RecipeManifest) -> [Action] {
    (0..<made.manifest.actionCount).map { made.manifest.action(at: $0) }
  }

  private func action(_ made: RecipeManifest, _ path: ByteString) -> Action? {
    actions(made).first { $0.attributes["path"] == path }
  }

  @Test func attributesOfThePackage() throws {
    let made = try made("-v 2 -a all -m 'A <a@b>' -d aa -d bb --license MIT --deb-interest x --category net", [])
    let manifest = made.manifest
    #expect(manifest.packageAttribute("deb.package") == ["app"] && manifest.packageAttribute("deb.version") == ["2"])
    #expect(manifest.packageAttribute("deb.architecture") == ["all"])
    #expect(manifest.packageAttribute("deb.depends") == ["aa", "bb"])
    #expect(manifest.packageAttribute("deb.field.License") == ["MIT"])
    #expect(manifest.packageAttribute("deb.trigger") == ["interest x"])
    #expect(manifest.packageAttribute("deb.section") == ["net"])
    #expect(manifest.packageAttribute("deb.conffiles").isEmpty && manifest.packageAttribute("deb.hooks").isEmpty)
  }

  @Test func namedConfigurationFiles() throws {
    let tree = [file("etc/a"), file("opt/app/o.conf"), file("opt/app/d/p"), file("opt/app/d/e/q"), file("opt/b")]
    let made = try made(
      "--deb-no-default-config-files --config-files /opt/app/o.conf --config-files opt/app/d/ --config-files /etc/a",
      tree)
    #expect(made.manifest.packageAttribute("deb.conffiles") == ["explicit"])
    let marked = actions(made).filter { $0.attributes["deb.conffile"] == "true" }.compactMap { $0.attributes["path"] }
    #expect(marked == ["etc/a", "opt/app/d/e/q", "opt/app/d/p", "opt/app/o.conf"])
  }

  @Test func aConfigurationFileThatIsNowhere() {
    let found = mistakes { _ = try made("--config-files /no/such/file", []) }
    #expect(found.count == 1)
  }

  @Test func aConfigurationFileThatIsOnDiskOnly() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("x".utf8).write(to: folder.appendingPathComponent("a.conf"))
    let made = try made("--config-files \(folder.path)", [file("opt/x")])
    let action = try #require(self.action(made, ByteString(String(folder.path.dropFirst()) + "/a.conf")))
    #expect(action.attributes["deb.conffile"] == "true" && action.attributes["owner"] == "root")
  }

  @Test func servicesAreRegisteredAndReplaceFiles() throws {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".init")
    try Data("#!/bin/sh\n".utf8).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    let name = script.deletingPathExtension().lastPathComponent
    let path = ByteString("etc/init.d/" + name)
    let made = try made("--deb-init \(script.path) --deb-no-default-config-files", [file(path, "old")])
    let found = actions(made).filter { $0.attributes["path"] == path }
    #expect(found.count == 1)
    #expect(found.first?.attributes["deb.service.enable"] == "true" && found.first?.attributes["mode"] == "0755")
    #expect(found.first?.attributes["deb.conffile"] == "true")
    #expect(try made.payload.source(for: path).bytes(limit: 100) == Array("#!/bin/sh\n".utf8))
  }

  @Test func hooksAndMembersGoToTheControlArchive() throws {
    let made = try made("--deb-shlibs 'libapp 1 app'", [])
    #expect(action(made, "DEBIAN/shlibs")?.attributes["mode"] == "0644")
    #expect(try made.payload.source(for: "DEBIAN/shlibs").bytes(limit: 100) == Array("libapp 1 app\n".utf8))
  }

  @Test func controlDataAmongTheFilesIsRefused() {
    #expect(mistakes { _ = try made("", [file("DEBIAN/control"), file("opt/x")]) }.count == 1)
  }

  @Test func numbersOfOwnersAreKept() throws {
    var entry = file("opt/x")
    entry.owner = .init(name: "1000", id: 1000)
    let made = try made("", [entry])
    #expect(action(made, "opt/x")?.attributes["owner"] == "1000")
    #expect(action(made, "opt/x")?.attributes["deb.owner.id"] == "1000")
    let ownership = StagingRequest.Ownership(.named(user: "1000", group: "root"))
    #expect(ownership == .fixed(owner: .init(name: "1000", id: 1000), group: .root))
  }

  @Test(arguments: [
    ("-v 1", "usr/share/doc/app/changelog.gz"), ("-v 1 --iteration 2", "usr/share/doc/app/changelog.Debian.gz"),
    ("-v 1-2", "usr/share/doc/app/changelog.Debian.gz"),
  ])
  func aChangelogIsGenerated(_ flags: String, _ path: ByteString) throws {
    let made = try made(flags + " -m 'A <a@b>' --deb-dist sid", [file("opt/x", at: 1_704_067_200)])
    #expect(action(made, path)?.attributes["deb.mtime"] == "1704067200")
    let version = flags.hasSuffix("-v 1") ? "1" : "1-2"
    let text =
      "app (\(version)) sid; urgency=medium\n\n  * Version \(version).\n\n"
      + " -- A <a@b>  Mon, 01 Jan 2024 00:00:00 +0000\n"
    #expect(String(decoding: made.changelog, as: UTF8.self) == text)
  }

  @Test(arguments: ["usr/share/doc/app/changelog.gz", "usr/share/doc/app/changelog.Debian.gz"] as [ByteString])
  func aChangelogThatIsThereIsKept(_ path: ByteString) throws {
    let made = try made("", [file(path)])
    #expect(actions(made).count { $0.attributes["path"]?.hasPrefix("usr/share/doc/app/changelog") ?? false } == 1)
  }

  @Test func aDirectoryOfDocumentsThatIsALinkGetsNoChangelog() throws {
    let link = StagedEntry(
      "usr/share/doc/app", .link, permissions: 0o777, modified: FileTime(seconds: 0), target: "other")
    #expect(try !actions(made("", [link])).contains { $0.attributes["path"]?.hasPrefix("usr/share/doc/app/") ?? false })
  }
}
