package import PackageModel

/// Something that a rule did.
package struct TransformEvent: Hashable, Sendable {
  /// What was done.
  package enum Effect: Hashable, Sendable {
    /// The action became another; the pieces are `name=value` as they are printed.
    case changed(to: ByteString, removed: [ByteString], added: [ByteString])
    /// The rule applies, but left the action as it was.
    case unchanged
    case dropped
    /// A line was made.
    case emitted(ByteString)
    /// A message was made.
    case printed(ByteString)
  }

  /// The file that the action is in.
  package var fileName: ByteString
  /// The line it ends on; `nil` for the pseudo-action at the end of an input.
  package var line: Int?
  /// How many rules made the action: 0 for one of the input, 1 for one that was emitted, and so on.
  package var depth: Int
  /// The action before the rule.
  package var action: ByteString
  /// The number of the rule.
  package var rule: Int
  package var effect: Effect
}
