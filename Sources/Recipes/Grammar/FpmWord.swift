package import PackageModel

/// A word of the command line.
package struct FpmWord: Hashable, Sendable {
  /// The word.
  package var text: ByteString
  /// The file or variable it was read from; `nil` on the command line itself.
  package var location: SourceLocation?

  /// Makes a word.
  package init(_ text: ByteString, at location: SourceLocation? = nil) {
    self.text = text
    self.location = location
  }
}
