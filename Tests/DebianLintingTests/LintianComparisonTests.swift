import DebianLinting
import Foundation
import PackageModel
import TestSupport
import Testing

/// The findings are lintian's, for all tags that are checked here.
@Suite(.serialized) struct LintianComparisonTests {
  /// Small packages of the archive, as different as can be.
  static let archive = [
    "hello", "at", "acpid", "stunnel4", "vsftpd", "tini", "openbsd-inetd", "liblzma5", "zlib1g-dev", "adduser",
    "figlet",
    "cowsay", "dash", "fonts-hack", "patch", "time", "whois", "uucp", "mlocate", "lighttpd", "rsync", "anacron",
  ]

  private static func hasLintian() -> Bool {
    (try? run("lintian", ["--version"])) != nil
  }

  /// What lintian says of packages, of the tags that are checked here, in its words.
  private func lintian(_ files: [String]) throws -> Set<String> {
    // It ends with 2 where it has found errors.
    let text = try run(
      "sh",
      [
        "-c", "lintian --no-cfg --display-info --pedantic --tag-display-limit 0 \"$@\" 2>/dev/null || test $? = 2",
        "sh",
      ] + files)
    return Set(
      TestLines.of(text).filter { line in
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 2, ["E:", "W:", "I:", "P:"].contains(words[0]), DebianChecks.check(words[2]) != nil else {
          return false
        }
        // What an override of an unknown tag is worth is known to lintian only.
        let isAboutOverride = words[2] == "unused-override" || words[2] == "mismatched-override"
        return !isAboutOverride || DebianChecks.knows(words.count > 3 ? words[3] : "")
      })
  }

  private func ours(_ files: [String]) throws -> Set<String> {
    var lines: Set<String> = []
    for file in files {
      let package = try PackageIntake.read(package: ByteString(file))
      for hint in DebianLinter().run(package) where !hint.isOverridden {
        lines.insert(TestLines.squeezed(DebianFindings.lintianLine(of: hint, in: package)))
      }
    }
    return lines
  }

  private func compare(_ files: [String]) throws {
    let theirs = try lintian(files)
    let ours = try ours(files)
    #expect(theirs.subtracting(ours).sorted() == [], "lintian says so alone")
    #expect(ours.subtracting(theirs).sorted() == [], "lintian does not say so")
  }

  /// Faults that get into nobody's way go into one package, because lintian takes a second for each.
  private static func drafts() -> [Draft] {
    // The one leaves nothing for others; names that are not ASCII are printed by lintian as nobody can read them.
    let notTogether = ["empty-binary-package", "file-name-in-PATH-is-not-ASCII"]
    func together(_ faults: [Fault]) -> @Sendable (inout Draft) -> Void {
      { draft in for fault in faults { fault.apply(&draft) } }
    }
    var all: [@Sendable (inout Draft) -> Void] = [{ _ in }, { Faults.addService(&$0) }]
    all += [
      Faults.places, Faults.names.filter { !notTogether.contains($0.tag) }, Faults.links, Faults.installedScripts,
    ].map(together)
    var single =
      Faults.control + Faults.descriptions + Faults.relations + Faults.controlFiles + Faults.documents + Faults.modes
    single += Faults.maintainerScripts + Faults.initScripts + Faults.units + Faults.overrides + Faults.binaries
    single.removeAll { $0.isForTreesOnly }
    // All of them take minutes; a part that is the same in every run stands for them.
    let isThorough = ProcessInfo.processInfo.environment["LINTIAN_ALL_FAULTS"] != nil
    all += single.enumerated().filter { isThorough || $0.offset % 4 == 0 }.map(\.element.apply)
    return all.enumerated().map { number, apply in
      var draft = Draft("demo-\(number)")
      apply(&draft)
      return draft
    }
  }

  @Test(.enabled(if: hasLintian(), "lintian is not installed"))
  func brokenPackages() throws {
    let scratch = try Scratch()
    var files: [String] = []
    for draft in Self.drafts() {
      try draft.pack(in: scratch, as: draft.name + ".deb")
      files.append(scratch(draft.name + ".deb"))
    }
    try compare(files)
  }

  @Test(.enabled(if: hasLintian(), "lintian is not installed"))
  func packagesOfTheArchive() throws {
    let scratch = try Scratch()
    for name in Self.archive {
      _ = try? run("timeout", ["30", "apt-get", "download", name], in: scratch.path)
    }
    let files = try scratch.names().filter { $0.hasSuffix(".deb") }.map { scratch($0) }
    guard !files.isEmpty else {
      print("packages of the archive are not compared: apt-get download gives none")
      return
    }
    try compare(files)
  }
}

/// Lines of output.
enum TestLines {
  /// The lines of a text with blanks squeezed.
  static func of(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { squeezed(String($0)) }
  }

  /// The words of a line with one blank between them.
  static func squeezed(_ line: String) -> String { line.split(separator: " ").joined(separator: " ") }
}
