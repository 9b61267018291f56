import Synchronization

/// Decides whether asking for a payload saves anything.
///
/// Sending a small file costs no more than asking whether the depot has it, so a client that hardly ever hears yes stops
/// asking for small ones. For large files the question always pays.
final class PresenceQuestions: Sendable {
  private static let trials = 20
  private static let large: UInt64 = 64 << 10

  private let counts = Mutex((asked: 0, found: 0))

  /// - Parameter size: the length of the content; `nil` where it is not known.
  func isWorthwhile(size: UInt64?) -> Bool {
    if let size, size >= Self.large { return true }
    return counts.withLock { $0.asked < Self.trials || $0.found * 4 >= $0.asked }
  }

  func note(found: Bool) {
    counts.withLock { counts in
      counts.asked += 1
      if found { counts.found += 1 }
    }
  }
}
