/// What a check is about, and what runs it. Other rooms add families of their own.
package struct CheckFamily: Sendable, Hashable {
  /// How somebody says that a finding is known.
  package enum Suppression: Sendable, Hashable {
    /// By a `pkg.linted` attribute of the action or of the package.
    case attribute
    /// By a line of the package's lintian overrides.
    case override
    /// Only by the configuration and by a baseline.
    case configuration
  }

  /// The name that machines read.
  package let name: String
  /// The heading in the documentation.
  package let title: String
  package let suppression: Suppression
  /// The module of pkglint that the family stands for.
  package let module: String?
  /// The class of pkglint that the family stands for, with its module.
  package let className: String?

  /// - Parameters:
  ///   - name: the name that machines read.
  ///   - title: the heading in the documentation.
  ///   - suppression: how somebody says that a finding is known.
  ///   - module: the module of pkglint that the family stands for.
  ///   - checker: the class of pkglint in that module.
  package init(
    _ name: String, title: String, suppression: Suppression = .attribute, module: String? = nil, checker: String? = nil
  ) {
    self.name = name
    self.title = title
    self.suppression = suppression
    self.module = module
    className = module.flatMap { module in checker.map { module + "." + $0 } }
  }
}

extension CheckFamily {
  /// Whether a file is a manifest at all.
  package static let reading = CheckFamily("reading", title: "Reading manifests", suppression: .configuration)
  /// What a distribution wants to see in every package.
  package static let openSolaris = CheckFamily(
    "openSolaris", title: "Attributes that distributions want", module: "pkg.lint.opensolaris",
    checker: "OpenSolarisManifestChecker")
  /// A manifest as a whole.
  package static let manifest = CheckFamily(
    "manifest", title: "Manifests", module: "pkg.lint.pkglint_manifest", checker: "PkgManifestChecker")
  /// A single action.
  package static let action = CheckFamily(
    "action", title: "Actions", module: "pkg.lint.pkglint_action", checker: "PkgActionChecker")
  /// Actions that get into each other's way, in one package or in several.
  package static let duplicates = CheckFamily(
    "duplicates", title: "Duplicates", module: "pkg.lint.pkglint_action", checker: "PkgDupActionChecker")
  /// What the run has to say about itself.
  package static let engine = CheckFamily("engine", title: "The run itself", suppression: .configuration)

  /// The families that pkglint has.
  static let pkglint = [openSolaris, manifest, action, duplicates]
}
