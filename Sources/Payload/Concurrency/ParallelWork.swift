import Synchronization

/// The same work on several things, shared among threads until it fails for one of them.
package enum ParallelWork {
  /// Calls a function for each element. The results are in the order of the elements.
  ///
  /// - Parameter threads: how many elements are worked on at a time; a machine without room for so many threads does the
  ///   work with fewer.
  /// - Throws: the error of the first element, in order, for which the function failed.
  package static func map<Element: Sendable, Result: Sendable, Failure: Error>(
    _ elements: [Element], threads: Int = Processors.count,
    _ body: @escaping @Sendable (Element) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    let shared = Shared<Result, Failure>()
    let work: @Sendable () -> Void = {
      while true {
        let index = shared.next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < elements.count else { return }
        do throws(Failure) {
          shared.finish(index, .success(try body(elements[index])))
        } catch {
          shared.finish(index, .failure(error))
          // What follows would be thrown away.
          shared.next.store(elements.count, ordering: .relaxed)
        }
      }
    }
    let helpers = (1..<max(1, min(threads, elements.count))).compactMap { _ in try? WorkerThread(work) }
    work()
    for helper in helpers { helper.join() }
    var results: [Result] = []
    for result in shared.ordered() { results.append(try result.get()) }
    return results
  }

  private final class Shared<Result: Sendable, Failure: Error>: Sendable {
    let next = Atomic<Int>(0)
    private let finished = Mutex<[(Int, Swift.Result<Result, Failure>)]>([])

    func finish(_ index: Int, _ result: Swift.Result<Result, Failure>) {
      finished.withLock { $0.append((index, result)) }
    }

    func ordered() -> [Swift.Result<Result, Failure>] {
      finished.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) }
    }
  }
}
