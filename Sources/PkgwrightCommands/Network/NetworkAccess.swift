package import IPSRepository
package import PackageModel
import Synchronization

/// What the program with the network adds to the commands.
package protocol NetworkAccess: Sendable {
  /// Opens a repository on the network to read from it.
  func origin(at uri: ByteString) throws -> any PackageOrigin
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
