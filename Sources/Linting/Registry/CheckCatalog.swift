/// Checks that are looked up by the ids of what they say.
package struct CheckCatalog: Sendable {
  package let checks: [Check]
  private let checksByID: [String: Check]
  private let messagesByID: [String: Check.Message]

  package init(_ checks: [Check]) {
    self.checks = checks
    var checksByID: [String: Check] = [:]
    var messagesByID: [String: Check.Message] = [:]
    for check in checks {
      for message in check.messages {
        messagesByID[check.id + message.suffix] = message
        checksByID[check.id + message.suffix] = check
      }
    }
    for check in checks { checksByID[check.id] = check }
    self.checksByID = checksByID
    self.messagesByID = messagesByID
  }

  /// The check of an id, or the check that gives a message of that id.
  package func check(_ id: String) -> Check? { checksByID[id] }

  /// The kind of message of an id.
  package func message(_ id: String) -> Check.Message? { messagesByID[id] }

  /// The ids of all checks, for guesses about slips.
  package var ids: [String] { checks.map(\.id) }

  /// The families in the order in which the checks come.
  package var families: [CheckFamily] {
    var seen: Set<CheckFamily> = []
    return checks.map(\.family).filter { seen.insert($0).inserted }
  }

  /// Whether a text is the beginning of the id of a check or of a message.
  package func isPrefix(_ text: String) -> Bool { checksByID.keys.contains { $0.hasPrefix(text) } }
}
