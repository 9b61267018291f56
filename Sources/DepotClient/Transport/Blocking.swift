import Payload

/// The one bridge from the rooms that know no concurrency of Swift's to the client library, which knows nothing else.
///
/// Commands run on the main thread and on threads of their own (``WorkerThread``), never on the threads that tasks share,
/// so they may wait: the task runs on those while the caller sleeps on a condition. Calling this from a task could leave
/// no thread for the task that is waited for.
enum Blocking {
  /// Runs asynchronous work and waits for its end.
  static func wait<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let outcome = Outcome<Value>()
    Task.detached {
      do {
        outcome.put(.success(try await work()))
      } catch {
        outcome.put(.failure(error))
      }
    }
    return try outcome.take().get()
  }

  private final class Outcome<Value: Sendable>: @unchecked Sendable {
    private let monitor = Monitor()
    private var result: Result<Value, any Error>?

    func put(_ result: Result<Value, any Error>) {
      monitor.locked {
        self.result = result
        monitor.announce()
      }
    }

    func take() -> Result<Value, any Error> {
      monitor.locked {
        while true {
          if let result { return result }
          monitor.wait()
        }
      }
    }
  }
}
