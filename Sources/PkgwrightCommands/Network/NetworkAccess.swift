package import IPSRepository
package import PackageModel
import Synchronization

/// What the program with the network adds to the commands.
package protocol NetworkAccess: Sendable {
  /// A repository on the network, to read from and to publish to.
  ///
  /// Nothing is asked of it yet, so this fails only where the address or the credentials make no sense.
  func repository(at uri: ByteString, _ options: NetworkOptions) throws -> any PackageTarget
}

/// What a command line says about the way to a repository on the network.
package struct NetworkOptions: Hashable, Sendable {
  /// The file of the client's private key, in PEM form.
  package var key: ByteString?
  /// The file of the client's certificate, in PEM form.
  package var certificate: ByteString?
  /// A directory that what is fetched is kept in, so that the next run need not fetch it again.
  package var cache: ByteString?

  package init(key: ByteString? = nil, certificate: ByteString? = nil, cache: ByteString? = nil) {
    self.key = key
    self.certificate = certificate
    self.cache = cache
  }
}

/// The network as commands see it: in the program without it, asking for it hands the command line over.
package enum Network {
  private static let installed = Mutex<(any NetworkAccess)?>(nil)

  package static func install(_ access: any NetworkAccess) {
    installed.withLock { $0 = access }
  }

  /// - Throws: ``CommandFailure`` where the program with the network is missing. In the program without the network this
  ///   never returns, so ask before anything is read or written.
  package static func access() throws -> any NetworkAccess {
    if let access = installed.withLock({ $0 }) { return access }
    try Handover.run()
  }
}
