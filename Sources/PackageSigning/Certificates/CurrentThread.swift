import Dispatch
import Synchronization

/// Runs asynchronous work on the thread that asks for it, and on no other: waiting for threads that Swift's tasks share
/// would wait for ever where all of them wait.
final class CurrentThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let arrival = DispatchSemaphore(value: 0)

  private init() {}

  /// Runs work to its end.
  static func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    let executor = CurrentThread()
    let box = Box<Value>()
    Task(executorPreference: executor) {
      let value = await work()
      box.value.withLock { $0 = value }
    }
    while true {
      if let value = box.value.withLock({ $0 }) { return value }
      executor.runNext()
    }
  }

  private final class Box<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrival.signal()
  }

  private func runNext() {
    arrival.wait()
    guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
    job.runSynchronously(on: asUnownedTaskExecutor())
  }
}
