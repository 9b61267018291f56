/// What a check is about, and what runs it.
package enum CheckFamily: String, Sendable, Hashable, CaseIterable {
  /// Whether a file is a manifest at all.
  case reading
  /// What a distribution wants to see in every package.
  case openSolaris
  /// A manifest as a whole.
  case manifest
  /// A single action.
  case action
  /// Actions that get into each other's way, in one package or in several.
  case duplicates
  /// What the run has to say about itself.
  case engine

  /// The heading in the documentation.
  package var title: String {
    switch self {
    case .reading: "Reading manifests"
    case .openSolaris: "Attributes that distributions want"
    case .manifest: "Manifests"
    case .action: "Actions"
    case .duplicates: "Duplicates"
    case .engine: "The run itself"
    }
  }

  /// The module of pkglint that the family stands for.
  package var module: String? {
    switch self {
    case .openSolaris: "pkg.lint.opensolaris"
    case .manifest: "pkg.lint.pkglint_manifest"
    case .action, .duplicates: "pkg.lint.pkglint_action"
    case .reading, .engine: nil
    }
  }

  /// The class of pkglint that the family stands for, with its module.
  package var className: String? {
    switch self {
    case .openSolaris: "pkg.lint.opensolaris.OpenSolarisManifestChecker"
    case .manifest: "pkg.lint.pkglint_manifest.PkgManifestChecker"
    case .action: "pkg.lint.pkglint_action.PkgActionChecker"
    case .duplicates: "pkg.lint.pkglint_action.PkgDupActionChecker"
    case .reading, .engine: nil
    }
  }
}
