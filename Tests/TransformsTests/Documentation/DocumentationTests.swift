import Foundation
import PackageModel
import Testing

@testable import Transforms

/// The examples of docs/transforms.md give what is shown.
@Suite struct DocumentationTests {
  /// The fenced texts of an example by their names: `options`, `manifest`, `rules`, `printed`, `result`.
  private static func examples() throws -> [[String: String]] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/transforms.md"), encoding: .utf8)
    var examples: [[String: String]] = []
    var example: [String: String] = [:]
    var fence: String?
    for line in text.components(separatedBy: "\n") {
      if let name = fence {
        guard line == "```" else {
          example[name, default: ""] += line + "\n"
          continue
        }
        fence = nil
        if name == "result" {
          examples.append(example)
          example = [:]
        }
      } else if line.hasPrefix("```") {
        fence = String(line.dropFirst(3))
      }
    }
    try #require(fence == nil && example.isEmpty)
    return examples
  }

  @Test func everyExampleGivesItsResult() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 8)
    for example in examples {
      var options = TransformOptions()
      for word in (example["options"] ?? "").split(whereSeparator: \.isWhitespace) where word != "-D" {
        let parts = word.split(separator: "=", maxSplits: 1).map { ByteString(String($0)) }
        options.macros.define(parts[0], parts[1])
      }
      let rules = try #require(example["rules"])
      let result = Mogrification(
        [.text(Array(try #require(example["manifest"]).utf8), name: "m"), .text(Array(rules.utf8), name: "r")],
        options: options)
      #expect(result.mistakes == [], "\(rules)")
      #expect(result.output == example["result"], "\(rules)")
      #expect(result.printed.map { $0 + "\n" }.joined() == example["printed"] ?? "", "\(rules)")
    }
  }

  @Test func everyOperationAndOptionIsExplained() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/transforms.md"), encoding: .utf8)
    for word in RuleOperation.names + TokenOptions.names.map({ $0.hasSuffix("quote") ? $0 : $0 + "=" }) {
      #expect(text.contains("`\(word)`"), "\(word)")
    }
  }
}
