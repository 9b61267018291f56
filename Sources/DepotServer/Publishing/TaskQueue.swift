import Synchronization

/// Work that is done one after the other, on one of the threads for work on the repository.
final class TaskQueue: Sendable {
  typealias Work = @Sendable () -> Void

  private struct State {
    var waiting: [Work] = []
    var isWorking = false
  }

  /// How much may wait.
  private let most: Int
  private let threads: RepositoryWork
  private let state = Mutex(State())

  init(most: Int, _ threads: RepositoryWork) {
    self.most = most
    self.threads = threads
  }

  /// Whether something is being done.
  var isWorking: Bool { state.withLock { $0.isWorking } }

  /// Notes work.
  ///
  /// - Returns: whether there was room for it.
  func add(_ work: @escaping Work) -> Bool {
    let mustStart: Bool? = state.withLock { state in
      guard state.waiting.count < most else { return nil }
      state.waiting.append(work)
      if state.isWorking { return false }
      state.isWorking = true
      return true
    }
    guard let mustStart else { return false }
    guard mustStart else { return true }
    threads.begin { self.run() }
    return true
  }

  private func run() {
    while let work = next() { work() }
  }

  private func next() -> Work? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWorking = false
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
