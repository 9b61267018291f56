package import Linting

/// How grave a tag is, as lintian says it.
package enum TagSeverity: String, Sendable, Hashable, CaseIterable {
  case error = "E"
  case warning = "W"
  case info = "I"
  case pedantic = "P"

  /// The level in reports; pedantic tags are notes there.
  package var level: LintLevel {
    switch self {
    case .error: .error
    case .warning: .warning
    case .info, .pedantic: .info
    }
  }
}
