package import PackageModel

/// An action that a search has found.
package struct SearchHit: Hashable, Sendable {
  /// `STEM@VERSION`
  package var package: ByteString
  /// The kind of the action.
  package var kind: ByteString
  /// The heading that the word stands under.
  package var heading: ByteString
  /// What is shown: the attribute's value or the heading.
  package var value: ByteString
  /// The action as the manifest has it.
  package var line: ByteString
}
