/// All checks that there are.
package enum CheckRegistry {
  /// The checks in the order in which they run; those that never run by themselves stand last.
  package static let all: [Check] =
    OpenSolarisChecks.all + ManifestChecks.all + ActionChecks.all + DuplicateChecks.all + EngineChecks.all

  /// The checks that look at packages.
  package static let running: [Check] = all.filter { if case .none = $0.body { false } else { true } }

  private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The check of an id, or the check that gives a message of that id.
  package static func check(_ id: String) -> Check? {
    if let check = byID[id] { return check }
    return all.first { check in check.messages.contains { check.id + $0.suffix == id } }
  }

  private static let messagesByID = Dictionary(
    all.flatMap { check in check.messages.map { (check.id + $0.suffix, $0) } }, uniquingKeysWith: { first, _ in first })

  /// The kind of message of an id.
  package static func message(_ id: String) -> Check.Message? { messagesByID[id] }

  /// The ids of all checks, for guesses about slips.
  package static var ids: [String] { all.map(\.id) }

  /// Whether a text is the beginning of the id of a check or of a message.
  package static func isPrefix(_ text: String) -> Bool {
    all.contains { check in
      check.id.hasPrefix(text) || check.messages.contains { (check.id + $0.suffix).hasPrefix(text) }
    }
  }
}
