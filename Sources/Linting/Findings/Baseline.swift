import PackageModel

/// Findings that are known and shall not be reported again.
package struct Baseline: Sendable {
  /// A text that is no baseline.
  package struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int

    package var description: String {
      "\(file):\(line): this is no baseline; write a new one with --write-baseline"
    }
  }

  private static let header = "# pkgwright lint baseline 1"

  private var fingerprints: Set<String> = []

  /// Reads a baseline.
  package init(reading text: [UInt8], file: String) throws(Malformed) {
    let lines = ByteString(text).split(on: ASCII.newline)
    guard lines[0].text == Self.header else { throw Malformed(file: file, line: 1) }
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty && line.bytes[0] != ASCII.hash {
      let words = line.split(on: ASCII.tab)
      guard words.count == 3, words[0].count == 32 else { throw Malformed(file: file, line: number + 1) }
      fingerprints.insert(words[0].text)
    }
  }

  /// The findings that are not known yet, and how many of the known ones are gone.
  package func filter(_ findings: [LintFinding]) -> (new: [LintFinding], gone: Int) {
    let found = Set(findings.map(\.fingerprint))
    return (findings.filter { !fingerprints.contains($0.fingerprint) }, fingerprints.subtracting(found).count)
  }

  /// The text of a baseline of some findings: the same for the same findings, whatever their order.
  package static func text(of findings: [LintFinding]) -> [UInt8] {
    let lines = findings.filter { !$0.isSuppressed }.map { finding in
      let file = String(finding.place.file.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
      return "\(finding.fingerprint)\t\(finding.id)\t\(file)"
    }
    return Array(
      ([header] + lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }).map { $0 + "\n" }.joined().utf8)
  }
}
