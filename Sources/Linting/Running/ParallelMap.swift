import Payload
import Synchronization

/// Does the same to many things on all processors.
enum ParallelMap {
  /// The results of `body` for the numbers from 0 to `count`, in order.
  static func map<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) -> [Result] {
    let workers = min(count, Processors.count)
    guard workers > 1 else { return (0..<count).map(body) }
    let shared = Shared<Result>(count)
    let work: @Sendable () -> Void = {
      while let number = shared.nextNumber() { shared.store(body(number), at: number) }
    }
    let threads = (1..<workers).compactMap { _ in try? WorkerThread(work) }
    work()
    for thread in threads { thread.join() }
    return shared.results()
  }

  private final class Shared<Result: Sendable>: Sendable {
    private let count: Int
    private let next = Atomic<Int>(0)
    private let stored: Mutex<[Result?]>

    init(_ count: Int) {
      self.count = count
      stored = Mutex(Array(repeating: nil, count: count))
    }

    func nextNumber() -> Int? {
      let number = next.add(1, ordering: .relaxed).oldValue
      return number < count ? number : nil
    }

    func store(_ result: Result, at number: Int) { stored.withLock { $0[number] = result } }

    /// All results; there is one for each number once all workers have ended.
    func results() -> [Result] { stored.withLock { $0.compactMap { $0 } } }
  }
}
