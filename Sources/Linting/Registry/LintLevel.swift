/// How grave a message is.
package enum LintLevel: Int, Sendable, Hashable, Comparable, CaseIterable {
  case debug, info, warning, error, critical

  /// The level as the IPS tools write it.
  package var name: String {
    switch self {
    case .debug: "DEBUG"
    case .info: "INFO"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .critical: "CRITICAL"
    }
  }

  /// The level that a word names, in the case the IPS tools want.
  package init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  package static func < (left: LintLevel, right: LintLevel) -> Bool { left.rawValue < right.rawValue }
}
