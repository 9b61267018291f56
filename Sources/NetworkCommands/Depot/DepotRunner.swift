import DepotServer
import Dispatch
import PkgwrightCommands
import Synchronization

/// Runs a depot from a command that is no task.
enum DepotRunner {
  /// Serves until the process is told to end.
  static func run(_ depot: Depot) throws {
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    let done = DispatchSemaphore(value: 0)
    let host = depot.configuration.host
    Task.detached {
      do {
        try await DepotService(depot).run { port in Console.print("ready http://\(host):\(port)/") }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    try outcome.withLock { $0 }.get()
  }
}
