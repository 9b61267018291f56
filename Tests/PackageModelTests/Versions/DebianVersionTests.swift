import Foundation
import PackageModel
import TestSupport
import Testing

/// Versions of Debian packages, as dpkg takes them.
@Suite struct DebianVersionTests {
  private static let hasDpkg = FileManager.default.isExecutableFile(atPath: "/usr/bin/dpkg")

  @Test func partsAreFound() throws {
    let version = try DebianVersion(parsing: "2:1.0-rc1+dfsg-3~bpo12+1")
    #expect(version.epoch == 2)
    #expect(version.upstream == "1.0-rc1+dfsg")
    #expect(version.revision == "3~bpo12+1")
    #expect(try DebianVersion(parsing: "1.0").revision == nil)
    #expect(try DebianVersion(parsing: "1:2:3-4").upstream == "2:3")
  }

  private static let ordered = [
    "0~~", "0~~a", "0~", "0", "0+", "0.0a", "0.1", "1~rc1", "1", "1-1~bpo1", "1-1", "1-1+b1", "1a", "1aa", "1b", "1+",
    "1.2",
    "1.10", "2", "10", "1:0",
  ]

  @Test func orders() throws {
    let versions = try Self.ordered.map { try DebianVersion(parsing: $0) }
    #expect(versions.shuffled().sorted().map(\.text) == Self.ordered)
  }

  @Test func equalVersionsMayLookDifferent() throws {
    for (one, other) in [("1.0", "1.00"), ("1", "1-0"), ("0:1", "1"), ("1.0a00", "1.0a0")] {
      #expect(try DebianVersion(parsing: one) == DebianVersion(parsing: other))
    }
  }

  /// A version of pieces that matter to the order.
  private static func version(_ generator: inout SeededGenerator) -> String {
    let pieces: [ByteString] = ["0", "1", "2", "10", "00", "a", "b", "Z", "~", "~~", "+", ".", "-", "rc", "9"]
    let head: ByteString = generator.once(in: 5) ? generator.pick(["0:", "1:", "12:"]) : ""
    return (head + "1" + generator.text(of: pieces, count: 0...6) + generator.pick(["", "-1", "-0", "1", "-1~a"])).text
  }

  @Test(.enabled(if: hasDpkg), arguments: 0..<2)
  func dpkgAgrees(_ seed: Int) throws {
    var generator = SeededGenerator(UInt64(seed))
    var pairs: [(String, String)] = []
    while pairs.count < 150 {
      let pair = (Self.version(&generator), Self.version(&generator))
      if DebianVersion.problem(pair.0) == nil, DebianVersion.problem(pair.1) == nil { pairs.append(pair) }
    }
    let script = """
      while read -r a b; do
        if dpkg --compare-versions "$a" lt "$b"; then echo lt
        elif dpkg --compare-versions "$a" eq "$b"; then echo eq
        else echo gt; fi
      done
      """
    let scratch = try Scratch()
    try scratch.write("pairs", Array(pairs.map { "\($0) \($1)\n" }.joined().utf8))
    let output = try run("sh", ["-c", script + " < '\(scratch("pairs"))'"])
    let answers = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(answers.count == pairs.count)
    for ((one, other), answer) in zip(pairs, answers) {
      let (left, right) = (try DebianVersion(parsing: one), try DebianVersion(parsing: other))
      let ours = left < right ? "lt" : left == right ? "eq" : "gt"
      #expect(ours == answer, "\(one) and \(other)")
    }
  }

  private static let invalid = [
    "", " 1", "1 2", ":1", "a:1", "-1:1", "99999999999:1", "1:", "1-", "-1", "a1", "1_2", "1.0-1:2", "1é", "1-1_2",
    "1/2",
  ]

  @Test(.enabled(if: hasDpkg), arguments: invalid)
  func dpkgRefusesWhatWeRefuse(_ text: String) throws {
    #expect(throws: InvalidDebianVersion.self) { try DebianVersion(parsing: text) }
    let tree = try Scratch()
    try FileManager.default.createDirectory(atPath: tree("DEBIAN"), withIntermediateDirectories: true)
    let control = "Package: a\nVersion: \(text)\nArchitecture: all\nMaintainer: A <a@b.c>\nDescription: x\n"
    try tree.write("DEBIAN/control", Array(control.utf8))
    // Blanks around a field's value are none of its own.
    guard text.trimmingCharacters(in: .whitespaces) == text else { return }
    try run("dpkg-deb", ["--build", tree.path, tree("out.deb")], expectingFailure: true)
  }
}
