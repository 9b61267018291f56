/// The fields of a package that name other packages (Debian Policy 7).
package enum RelationField: String, CaseIterable, Hashable, Sendable {
  case preDepends = "pre-depends"
  case depends
  case recommends
  case suggests
  case enhances
  case conflicts
  case breaks
  case replaces
  case provides

  /// The field's name in a control file.
  package var fieldName: String {
    switch self {
    case .preDepends: "Pre-Depends"
    case .depends: "Depends"
    case .recommends: "Recommends"
    case .suggests: "Suggests"
    case .enhances: "Enhances"
    case .conflicts: "Conflicts"
    case .breaks: "Breaks"
    case .replaces: "Replaces"
    case .provides: "Provides"
    }
  }

  /// Whether a relation may offer a choice between packages.
  var allowsAlternatives: Bool {
    switch self {
    case .preDepends, .depends, .recommends, .suggests: true
    case .enhances, .conflicts, .breaks, .replaces, .provides: false
    }
  }
}
