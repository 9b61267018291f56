package import PackageModel

/// One message of a check, before it is decided whether anybody sees it.
package struct LintReport: Sendable {
  /// The check's id.
  package var check: String
  /// The message's full id.
  package var id: String
  package var level: LintLevel
  package var text: String
  /// Whether `pkg.linted` attributes leave the message alone.
  var ignoresSuppression = false
  /// The action that decides about suppression as long as no other one is met; `nil` leaves it to the one met last.
  var remembered: Int?
  /// The action that the check itself was looking at.
  var scope: Int?
  /// The package whose attributes decide about suppression.
  package var package: LintPackage?
  /// The action that the message is about.
  package var action: LintAction?
  /// The attribute of the action that is meant, to point at.
  package var attribute: ByteString?
  /// The file that the message is about, where that is no manifest.
  var file: ByteString?
  /// Other actions that the message is about.
  package var related: [LintAction] = []
  /// How the mistake can be mended.
  package var fix: LintFix?
  /// What the message is about where it is given only once in a run.
  var onceKey: String?
  /// Whether nothing is said, so that only the key is taken.
  var isSilent = false
}
