import DepotServer
import Dispatch
import Glibc
import PackageModel
import PkgwrightCommands
import Synchronization

/// Runs a depot from a command that is no task.
enum DepotRunner {
  /// Serves until the process is told to end.
  ///
  /// - Parameter announces: whether the address is printed when connections are accepted.
  /// - Throws: ``CommandFailure`` where the address cannot be listened on.
  static func run(_ depot: DepotServer.Depot, announces: Bool = true) throws {
    raiseFileLimit()
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    let done = DispatchSemaphore(value: 0)
    let configuration = depot.configuration
    let service = DepotService(depot)
    try service.prepare()
    Task.detached {
      do {
        try await service.run { port in
          guard announces else { return }
          Console.print(
            "ready " + ListenAddress.url(configuration.host, port, isEncrypted: configuration.tls != nil))
        }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    do {
      try outcome.withLock { $0 }.get()
    } catch {
      throw CommandFailure(
        Diagnostic(
          .error, "the depot cannot serve on \(configuration.host):\(configuration.port): \(error)",
          remedy: "is another program listening there, or may this user not?"
        ).description)
    }
  }

  /// Each connection needs a descriptor, and so does each file that is sent.
  private static func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
