/// Why a search index cannot be used.
package struct SearchIndexError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the index is.
  package var path: String
  /// What SQLite says.
  package var reason: String

  /// `the search index PATH cannot be used: REASON`
  package var description: String { "the search index \(path) cannot be used: \(reason)" }
}
