import PackageModel

/// A message as pkglint shows it.
package struct LintMessage: Sendable, Hashable {
  package let level: LintLevel
  package let id: String
  package let text: String
  /// Whether the message makes the run fail.
  package let counts: Bool
  /// Where the package comes from that was checked.
  package private(set) var origin: LintPackage.Origin?

  package init(_ level: LintLevel, _ id: String, _ text: String, counts: Bool? = nil) {
    self.level = level
    self.id = id
    self.text = text
    self.counts = counts ?? (level > .warning)
  }

  /// The same message about a package.
  func about(_ package: LintPackage?) -> LintMessage {
    var message = self
    message.origin = package?.origin
    return message
  }

  /// The line that is printed: level and id in 34 columns, then the text.
  package var line: String {
    let key = "\(level.name) \(id)"
    return key + String(repeating: " ", count: max(0, 34 - key.utf8.count)) + text
  }
}

/// Makes messages of reports as pkglint does: which action suppresses a message is remembered across checks, and even
/// across packages, until another one is met.
package struct MessageLog {
  private let threshold: LintLevel
  private let reportsSuppressed: Bool

  /// - Parameters:
  ///   - threshold: the lowest level that is shown.
  ///   - reportsSuppressed: whether a line tells of suppressed messages.
  package init(threshold: LintLevel, reportsSuppressed: Bool) {
    self.threshold = threshold
    self.reportsSuppressed = reportsSuppressed
  }

  /// The messages of a run's reports.
  package func messages(of reports: [LintReport]) -> [LintMessage] {
    var result: [LintMessage] = []
    var action: LintAction?
    var package: LintPackage?
    for report in reports {
      let isAnnouncement = report.id == "pkglint001.3" && report.level == .debug
      // Every check of an action remembers it, so what is left of a package is its last action.
      if isAnnouncement { action = package.flatMap { Self.lastAction(of: $0) } ?? action }
      if let package, let remembered = report.remembered { action = LintAction(package: package, index: remembered) }
      defer { if isAnnouncement { package = report.package } }
      guard report.level >= threshold else { continue }
      append(report, action: action, package: package, to: &result)
    }
    return result
  }

  private static func lastAction(of package: LintPackage) -> LintAction? {
    let count = package.manifest.actionCount
    return count > 0 ? LintAction(package: package, index: count - 1) : nil
  }

  private func append(
    _ report: LintReport, action: LintAction?, package: LintPackage?, to result: inout [LintMessage]
  ) {
    if !report.ignoresSuppression {
      do throws(Suppression.Ambiguity) {
        if try Suppression.applies(to: report.id, action: action, package: package) {
          if reportsSuppressed {
            result.append(
              LintMessage(.info, "pkglint001.5", "Linted message: \(report.id)  \(report.text)", counts: false)
                .about(report.package))
          }
          return
        }
      } catch {
        result.append(
          LintMessage(.error, "pkglint001.6", "Logging error: \(error.text)", counts: false).about(report.package))
      }
    }
    result.append(LintMessage(report.level, report.id, report.text).about(report.package))
  }
}
