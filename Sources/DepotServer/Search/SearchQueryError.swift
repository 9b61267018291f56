package import PackageModel

/// Why a search cannot be answered.
package struct SearchQueryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of mistake it is.
  package enum Code: Hashable, Sendable {
    /// A query lacks one of its five fields.
    case incomplete
    /// A field has a value that it cannot have.
    case badField
    /// There are more words than a search may have.
    case tooManyWords
    /// The text is no search.
    case syntax
    /// `AND` or `OR` stands between what finds packages and what finds actions.
    case mixedResults
  }

  /// What kind of mistake it is.
  package var code: Code
  /// What is wrong.
  package var message: String
  /// The text that was to be searched for.
  package var text: ByteString
  /// Where in the text the mistake is, in bytes.
  package var offset: Int?

  /// The message; below it the text and a caret under the mistake.
  package var description: String {
    guard let offset else { return message }
    let blanks = String(repeating: " ", count: ByteString(text.bytes.prefix(offset)).text.count)
    return "\(message)\n\t\(text)\n\t\(blanks)^"
  }

  /// Whether the depot's answer is 400; it is 404 otherwise, as depots have it.
  package var isBadRequest: Bool { code == .syntax || code == .mixedResults }
}
