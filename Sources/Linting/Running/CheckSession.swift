import PackageModel

/// What a check sees while it looks at one package, and where it says what it found.
package final class CheckSession {
  package let model: LintModel
  package let settings: LintSettings
  /// The package that is looked at.
  package let package: LintPackage
  /// The package's number in the run.
  let number: Int
  private(set) var reports: [LintReport] = []
  /// The directory met last that is nothing but a directory, so that what is below it is fine.
  var plainParent: ByteString?
  private let checks: [Check]
  private var current: Int?
  /// The action that is remembered for suppression, and the one that the check at work looks at.
  private var remembered: Int?
  private var scope: Int?

  init(model: LintModel, settings: LintSettings, number: Int, checks: [Check]) {
    self.checks = checks
    self.model = model
    self.settings = settings
    self.number = number
    package = model.checked[number]
  }

  /// Says which check is at work, by its number.
  func begin(_ check: Int) {
    current = check
    scope = nil
  }

  /// Says which check looks at which action, by its number.
  func begin(_ check: Int, _ action: LintAction) {
    current = check
    look(at: action)
  }

  private var check: Check? { current.map { checks[$0] } }

  /// Says that messages are about this action now, so that its attributes may suppress them.
  func look(at action: LintAction) {
    remembered = action.index
    scope = action.index
  }

  /// The action that is remembered at the end.
  var lastRemembered: Int? { remembered }

  /// Whether `pkg.linted` attributes suppress a message of this id. Without an action only the package's count.
  func isSuppressed(_ id: String, _ action: LintAction? = nil, inPackage: Bool = true) -> Bool {
    do throws(Suppression.Ambiguity) {
      return try Suppression.applies(to: id, action: action, package: inPackage ? package : nil)
    } catch {
      add(LintReport(check: "pkglint001", id: "pkglint001.6", level: .error, text: error.text))
      return false
    }
  }

  /// Gives a message of the check at work.
  ///
  /// - Parameters:
  ///   - suffix: which of its messages.
  ///   - text: what to say.
  ///   - action: the action that is meant, where it is not the one that is looked at.
  ///   - attribute: the attribute that is meant.
  ///   - file: the file that is meant, where that is no manifest.
  ///   - related: other actions that the message is about.
  ///   - fix: how it can be mended.
  ///   - ignoresSuppression: whether `pkg.linted` attributes leave the message alone.
  ///   - onceKey: what the message is about, where it is given only once in a run.
  func report(
    _ suffix: String = "", _ text: String, action: LintAction? = nil, attribute: ByteString? = nil,
    file: ByteString? = nil, related: [LintAction] = [], fix: LintFix? = nil, ignoresSuppression: Bool = false,
    onceKey: String? = nil
  ) {
    guard let check else { return }
    var report = LintReport(
      check: check.id, id: check.id + suffix, level: check.message(suffix)?.level ?? .error, text: text)
    report.ignoresSuppression = ignoresSuppression
    report.action = action ?? scope.map { LintAction(package: package, index: $0) }
    report.attribute = attribute
    report.file = file
    report.related = related
    report.fix = fix
    report.onceKey = onceKey
    add(report)
  }

  /// Takes the key of a message that is given only once in a run, without giving it.
  func takeSilently(_ onceKey: String) {
    var report = LintReport(check: check?.id ?? "", id: "", level: .debug, text: "")
    report.onceKey = onceKey
    report.isSilent = true
    add(report)
  }

  /// Says that the check at work could not be done.
  func fail(_ failure: CheckFailure, on action: LintAction?) {
    guard let check else { return }
    let place = action.map { "action \($0.printed) in \(package.name)" }
    if isSuppressed(check.id, action) {
      let subject = place.map { "linted " + $0 } ?? "linted manifest \(package.name)"
      add(
        LintReport(
          check: "pkglint001", id: "pkglint001.3", level: .info,
          text: "Checker exception ignored from \(check.id) on \(subject): \(failure.reason)", action: action))
    } else {
      add(
        LintReport(
          check: "lint.error", id: "lint.error", level: .error,
          text: "Checker exception from \(check.id) on \(place ?? package.name): \(failure.reason)", action: action))
    }
  }

  /// Adds a message that is no check's.
  func note(_ id: String, _ level: LintLevel, _ text: String) {
    add(LintReport(check: id, id: id, level: level, text: text))
  }

  private func add(_ report: LintReport) {
    var report = report
    report.remembered = remembered
    report.scope = scope
    report.package = package
    reports.append(report)
  }
}
