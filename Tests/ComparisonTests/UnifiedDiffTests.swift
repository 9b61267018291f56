import Comparison
import Foundation
import PackageModel
import TestSupport
import Testing

/// Differences of texts.
@Suite struct UnifiedDiffTests {
  private static func diff(_ first: ByteString, _ second: ByteString) -> ByteString {
    ByteString(UnifiedDiff(first.bytes, second.bytes).text())
  }

  @Test func equalTextsHaveNone() {
    for text: ByteString in ["", "a", "a\n", "a\n\nb"] {
      #expect(Self.diff(text, text).isEmpty)
      #expect(UnifiedDiff(text.bytes, text.bytes).isEmpty)
    }
  }

  @Test func linesAreShownWithTheirContext() {
    #expect(
      Self.diff("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nd\nE\nf\ng\nh\n")
        == "--- \n+++ \n@@ -2,6 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n+h\n")
    #expect(Self.diff("", "a\n") == "--- \n+++ \n@@ -0,0 +1 @@\n+a\n")
    #expect(Self.diff("a\nb", "") == "--- \n+++ \n@@ -1,2 +0,0 @@\n-a\n-b")
  }

  @Test func namesStandInTheHeader() {
    let diff = UnifiedDiff(Array("a\n".utf8), Array("b\n".utf8), names: ("one", "other"))
    #expect(diff.lines.prefix(2) == [.firstHeader("one"), .secondHeader("other")])
  }

  private static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  /// Texts of lines of which some are frequent, one an edited form of the other.
  private static func pair(_ generator: inout SeededGenerator) -> (ByteString, ByteString) {
    let size = generator.pick([3, 12, 40, 260, 900])
    let alphabet = generator.pick([3, 20, 400])
    var lines = (0..<generator.number(0...size)).map { _ in "line \(generator.number(0...alphabet))\n" }
    let first = lines.joined()
    for _ in 0..<generator.number(0...8) where !lines.isEmpty {
      switch generator.number(1...4) {
      case 1: lines.remove(at: generator.number(0...(lines.count - 1)))
      case 2: lines.insert("new \(generator.number(0...5))\n", at: generator.number(0...lines.count))
      case 3: lines.swapAt(generator.number(0...(lines.count - 1)), generator.number(0...(lines.count - 1)))
      default: lines.shuffle(using: &generator)
      }
    }
    return (ByteString(first), ByteString(lines.joined() + (generator.once(in: 3) ? "no end" : "")))
  }

  @Test(.enabled(if: hasPython), arguments: 0..<4)
  func agreesWithPython(_ seed: Int) throws {
    var generator = SeededGenerator(UInt64(seed))
    let scratch = try Scratch()
    let pairs = (0..<40).map { _ in Self.pair(&generator) }
    for (index, (one, other)) in pairs.enumerated() {
      try scratch.write("\(index).a", one.bytes)
      try scratch.write("\(index).b", other.bytes)
    }
    let script = """
      import difflib, sys
      for i in range(\(pairs.count)):
          a, b = (open(f"{sys.argv[1]}/{i}.{x}", newline="\\n").readlines() for x in "ab")
          open(f"{sys.argv[1]}/{i}.diff", "w").writelines(difflib.unified_diff(a, b))
      """
    try run("python3", ["-c", script, scratch.path])
    for (index, (one, other)) in pairs.enumerated() {
      #expect(try Self.diff(one, other) == ByteString(scratch.bytes("\(index).diff")), "pair \(index)")
    }
  }

  @Test func largeTextsAreCompared() {
    let lines = (0..<40_000).map { "file path=usr/share/\($0)\n" }
    var edited = lines
    edited[20_000] = "changed\n"
    let diff = UnifiedDiff(Array(lines.joined().utf8), Array(edited.joined().utf8))
    #expect(diff.lines.count == 2 + 1 + 6 + 2)
  }
}
