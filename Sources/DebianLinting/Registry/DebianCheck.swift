package import Linting

/// A check of Debian packages: a tag under lintian's name, with lintian's severity, and how it looks at a package.
package struct DebianCheck: Sendable {
  /// What a check does with a package.
  package typealias Body = @Sendable (BinaryPackage, TagReport) -> Void

  package let severity: TagSeverity
  /// What there is to say about the check.
  package let check: Check
  package let body: Body

  /// The tag.
  package var tag: String { check.id }

  /// - Parameters:
  ///   - summary: what is wrong, as a sentence without a full stop.
  ///   - wrong: what the check complains about.
  ///   - right: the same as it should be.
  init(
    _ severity: TagSeverity, _ tag: String, _ family: CheckFamily, _ summary: String, remedy: String,
    explanation: String, wrong: String, right: String, body: @escaping Body
  ) {
    self.severity = severity
    check = Check(
      tag, method: "", family: family, summary: summary,
      messages: [.init("", severity.level, summary, remedy: remedy)], explanation: explanation, wrong: wrong,
      right: right, body: .elsewhere)
    self.body = body
  }
}

/// Where the checks say what they found.
package final class TagReport {
  private(set) var hints: [TagHint] = []
  private var tag = ""

  /// Begins with the check of a tag.
  func begin(_ tag: String) { self.tag = tag }

  /// Says that the check at work found something.
  func callAsFunction(_ context: String = "", at pointer: TagHint.Pointer = .package) {
    hints.append(TagHint(tag, context, at: pointer))
  }

  /// The same about a path of the package.
  func callAsFunction(_ context: String = "", at entry: PackageEntry, line: Int? = nil) {
    hints.append(TagHint(tag, context, at: .path(entry.shown, line: line)))
  }
}
