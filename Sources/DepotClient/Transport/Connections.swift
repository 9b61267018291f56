import AsyncHTTPClient
import IPSRepository
import NIOCore
import NIOSSL
import PackageModel
import Synchronization

/// The clients of the library, each with its pool of kept-alive connections, one for each way of reaching depots.
///
/// They live as long as the program: connections are used by everything a command does.
enum Connections {
  private static let clients = Mutex<[DepotSettings: HTTPClient]>([:])
  /// How many connections to one depot are kept.
  private static let perHost = 16

  /// The client for some settings.
  ///
  /// - Throws: ``RemoteFailure`` for keys and certificates that cannot be read.
  static func client(for settings: DepotSettings) throws(RemoteFailure) -> HTTPClient {
    // Who is asking makes no difference to a connection.
    var key = settings
    key.credentials = nil
    if let client = clients.withLock({ $0[key] }) { return client }
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: try configuration(for: settings))
    let winner = clients.withLock { clients in
      if let other = clients[key] { return other }
      clients[key] = client
      return client
    }
    // Another thread was faster.
    if winner !== client { try? client.syncShutdown() }
    return winner
  }

  private static func configuration(for settings: DepotSettings) throws(RemoteFailure) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try encryption(for: settings), redirectConfiguration: .disallow,
      timeout: .init(
        connect: .milliseconds(settings.connectTimeout), read: .milliseconds(settings.idleTimeout),
        write: .milliseconds(settings.idleTimeout)))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = perHost
    // Servers close idle connections, too; this side does so first, so that no request meets a closed one.
    configuration.connectionPool.idleTimeout = .seconds(15)
    configuration.connectionPool.retryConnectionEstablishment = false
    if let proxy = settings.proxy {
      let authorization: HTTPClient.Authorization? =
        switch proxy.credentials {
        case .basic(let user, let password): .basic(username: user.text, password: password.text)
        case .bearer(let token): .bearer(tokens: token.text)
        case nil: nil
        }
      configuration.proxy = .server(host: proxy.host, port: proxy.port, authorization: authorization)
    }
    return configuration
  }

  private static func encryption(for settings: DepotSettings) throws(RemoteFailure) -> TLSConfiguration {
    var encryption = TLSConfiguration.makeClientConfiguration()
    func failure(_ what: String, _ file: ByteString, _ error: any Error) -> RemoteFailure {
      RemoteFailure(
        .misconfigured, "The \(what) '\(file)' cannot be used: \(error)",
        advice: ["The file must be there, readable, and in PEM form (it begins with -----BEGIN)."])
    }
    if let file = settings.certificate {
      do {
        encryption.certificateChain = try NIOSSLCertificate.fromPEMFile(file.text).map { .certificate($0) }
      } catch {
        throw failure("certificate", file, error)
      }
    }
    if let file = settings.key {
      do {
        encryption.privateKey = .privateKey(try NIOSSLPrivateKey(file: file.text, format: .pem))
      } catch {
        throw failure("key", file, error)
      }
    }
    if let file = settings.authorities {
      do {
        encryption.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file.text))
      } catch {
        throw failure("list of authorities", file, error)
      }
    }
    return encryption
  }
}
