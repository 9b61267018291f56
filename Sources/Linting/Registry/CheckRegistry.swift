/// The checks of manifests. Those of other kinds of packages are in the rooms that know those packages.
package enum CheckRegistry {
  /// The checks that pkglint has, in the order in which they run.
  package static let pkglint: [Check] =
    OpenSolarisChecks.all + ManifestChecks.all + ActionChecks.all + DuplicateChecks.all

  /// Checks that pkglint does not have: against a tree, against what was published before, and for the other world.
  private static let others: [Check] =
    TreeChecks.all + UpgradeChecks.all + DebianMappingChecks.all + IPSMappingChecks.all

  /// All checks of manifests; those that never run by themselves stand last.
  package static let all: [Check] = pkglint + others + EngineChecks.all

  package static let catalog = CheckCatalog(all)
}
