package import PackageModel

/// A mistake on the command line.
package struct FpmUsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package var message: String
  /// Where the word comes from, unless it stands on the command line itself.
  package var location: SourceLocation?
  /// What to do about it.
  package var remedy: String?

  /// Makes an error.
  package init(_ message: String, at location: SourceLocation? = nil, remedy: String? = nil) {
    self.message = message
    self.location = location
    self.remedy = remedy
  }

  /// The message with its place and remedy, on one line.
  package var description: String {
    var text = message
    if let location {
      text += " (\(location.file)" + (location.line.map { ", line \($0)" } ?? "") + ")"
    }
    if let remedy { text += "; \(remedy)" }
    return text
  }
}
