/// What there is to say about checks, for `pkgwright explain` and the documentation.
package enum CheckText {
  /// One check for the terminal.
  package static func plain(_ check: Check) -> String {
    var text = "\(check.id): \(check.summary)\n\n\(wrapped(check.explanation, indentation: ""))\n\nMessages:\n"
    for message in check.messages {
      text += "  \(message.level.name) \(check.id)\(message.suffix)\n"
      text += wrapped("\(message.summary).", indentation: "      ") + "\n"
      text += wrapped("Remedy: \(message.remedy).", indentation: "      ") + "\n"
    }
    text += "\nWrong:\n\(indented(check.wrong))\n\nRight:\n\(indented(check.right))\n"
    switch check.family.suppression {
    case .attribute:
      text += "\nTo suppress it on an action:     pkg.linted.\(check.id)=true\n"
      text += "To suppress it for the package:  set name=pkg.linted.\(check.id) value=true\n"
    case .override:
      text += "\nTo suppress it: the line \(check.id) in usr/share/lintian/overrides/PACKAGE\n"
    case .configuration: break
    }
    return text
  }

  /// One check as Markdown, without a heading.
  package static func markdown(_ check: Check) -> String {
    var text = "\(check.summary)\n\n\(check.explanation)\n\n| id | level | when | remedy |\n|---|---|---|---|\n"
    for message in check.messages {
      text +=
        "| `\(check.id)\(message.suffix)` | \(message.level.name.lowercased()) | \(cell(message.summary)) | "
        + "\(cell(message.remedy)) |\n"
    }
    return text + "\nWrong:\n\n```\n\(check.wrong)\n```\n\nRight:\n\n```\n\(check.right)\n```\n"
  }

  /// All checks as one Markdown document.
  package static func document(of catalog: CheckCatalog) -> String {
    var text = """
      # Checks

      What `pkgwright lint` and `pkglint` look for. This page is written by `pkgwright explain --all --format markdown`; \
      `pkgwright explain ID` shows a single check.

      A message is suppressed by an attribute whose name begins with `pkg.linted` and is the beginning of \
      `pkg.linted.ID`: on an action, `pkg.linted.pkglint.action002.4=true`; for a whole package, \
      `set name=pkg.linted.pkglint.action002 value=true`.

      """
    for family in catalog.families {
      let checks = catalog.checks.filter { $0.family == family }.sorted { $0.id < $1.id }
      text += "\n## \(family.title)\n"
      for check in checks { text += "\n### \(check.id)\n\n\(markdown(check))" }
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
  }

  private static func wrapped(_ text: String, indentation: String) -> String {
    var lines: [String] = []
    var line = indentation
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if line.utf8.count > indentation.utf8.count, line.utf8.count + word.utf8.count + 1 > 80 {
        lines.append(line)
        line = indentation
      }
      line += (line.utf8.count > indentation.utf8.count ? " " : "") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
