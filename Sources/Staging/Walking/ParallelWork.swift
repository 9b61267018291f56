import Payload
import Synchronization

/// Work on many small things, shared among the processors.
enum ParallelWork {
  /// Fewer pieces than this are not worth a thread.
  private static let smallestShare = 16

  /// Calls a function for each number below `count`.
  ///
  /// - Throws: the error of the lowest number that failed, whichever thread came to it first.
  static func map<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws(StagingError) -> Result
  ) throws(StagingError) -> [Result] {
    let threads = max(1, min(Processors.count, count / smallestShare))
    let next = SharedCounter()
    let finished = Mutex<[[(Int, Swift.Result<Result, StagingError>)]]>([])
    let work: @Sendable () -> Void = {
      var own: [(Int, Swift.Result<Result, StagingError>)] = []
      while let chunk = next.take(smallestShare, below: count) {
        for number in chunk {
          own.append((number, Swift.Result { () throws(StagingError) in try body(number) }))
        }
      }
      finished.withLock { $0.append(own) }
    }
    // A machine without room for another thread does the work with fewer.
    let helpers = (1..<threads).compactMap { _ in try? WorkerThread(work) }
    work()
    for helper in helpers { helper.join() }
    let all = finished.withLock { $0.joined() }.sorted { $0.0 < $1.0 }
    var results: [Result] = []
    results.reserveCapacity(count)
    for (_, result) in all { results.append(try result.get()) }
    return results
  }
}

/// A number that threads count up together.
final class SharedCounter: Sendable {
  private let value = Atomic<Int>(0)

  /// The next numbers, at most `count` of them; `nil` when all are taken.
  func take(_ count: Int, below limit: Int) -> Range<Int>? {
    let start = value.wrappingAdd(count, ordering: .relaxed).oldValue
    return start < limit ? start..<min(limit, start + count) : nil
  }
}
