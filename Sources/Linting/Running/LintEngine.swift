import PackageModel

/// Runs checks on the packages of a model.
package struct LintEngine: Sendable {
  private let settings: LintSettings
  private let manifestChecks: [Check]
  /// The checks for each kind of action, in order.
  private let actionChecks: [[Check]]

  /// - Parameters:
  ///   - checks: the checks that there are, in the order in which they run.
  ///   - settings: which are left out, and parameters.
  package init(checks: [Check] = CheckRegistry.all, settings: LintSettings = LintSettings()) {
    self.settings = settings
    let enabled = checks.filter { !settings.excluded.contains($0.id) }
    manifestChecks = enabled.filter { if case .manifest = $0.body { true } else { false } }
    actionChecks = ActionKind.allCases.map { kind in
      enabled.filter { if case .action(let kinds, _) = $0.body { kinds.contains(kind) } else { false } }
    }
  }

  /// How many checks there are to run.
  package static func count(_ checks: [Check], excluding excluded: Set<String>) -> Int {
    checks.count { check in
      if case .none = check.body { return false }
      return !excluded.contains(check.id)
    }
  }

  /// What all checks say, in the order of the packages and, for each, manifest checks first, then the actions in order.
  package func run(_ model: LintModel) -> [LintReport] {
    let perPackage: [[LintReport]]
    // Threads cost more than a few small manifests.
    if model.checked.count > 1, model.checked.reduce(0, { $0 + $1.manifest.actionCount }) > 500 {
      perPackage = ParallelMap.map(model.checked.count) { check($0, of: model) }
    } else {
      perPackage = model.checked.indices.map { check($0, of: model) }
    }
    var taken: Set<String> = []
    var reports: [LintReport] = []
    for report in perPackage.joined() {
      if let key = report.onceKey, !taken.insert(key).inserted { continue }
      if !report.isSilent { reports.append(report) }
    }
    return reports
  }

  private func check(_ number: Int, of model: LintModel) -> [LintReport] {
    let session = CheckSession(model: model, settings: settings, number: number)
    session.note("pkglint001.3", .debug, "Checking \(session.package.name)")
    for check in manifestChecks {
      guard case .manifest(let body) = check.body else { continue }
      session.begin(check)
      do throws(CheckFailure) {
        try body(session)
      } catch {
        session.fail(error, on: nil)
      }
    }
    for action in session.package.actions {
      for check in actionChecks[Int(action.kind.rawValue)] {
        guard case .action(_, let body) = check.body else { continue }
        session.begin(check, action)
        do throws(CheckFailure) {
          try body(action, session)
        } catch {
          session.fail(error, on: action)
        }
      }
    }
    return session.reports
  }
}
