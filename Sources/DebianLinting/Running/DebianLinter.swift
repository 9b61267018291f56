/// Runs the checks on packages.
package struct DebianLinter: Sendable {
  private let checks: [DebianCheck]
  private let profile: LintProfile
  private let honoursOverrides: Bool

  /// - Parameters:
  ///   - profile: which tags are silent.
  ///   - honoursOverrides: whether the package's overrides silence what they name.
  package init(
    checks: [DebianCheck] = DebianChecks.all, profile: LintProfile = .debian, honoursOverrides: Bool = true
  ) {
    self.checks = checks
    self.profile = profile
    self.honoursOverrides = honoursOverrides
  }

  /// What the checks say about a package.
  package func run(_ package: BinaryPackage) -> [TagHint] {
    let report = TagReport()
    // What could not be read cannot be missed.
    if package.readError != nil {
      report.begin(UnreadableCheck.check.tag)
      UnreadableCheck.check.body(package, report)
      return report.hints
    }
    for check in checks {
      report.begin(check.tag)
      check.body(package, report)
    }
    let hints = report.hints.filter { !profile.silences($0) }
    guard honoursOverrides else { return hints }
    return Overrides(of: package).apply(to: hints)
  }
}
