import Foundation
import TestSupport
import Testing

@testable import Comparison

/// The sort that takes relations that are no orders.
@Suite struct SortingTests {
  private static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  @Test(.enabled(if: hasPython))
  func agreesWithPythonOnShortLists() throws {
    var generator = SeededGenerator(5)
    // Pairs that are compared by their first numbers if their second ones are equal, by the second otherwise, which
    // goes in circles.
    let lists = (0..<200).map { _ in
      (0..<generator.number(0...63)).map { _ in (generator.number(0...9), generator.number(0...2)) }
    }
    func precedes(_ left: (Int, Int), _ right: (Int, Int)) -> Bool {
      left.1 == right.1 ? left.0 < right.0 : (left.1 + 1) % 3 == right.1
    }
    let text = lists.map { list in "[" + list.map { "(\($0.0),\($0.1))" }.joined(separator: ",") + "]" }.joined(
      separator: "\n")
    let scratch = try Scratch()
    try scratch.write("lists", Array(text.utf8))
    let script = """
      import functools, sys
      def less(a, b): return a[0] < b[0] if a[1] == b[1] else (a[1] + 1) % 3 == b[1]
      def compare(a, b): return -1 if less(a, b) else 0 if not less(b, a) else 1
      for line in open(sys.argv[1]):
          print("".join(f"{a},{b};" for a, b in sorted(eval(line), key=functools.cmp_to_key(compare))))
      """
    let output = try run("python3", ["-c", script, scratch("lists")])
    let answers = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    for (list, answer) in zip(lists, answers) {
      let sorted = BinaryInsertionSort.sorted(list, by: precedes)
      #expect(sorted.map { "\($0.0),\($0.1);" }.joined() == answer)
    }
  }

  @Test func longListsAreSortedStably() {
    var generator = SeededGenerator(6)
    let list = (0..<1_000).map { ($0, generator.number(0...30)) }
    let sorted = BinaryInsertionSort.sorted(list) { $0.1 < $1.1 }
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { ($0.1, $0.0) < ($1.1, $1.0) })
  }
}
