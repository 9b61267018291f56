import PackageModel

/// A line of the triggers member (deb-triggers(5)).
enum Trigger {
  /// The directives of a triggers file.
  static let directives = [
    "interest", "interest-await", "interest-noawait", "activate", "activate-await", "activate-noawait",
  ]

  /// Checks a triggers file: each line is a directive and the name of a trigger.
  static func findings(in bytes: [UInt8], fileName: String) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (index, line) in ByteString(bytes).split(on: ASCII.newline).enumerated() {
      let content = line.bytes.prefix { $0 != ASCII.hash }
      let words = content.split(whereSeparator: ASCII.isActionBlank).map { ByteString(Array($0)).text }
      guard let directive = words.first else { continue }
      func complain(_ message: String, _ remedy: String) {
        findings.append(
          Diagnostic(
            .error, message, at: SourceLocation(file: fileName, line: index + 1, column: 1), sourceLine: line,
            remedy: remedy))
      }
      if !directives.contains(directive) {
        complain(
          "'\(directive)' is not a trigger directive",
          Suggestion.nearest(to: directive, among: directives).map { "did you mean \"\($0)\"?" }
            ?? "use one of \(directives.joined(separator: ", "))")
      } else if words.count != 2 {
        complain("a trigger line has a directive and a name", "write \"\(directive) NAME\"")
      } else if words[1].utf8.contains(where: { $0 < 0x21 || $0 > 0x7e }) {
        complain("the name of a trigger must be printable ASCII", "rename the trigger")
      }
    }
    return findings
  }
}
