import Foundation
import Testing

@testable import Recipes

/// The tables of docs/fpm.md, which are made from the table of flags.
@Suite struct FpmReferenceTests {
  private static let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/fpm.md")
  private static let opening = "<!-- flags: made from the table of flags by FpmReferenceTests -->\n"
  private static let closing = "<!-- end of flags -->\n"

  /// Run with `UPDATE_DOCS=1` to write the tables anew.
  @Test func theDocumentHasEveryFlagAndItsState() throws {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    let start = try #require(text.range(of: Self.opening)).upperBound
    let end = try #require(text.range(of: Self.closing)).lowerBound
    let tables = Self.tables()
    if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
      try Data((text[..<start] + tables + text[end...]).utf8).write(to: Self.document)
    } else {
      #expect(text[start..<end] == tables)
    }
  }

  private static func tables() -> String {
    let ours = FpmFlags.all.filter { !isForOtherType($0) }
    let general = ours.filter { !$0.name.hasPrefix("deb-") }
    let debian = ours.filter { $0.name.hasPrefix("deb-") }
    var text = "\n### For every package\n\n" + table(general)
    text += "\n### For Debian packages\n\n" + table(debian)
    text +=
      "\n### For other types of packages\n\nRead, and without effect on a Debian package.\n\n| type | flags |\n|---|---|\n"
    for (type, flags) in grouped(FpmFlags.all.filter(isForOtherType)) {
      text += "| \(type) | \(flags.map { "`\($0.longForm)`" }.joined(separator: " ")) |\n"
    }
    return text + "\n"
  }

  private static func table(_ flags: [FpmFlag]) -> String {
    "| flag | meaning | default | state |\n|---|---|---|---|\n" + flags.map(row).joined()
  }

  private static func row(_ flag: FpmFlag) -> String {
    let state: String =
      switch flag.effect {
      case .full: flag.alias.map { "done, as `--\($0.rawValue)`" } ?? "done"
      case .nothing(let reason): "not applicable: " + reason
      case .otherType(let type): "not applicable: for \(type) packages"
      }
    let cells = ["`\(flag.usage)`", flag.help, flag.standard ?? "", state]
    return "| " + cells.map { $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ") + " |\n"
  }

  private static func isForOtherType(_ flag: FpmFlag) -> Bool {
    if case .otherType = flag.effect { true } else { false }
  }

  private static func grouped(_ flags: [FpmFlag]) -> [(String, [FpmFlag])] {
    Dictionary(grouping: flags) { String($0.name.prefix { $0 != "-" }) }.sorted { $0.key < $1.key }
  }
}
