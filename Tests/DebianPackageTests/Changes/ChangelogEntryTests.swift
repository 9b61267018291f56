import PackageModel
import Payload
import Testing

@testable import DebianPackage

@Suite struct ChangelogEntryTests {
  private func entry(_ text: String) throws -> ChangelogEntry {
    try ChangelogEntry(firstOf: Array(text.utf8), fileName: "changelog")
  }

  private let text = """

    app (1:2.0-1) unstable stable; urgency=HIGH, binary-only=yes

      * One (closes: #1).

      * Two.

     -- A B <a@example.org>  Mon, 01 Jan 2024 00:00:00 +0000

    app (1.0) unstable; urgency=low
    """

  @Test func theFirstEntryIsRead() throws {
    let entry = try entry(text)
    #expect(entry.source == "app" && entry.version == "1:2.0-1" && entry.distributions == "unstable stable")
    #expect(entry.urgency == "high")
    #expect(entry.author == "A B <a@example.org>" && entry.date == "Mon, 01 Jan 2024 00:00:00 +0000")
    #expect(entry.lines.count == 5 && entry.lines.last == "  * Two.")
  }

  @Test(arguments: [
    ("", 1), ("\n\n", 1), ("just text\n", 1), ("app (1) unstable\n\n  * x\n\n -- A <a@b>  date\n", 1),
    ("app (1) unstable; urgency=low\n\n  * x\n", 1), ("app (1) ; urgency=low\n\n -- A <a@b>  date\n", 1),
    ("app (1) unstable; urgency=low\n\n  * x\n\n -- A\n", 5), ("app (1) unstable; urgency=low\n -- A <a@b>\n", 2),
  ])
  func mistakesHaveAPlace(_ text: String, _ line: Int) {
    #expect { try entry(text) } throws: {
      ($0 as? Diagnostic)?.location == SourceLocation(file: "changelog", line: line)
    }
  }

  @Test func changesDescribeThePackage() throws {
    var control = ControlStanza()
    control["Package"] = "app"
    control["Source"] = "src (1.9)"
    control["Version"] = "1:2.0-1"
    control["Architecture"] = "all"
    control["Maintainer"] = "M <m@example.org>"
    control["Description"] = "short\n long"
    let changes = try ChangesFile(control: control, entry: entry(text))
    let path = ByteString(#filePath)
    let size = try ContentSource.file(at: path).size
    let stanza = try ControlStanza(reading: changes.text(package: path), fileName: "changes")
    #expect(stanza["Format"] == "1.8" && stanza["Source"] == "src (1.9)" && stanza["Binary"] == "app")
    #expect(stanza["Distribution"] == "unstable stable" && stanza["Urgency"] == "high")
    #expect(stanza["Changed-By"] == "A B <a@example.org>" && stanza["Maintainer"] == "M <m@example.org>")
    #expect(stanza["Description"] == "\n app        - short")
    #expect(stanza["Changes"]?.hasPrefix("\n app (1:2.0-1) unstable stable; urgency=HIGH") ?? false)
    #expect(stanza["Changes"]?.contains("\n .\n   * Two.") ?? false)
    #expect(stanza["Files"]?.hasSuffix(" \(size) - - ChangelogEntryTests.swift") ?? false)
    let elsewhere = try ChangesFile(control: control, entry: entry(text), distributions: "sid")
    #expect(try ControlStanza(reading: elsewhere.text(package: path), fileName: "changes")["Distribution"] == "sid")
  }
}
