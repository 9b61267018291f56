import Synchronization

/// Counts how often something happened.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  /// How often it had happened before.
  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }

  var value: Int { count.load(ordering: .relaxed) }
}
