import Glibc

/// A thread that runs one function. Whoever starts it must join it.
package final class WorkerThread: Sendable {
  private final class Task {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  private let thread: pthread_t

  /// - Throws: ``PayloadError/library(_:reason:)`` when the system has no room for another thread.
  package init(_ body: @escaping @Sendable () -> Void) throws(PayloadError) {
    var thread = pthread_t()
    let task = Unmanaged.passRetained(Task(body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, task.toOpaque())
    guard code == 0 else {
      task.release()
      throw .library("pthreads", reason: "a thread cannot be started: \(String(cString: strerror(code)))")
    }
    self.thread = thread
  }

  /// Waits for the end of the function.
  package func join() {
    pthread_join(thread, nil)
  }
}
