package import PackageModel

/// One check: what it is called, what it says, and how it looks at the packages.
package struct Check: Sendable {
  /// One kind of message that a check gives.
  package struct Message: Sendable, Hashable {
    /// What follows the check's id, as in `.1`; empty where the check has one kind of message only.
    package let suffix: String
    package let level: LintLevel
    /// When the message is given.
    package let summary: String
    /// What to do about it.
    package let remedy: String

    package init(_ suffix: String = "", _ level: LintLevel, _ summary: String, remedy: String) {
      self.suffix = suffix
      self.level = level
      self.summary = summary
      self.remedy = remedy
    }
  }

  /// What a check does with a package.
  package typealias ManifestBody = @Sendable (CheckSession) throws(CheckFailure) -> Void
  /// What a check does with an action.
  package typealias ActionBody = @Sendable (LintAction, CheckSession) throws(CheckFailure) -> Void

  /// How a check looks at the packages.
  package enum Body: Sendable {
    /// Once for each package.
    case manifest(ManifestBody)
    /// Once for each action of some kinds.
    case action(Set<ActionKind>, ActionBody)
    /// Never by itself: the messages come from what reads the files, and from the rooms of other kinds of packages.
    case elsewhere
  }

  /// The id that messages and suppressions begin with.
  package let id: String
  /// The last part of the name by which configuration files exclude the check.
  package let method: String
  package let family: CheckFamily
  /// What should be, in one line.
  package let summary: String
  package let messages: [Message]
  /// Why it should be so, and what the check looks at.
  package let explanation: String
  /// What the check complains about.
  package let wrong: String
  /// The same as it should be.
  package let right: String
  package let body: Body

  package init(
    _ id: String, method: String, family: CheckFamily, summary: String, messages: [Message], explanation: String,
    wrong: String, right: String, body: Body
  ) {
    self.id = id
    self.method = method
    self.family = family
    self.summary = summary
    self.messages = messages
    self.explanation = explanation
    self.wrong = wrong
    self.right = right
    self.body = body
  }

  /// The level of the gravest message.
  package var level: LintLevel { messages.map(\.level).max() ?? .info }

  /// The kind of message with a suffix.
  package func message(_ suffix: String) -> Message? { messages.first { $0.suffix == suffix } }

  /// The name by which configuration files exclude the check.
  package var qualifiedMethod: String { (family.className ?? family.name) + "." + method }
}

/// A check that could not be done, because the action or the manifest is broken in a way that other checks report.
package struct CheckFailure: Error, Hashable, Sendable {
  /// The reason in the reference's words.
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}
