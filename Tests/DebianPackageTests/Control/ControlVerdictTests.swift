import Foundation
import PackageModel
import Testing

@testable import DebianPackage

/// Our checks against dpkg-deb's: what it refuses, we refuse.
@Suite struct ControlVerdictTests {
  static let base = "Package: a-b\nVersion: 1.0\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: x\n"

  static let controls: [(name: String, text: String)] = [
    ("plain", base),
    ("obsolete operator", base + "Depends: a1 (> 1), bb (1)\n"),
    ("unterminated version", base + "Depends: aa (>= 1\n"),
    ("empty field", base + "Foo: \n"),
    ("empty relation", base + "Conflicts:\n"),
    ("bad name", "Package: A_b\nVersion: 1.0\nArchitecture: all\nDescription: x\n"),
    ("short name", "Package: a\nVersion: 1.0\nArchitecture: all\nDescription: x\n"),
    ("version without a digit", base.replacingOccurrences(of: "1.0", with: "a1.0")),
    ("empty epoch", base.replacingOccurrences(of: "1.0", with: ":1.0")),
    ("nothing behind the epoch", base.replacingOccurrences(of: "1.0", with: "1:")),
    ("huge epoch", base.replacingOccurrences(of: "1.0", with: "99999999999:1")),
    ("empty revision", base.replacingOccurrences(of: "1.0", with: "1.0-")),
    ("underscore in version", base.replacingOccurrences(of: "1.0", with: "1.0_1")),
    ("blank in version", base.replacingOccurrences(of: "1.0", with: "1.0 1")),
    ("colon in version", base.replacingOccurrences(of: "1.0", with: "1:1:0")),
    ("no architecture", "Package: ab\nVersion: 1.0\nDescription: x\n"),
    ("bad essential", base + "Essential: maybe\n"),
    ("bad multi-arch", base + "Multi-Arch: x\n"),
    ("duplicate field", base + "Package: dup\n"),
    ("two paragraphs", base + "\nPackage: b\n"),
    ("empty", ""),
    ("junk", "junk\n"),
    ("restricted relation", base + "Depends: aa:any [amd64]\n"),
    ("profile", base + "Depends: bb <!x>\n"),
    ("double comma", base + "Depends: aa,, bb\n"),
    ("comma at the end", base + "Depends: aa,\n"),
    ("alternatives", base + "Depends: aa | bb (>= 1), cc\n"),
    ("alternatives in Conflicts", base + "Conflicts: aa | bb\n"),
    ("upper case relation", base + "Depends: AA\n"),
    ("bad relation operator", base + "Depends: aa (=> 1)\n"),
    ("bad relation version", base + "Depends: aa (>= x)\n"),
    ("continuation first", " x\n" + base),
    ("no final newline", String(base.dropLast())),
    ("comment", "# a comment\n" + base),
    ("status of an installation", base + "Status: install ok installed\n"),
    ("configured version", base + "Config-Version: 1\n"),
    ("conffiles of an installation", base + "Conffiles:\n /etc/x\n"),
    ("pending triggers", base + "Triggers-Pending: x\n"),
    ("obsolete fields", base + "Recommended: aa\nClass: x\n"),
  ]

  @Test(arguments: controls.map(\.name))
  func whatDpkgDebRefusesWeRefuse(name: String) throws {
    let text = try #require(Self.controls.first { $0.name == name }?.text)
    let ours: Bool
    do throws(Diagnostics) {
      let stanza = try ControlStanza(reading: Array(text.utf8), fileName: "DEBIAN/control")
      let findings = ControlChecks.findings(in: stanza, fileName: "DEBIAN/control")
      ours = !Diagnostics(findings).hasErrors
    } catch {
      #expect(error.all.allSatisfy { $0.remedy != nil })
      ours = false
    }
    try RealTools.withFolder { folder in
      let tree = folder.appendingPathComponent("tree")
      let debian = tree.appendingPathComponent("DEBIAN")
      try FileManager.default.createDirectory(
        at: debian, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
      try text.write(to: debian.appendingPathComponent("control"), atomically: false, encoding: .utf8)
      let judge = try RealTools.run(["dpkg-deb", "--build", "tree", "out.deb"], in: folder)
      if judge.status != 0 {
        #expect(!ours, "dpkg-deb refuses this: \(judge.complaints)")
      } else if Self.stricterThanDpkg.contains(name) {
        #expect(!ours)
      } else {
        #expect(ours)
      }
    }
  }

  /// What dpkg-deb lets through although Policy forbids it or an installer chokes on it.
  static let stricterThanDpkg: Set<String> = ["no final newline", "upper case relation"]

  @Test func mistakesHaveTheirPlace() throws {
    let text = Self.base + "Depends: aa (>= 1),\n bb (>> 2,\n cc\n"
    let stanza = try ControlStanza(reading: Array(text.utf8), fileName: "control")
    let findings = ControlChecks.findings(in: stanza, fileName: "control")
    #expect(findings.count == 1)
    #expect(findings[0].location == SourceLocation(file: "control", line: 7, column: 5))
    #expect(findings[0].description.contains(" bb (>> 2,\n        ^"))
  }

  @Test func allMistakesAreReportedAtOnce() throws {
    let stanza = try ControlStanza(
      reading: Array("Package: X\nVersion: x\nArchitecture: a b\nDepends: Y (=> 1)\n".utf8), fileName: "control")
    let errors = ControlChecks.findings(in: stanza, fileName: "control").filter { $0.severity == .error }
    #expect(errors.map { $0.location?.line } == [1, 2, 3, 4])
  }
}
