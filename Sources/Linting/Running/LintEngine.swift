import PackageModel
import Payload

/// Runs checks on the packages of a model.
package struct LintEngine: Sendable {
  private let settings: LintSettings
  private let checks: [Check]
  /// The numbers of the checks of manifests with what they do.
  private let manifestChecks: [(number: Int, body: Check.ManifestBody)]
  /// The same of the checks for each kind of action.
  private let actionChecks: [[(number: Int, body: Check.ActionBody)]]

  /// - Parameters:
  ///   - checks: the checks that there are, in the order in which they run.
  ///   - settings: which are left out, and parameters.
  package init(checks: [Check] = CheckRegistry.all, settings: LintSettings = LintSettings()) {
    self.settings = settings
    let enabled = checks.filter { !settings.excluded.contains($0.id) }
    self.checks = enabled
    manifestChecks = enabled.enumerated().compactMap { number, check in
      if case .manifest(let body) = check.body { (number, body) } else { nil }
    }
    actionChecks = ActionKind.allCases.map { kind in
      enabled.enumerated().compactMap { number, check in
        if case .action(let kinds, let body) = check.body, kinds.contains(kind) { (number, body) } else { nil }
      }
    }
  }

  /// How many checks there are to run.
  package static func count(_ checks: [Check], excluding excluded: Set<String>) -> Int {
    checks.count { check in
      if case .elsewhere = check.body { return false }
      return !excluded.contains(check.id)
    }
  }

  /// What all checks say, in the order of the packages and, for each, manifest checks first, then the actions in order.
  package func run(_ model: LintModel) -> [LintReport] {
    let units = units(of: model)
    let perUnit: [[LintReport]]
    // Threads cost more than a few small manifests.
    if units.count > 1, model.checked.reduce(0, { $0 + $1.manifest.actionCount }) > 500 {
      perUnit = ParallelWork.map(units) { check($0, of: model) }
    } else {
      perUnit = units.map { check($0, of: model) }
    }
    var taken: Set<String> = []
    var reports: [LintReport] = []
    for report in perUnit.joined() {
      if let key = report.onceKey, !taken.insert(key).inserted { continue }
      if !report.isSilent { reports.append(report) }
    }
    return reports
  }

  /// A piece of work: a package, or some of the actions of a large one.
  private struct Unit {
    var package: Int
    var actions: Range<Int>
  }

  /// How many actions are checked at one go.
  private static let unitSize = 10_000

  private func units(of model: LintModel) -> [Unit] {
    model.checked.enumerated().flatMap { number, package in
      let count = package.manifest.actionCount
      return stride(from: 0, to: max(count, 1), by: Self.unitSize).map { start in
        Unit(package: number, actions: start..<min(start + Self.unitSize, count))
      }
    }
  }

  private func check(_ unit: Unit, of model: LintModel) -> [LintReport] {
    let session = CheckSession(model: model, settings: settings, number: unit.package, checks: checks)
    if unit.actions.lowerBound == 0 {
      session.note("pkglint001.3", .debug, "Checking \(session.package.name)")
      for (number, body) in manifestChecks {
        session.begin(number)
        do throws(CheckFailure) {
          try body(session)
        } catch {
          session.fail(error, on: nil)
        }
      }
    }
    for index in unit.actions {
      let action = LintAction(package: session.package, index: index)
      for (number, body) in actionChecks[Int(action.kind.rawValue)] {
        session.begin(number, action)
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
