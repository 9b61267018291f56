import PackageModel
import Testing

@testable import DebianPackage

@Suite struct ControlTextTests {
  @Test(arguments: [
    ("one line", "one line"),
    ("first\nsecond", "first\n second"),
    ("first\n\nthird", "first\n .\n third"),
    ("first\n  verbatim\n", "first\n   verbatim"),
    ("\n\nfirst\n", "first"),
    ("first  \nsecond  ", "first\n second"),
    ("", ""),
  ])
  func descriptionsAreFolded(text: String, folded: String) {
    #expect(DescriptionText.folded(text) == folded)
  }

  @Test func longLinesAreWrapped() {
    let wrapped = DescriptionText.wrapped("synopsis\n" + Array(repeating: "word", count: 40).joined(separator: " "))
    #expect(wrapped.split(separator: "\n").allSatisfy { $0.count <= 78 })
    #expect(DescriptionText.wrapped("s\n * " + String(repeating: "x ", count: 60)).split(separator: "\n").count == 2)
  }

  @Test func fieldsComeInDpkgsOrder() {
    var stanza = ControlStanza()
    for name in ["X-Own", "Description", "Depends", "Version", "Package", "Homepage", "Another"] { stanza[name] = "v" }
    #expect(
      stanza.inDpkgOrder.fields.map(\.name) == [
        "Package", "Version", "Depends", "Homepage", "Description", "X-Own", "Another",
      ])
  }

  @Test func paragraphsReadBackAsWritten() throws {
    let text = "Package: ab\nVersion: 1\nDescription: x\n y\n .\n z\nTag:\n one,\n two\n"
    let stanza = try ControlStanza(reading: Array(text.utf8), fileName: "control")
    #expect(stanza.text == text)
    #expect(stanza["description"] == "x\n y\n .\n z")
  }

  @Test(arguments: [
    ("/etc/a\n/etc/a\n", [Severity.warning], "twice"),
    ("/etc/b\n", [.error], "not in the package"),
    ("etc/a\n", [.error], "not an absolute path"),
    ("/etc/a", [.error], "line end"),
    ("/etc/a\n\n", [.error], "empty line"),
    ("/etc\n", [.warning], "not a plain file"),
    ("remove-on-upgrade /etc/a\n", [.error], "to be removed"),
    ("remove-on-upgrade /etc/old\n", [], ""),
    ("foo /etc/a\n", [.error], "not a flag"),
  ])
  func conffilesAreChecked(text: String, severities: [Severity], words: String) {
    let findings = Conffiles.findings(
      in: Array(text.utf8), fileName: "conffiles", delivered: ["etc/a": .file, "etc": .other])
    #expect(findings.map(\.severity) == severities)
    #expect(findings.allSatisfy { $0.message.contains(words) })
  }

  @Test(arguments: [
    ("interest-noawait /usr/lib/x\n# comment\n\nactivate ldconfig # why\n", 0), ("intrest /x\n", 1),
    ("interest\n", 1), ("interest a b\n", 1),
  ])
  func triggersAreChecked(text: String, count: Int) {
    #expect(Trigger.findings(in: Array(text.utf8), fileName: "triggers").count == count)
  }
}
