import DepotClient
import IPSRepository
import PackageModel
import PkgwrightCommands
import Synchronization

/// Reaches depots for the commands.
struct DepotAccess: NetworkAccess {
  /// The addresses that have been warned of.
  private static let warned = Mutex<Set<ByteString>>([])

  func repository(at uri: ByteString, _ options: NetworkOptions) throws -> any PackageTarget {
    let address = try DepotAddress(parsing: uri)
    let settings = try DepotSettings(
      for: address, key: options.key, certificate: options.certificate, in: .process)
    if settings.exposesSecrets(to: address), Self.warned.withLock({ $0.insert(address.text).inserted }) {
      Console.complain(
        Diagnostic(
          .warning, "what proves who you are goes to \(address) unencrypted",
          remedy: "use an address that begins with https"
        ).description)
    }
    return Depot(try DepotTransport(address, settings), cache: options.cache)
  }
}
