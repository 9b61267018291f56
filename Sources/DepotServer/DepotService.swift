import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import IPSRepository
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PackageModel
import ServiceLifecycle
import UnixSignals

/// A depot that listens: connections, signals, and the end.
package struct DepotService {
  private let depot: Depot

  package init(_ depot: Depot) { self.depot = depot }

  /// Takes back what a depot that died had begun, and brings the search index in line with the catalogs.
  ///
  /// - Throws: ``RepositoryError``.
  package func prepare() throws {
    let snapshot = depot.served.snapshot
    let stores = snapshot.publishers.map { snapshot.store(of: $0) }
    if depot.configuration.mode == .writable {
      for store in stores { try TransactionRecovery.run(store) }
    }
    guard depot.configuration.mode != .mirror, let search = depot.search else { return }
    _ = depot.tasks.add {
      for store in stores { try? search.refresh(store) }
    }
  }

  /// Serves until the process is told to end (SIGTERM or SIGINT). Requests under way are finished then, transactions that
  /// are open are abandoned.
  ///
  /// - Parameter ready: called with the port when connections are accepted.
  package func run(ready: @escaping @Sendable (Int) -> Void) async throws {
    let configuration = depot.configuration
    var logger = Logger(label: "pkgwright.depot")
    logger.logLevel = .critical
    let depot = depot
    let tls = try configuration.tls.map { try Self.configuration($0) }
    let plain = HTTPServerBuilder { responder in
      DepotChannel(depot, isEncrypted: tls != nil, responder: responder)
    }
    let builder = if let tls { try HTTPServerBuilder.tls(plain, tlsConfiguration: tls) } else { plain }
    let application = Application(
      responder: DepotResponder(depot: depot), server: builder,
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(configuration.limits.connections)),
      services: [Upkeep(depot: depot)],
      onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) }, logger: logger)
    var group = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(configuration.limits.shutdownSeconds)
    do {
      try await ServiceGroup(configuration: group).run()
    } catch {
      await end()
      throw error
    }
    await end()
  }

  private func end() async {
    await depot.work.stop()
    depot.transactions.abandonAll()
    depot.observer.flush()
  }

  private static func configuration(_ tls: DepotTLS) throws -> TLSConfiguration {
    let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate).map { NIOSSLCertificateSource.certificate($0) }
    let key =
      if let passphrase = tls.passphrase {
        try NIOSSLPrivateKey(file: tls.key, format: .pem) { $0(passphrase) }
      } else {
        try NIOSSLPrivateKey(file: tls.key, format: .pem)
      }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    if let authorities = tls.clientAuthorities {
      configuration.trustRoots = .file(authorities)
      configuration.certificateVerification = .optionalVerification
    }
    return configuration
  }
}

/// What is done now and then while a depot runs.
private struct Upkeep: Service {
  let depot: Depot

  func run() async throws {
    var round = 0
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(500)) }
      depot.observer.accessLog?.flush()
      round += 1
      guard round % 120 == 0 else { continue }
      let depot = depot
      depot.work.begin { depot.transactions.abandonIdle(seconds: depot.configuration.limits.transactionSeconds) }
    }
  }
}
