import PackageModel
import Payload
import Synchronization

/// Takes many files in, shared among the processors.
final class ParallelIntake: Sendable {
  private let sources: [ContentSource]
  private let intake: PayloadIntake
  private let next = Atomic<Int>(0)
  private let results = Mutex<[(Int, Result<PayloadAttributes, PayloadError>)]>([])

  private init(_ sources: [ContentSource], _ intake: PayloadIntake) {
    self.sources = sources
    self.intake = intake
  }

  /// Takes all sources in and gives what is known about each.
  ///
  /// - Throws: the error of the first source that failed.
  static func take(
    _ sources: [ContentSource], _ intake: PayloadIntake
  ) throws(RepositoryError) -> [PayloadAttributes] {
    let work = ParallelIntake(sources, intake)
    // A machine without room for another thread does the work with fewer.
    let threads = min(Processors.count, sources.count)
    let helpers = (1..<max(threads, 1)).compactMap { _ in try? WorkerThread { work.run() } }
    work.run()
    for helper in helpers { helper.join() }
    let ordered = work.results.withLock { $0 }.sorted { $0.0 < $1.0 }
    return try ordered.map { (entry) throws(RepositoryError) in
      try wrapping { () throws(PayloadError) in try entry.1.get() }
    }
  }

  private func run() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < sources.count else { return }
      let result = Result { () throws(PayloadError) in try intake.take(sources[index], describingELF: true) }
      results.withLock { $0.append((index, result)) }
      // What follows would be thrown away.
      if case .failure = result { next.store(sources.count, ordering: .relaxed) }
    }
  }
}
