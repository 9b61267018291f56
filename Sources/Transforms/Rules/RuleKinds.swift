package import PackageModel

/// The kinds of action that a rule is for, and the pseudo-action `pkg` that stands for the package's attributes.
package struct RuleKinds: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The number of the pseudo-action among the kinds.
  static let packageNumber = ActionKind.allCases.count
  /// How many kinds there are, the pseudo-action among them.
  static let count = packageNumber + 1

  /// The pseudo-action that the package's attributes make at the end of a manifest.
  package static let package = RuleKinds(rawValue: 1 << UInt16(packageNumber))
  /// Every kind, as a rule without types has it.
  package static let all = RuleKinds(rawValue: 1 << UInt16(count) - 1)

  package init(_ kind: ActionKind) { self.init(rawValue: 1 << UInt16(kind.rawValue)) }

  /// The kinds that a word names; none for a word that is no type.
  init(word: ByteString) {
    if word == "pkg" {
      self = .package
    } else if let kind = ActionKind(name: word) {
      self.init(kind)
    } else {
      self = []
    }
  }

  /// Whether the kind with a number is one of these.
  func contains(number: Int) -> Bool { rawValue >> UInt16(number) & 1 == 1 }
}
