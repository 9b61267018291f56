import Linting
import PackageModel
import Staging

/// What a run of `pkgwright lint` does: what the command line says, and what the project's configuration says where that
/// is silent.
struct LintPlan {
  /// Ids whose messages are left out for some files.
  struct Exception {
    var files: [GlobPattern]
    var ids: [String]
  }

  /// What to check; `-` is standard input.
  var files: [ByteString] = []
  /// What standard input is called in messages.
  var inputName = "<stdin>"
  var select: [String] = []
  var ignore: [String] = []
  /// The level that messages get whose ids begin so; `nil` leaves them out.
  var levels: [(id: String, level: LintLevel?)] = []
  var exceptions: [Exception] = []
  /// Parameters of checks.
  var parameters: [String: String] = [:]
  /// The level from which on findings make the run fail; `nil` where none does.
  var failLevel: LintLevel? = .error
  var maxWarnings: Int?
  var baseline: ByteString?
  var references: [ByteString] = []
  /// The versions that were published before.
  var previous: [ByteString] = []
  var trees: [ByteString] = []
  var targets: Set<MappingTarget> = []
  var pkglintrc: ByteString?

  /// What somebody wants to see of some findings, with the level that they want.
  func wanted(_ findings: [LintFinding]) -> [LintFinding] {
    findings.compactMap { finding in
      guard finding.level > .debug, wants(finding) else { return nil }
      guard let override = level(of: finding.id) else { return finding }
      guard let level = override else { return nil }
      var finding = finding
      finding.level = level
      return finding
    }
  }

  private func wants(_ finding: LintFinding) -> Bool {
    guard select.isEmpty || select.contains(where: { finding.id.hasPrefix($0) }) else { return false }
    guard !ignore.contains(where: { finding.id.hasPrefix($0) }) else { return false }
    return !exceptions.contains { exception in
      exception.ids.contains { finding.id.hasPrefix($0) }
        && exception.files.contains { $0.matches(ByteString(finding.place.file)) }
    }
  }

  /// The level that was asked for, by the longest beginning of the id.
  private func level(of id: String) -> LintLevel?? {
    let matching = levels.filter { id.hasPrefix($0.id) }
    return matching.max { $0.id.utf8.count < $1.id.utf8.count }.map(\.level)
  }
}

/// From which level on findings make a run fail.
enum FailLevel {
  /// The words for levels, gravest first; `never` stands for none.
  static let words: [(String, LintLevel?)] = [
    ("error", .error), ("warning", .warning), ("note", .info), ("never", nil),
  ]
}

/// Ids that no check has.
enum CheckIDs {
  /// Takes lists of ids, separated by commas, apart.
  ///
  /// - Throws: a failure where an id is unknown.
  static func read(_ options: [String]) throws -> [String] {
    try options.flatMap { $0.split(separator: ",").map(String.init) }.map { id in
      guard LintChecks.catalog.isPrefix(id) else { throw unknown(id) }
      return id
    }
  }

  /// What to tell somebody who names a check that there is not.
  static func unknown(_ id: String) -> CommandFailure { .usage(problem(id), remedy(id)) }

  static func problem(_ id: String) -> String { "there is no check '\(id)'" }

  static func remedy(_ id: String) -> String {
    Suggestion.nearest(to: id, among: LintChecks.catalog.ids).map { "did you mean \($0)?" }
      ?? "pkgwright explain --all lists the checks"
  }
}
