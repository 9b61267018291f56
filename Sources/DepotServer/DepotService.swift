import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import PackageModel
import ServiceLifecycle
import UnixSignals

/// A depot that listens: connections, signals, and the end.
package struct DepotService {
  private let depot: Depot

  package init(_ depot: Depot) { self.depot = depot }

  /// Serves until the process is told to end (SIGTERM or SIGINT). Requests under way are finished then, transactions that
  /// are open are abandoned.
  ///
  /// - Parameter ready: called with the port when connections are accepted.
  package func run(ready: @escaping @Sendable (Int) -> Void) async throws {
    let configuration = depot.configuration
    let limits = configuration.limits
    var logger = Logger(label: "pkgwright.depot")
    logger.logLevel = .error
    let depot = depot
    let builder = HTTPServerBuilder { responder in DepotChannel(depot, isEncrypted: false, responder: responder) }
    let application = Application(
      responder: DepotResponder(depot: depot), server: builder,
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), backlog: 1024),
      onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) }, logger: logger)
    var group = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(limits.shutdownSeconds)
    defer { depot.transactions.abandonAll() }
    try await ServiceGroup(configuration: group).run()
    await depot.work.stop()
  }
}
