import PackageModel

/// Findings as the XML that build servers read.
enum XMLReports {
  /// JUnit: each finding is a test that failed, each clean file one that passed. What does not make the run fail passes
  /// as well, and is told in the test's output.
  static func junit(_ content: ReportContent) -> String {
    let dirty = Set(content.open.map(\.place.file))
    let clean = content.subjects.filter { !dirty.contains($0) }
    let failures = content.open.count(where: content.fails)
    let counts = "tests=\"\(content.open.count + clean.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    text += "  <testsuite name=\"pkgwright lint\" \(counts) time=\"0\">\n"
    for finding in content.open {
      let place = finding.place.file + (finding.place.line.map { ":\($0)" } ?? "")
      text +=
        "    <testcase classname=\(quoted(finding.place.file)) name=\(quoted("\(place) \(finding.id)")) time=\"0\">\n"
      let body = [finding.message, finding.place.text?.text, finding.remedy.map { "help: \($0)" }]
        .compactMap { $0 }.joined(separator: "\n")
      if content.fails(finding) {
        text +=
          "      <failure message=\(quoted(finding.oneLine)) type=\(quoted(finding.id))>\(escaped(body))</failure>\n"
      } else {
        text += "      <system-out>\(escaped("\(finding.level.word): \(body)"))</system-out>\n"
      }
      text += "    </testcase>\n"
    }
    for file in clean {
      text += "    <testcase classname=\(quoted(file)) name=\(quoted(file)) time=\"0\"/>\n"
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  /// Checkstyle: the findings of each file.
  static func checkstyle(_ content: ReportContent) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
    var files: [String] = []
    var byFile: [String: [LintFinding]] = [:]
    for finding in content.open {
      if byFile[finding.place.file] == nil { files.append(finding.place.file) }
      byFile[finding.place.file, default: []].append(finding)
    }
    for file in files {
      text += "  <file name=\(quoted(file))>\n"
      for finding in byFile[file] ?? [] {
        let severity = finding.level > .warning ? "error" : finding.level == .warning ? "warning" : "info"
        text += "    <error"
        if let line = finding.place.line { text += " line=\"\(line)\"" }
        if let column = finding.place.characterColumn { text += " column=\"\(column)\"" }
        text += " severity=\"\(severity)\" message=\(quoted(finding.oneLine)) source=\(quoted(finding.id))/>\n"
      }
      text += "  </file>\n"
    }
    return text + "</checkstyle>\n"
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text, inAttribute: true))\"" }

  private static func escaped(_ text: String, inAttribute: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n" where inAttribute: result += "&#10;"
      case "\t" where inAttribute: result += "&#9;"
      case "\r": result += "&#13;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      // XML has no other control characters, not even escaped ones.
      case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
