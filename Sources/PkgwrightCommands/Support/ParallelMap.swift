import Payload
import Synchronization

/// The same work on several things, shared among the processors.
enum ParallelMap {
  /// Calls a function for each element. The results are in the order of the elements.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let shared = Shared<Result>()
    let work: @Sendable () -> Void = {
      while true {
        let index = shared.take()
        guard index < elements.count else { return }
        shared.finish(index, body(elements[index]))
      }
    }
    let threads = min(Processors.count, elements.count)
    // A machine without room for another thread does the work with fewer.
    let helpers = (1..<max(threads, 1)).compactMap { _ in try? WorkerThread(work) }
    work()
    for helper in helpers { helper.join() }
    return shared.results()
  }

  private final class Shared<Result: Sendable>: Sendable {
    private let next = Atomic<Int>(0)
    private let finished = Mutex<[(Int, Result)]>([])

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }

    func finish(_ index: Int, _ result: Result) { finished.withLock { $0.append((index, result)) } }

    func results() -> [Result] { finished.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) } }
  }
}
