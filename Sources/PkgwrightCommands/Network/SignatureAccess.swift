package import IPSRepository
import Synchronization

/// What the program with the network adds to the commands that look after repositories: it knows certificates.
package protocol SignatureAccess: Sendable {
  /// Prepares to check signatures at the present time.
  func checker(_ policy: SignaturePolicy) throws -> any SignatureChecking
}

/// Checking signatures as commands see it: in the program that cannot, asking for it hands the command line over.
package enum Signatures {
  private static let installed = Mutex<(any SignatureAccess)?>(nil)

  package static func install(_ access: any SignatureAccess) {
    installed.withLock { $0 = access }
  }

  /// - Throws: ``CommandFailure`` where the program that checks signatures is missing. In the program that cannot this
  ///   never returns, so ask before anything is read or written.
  package static func access() throws -> any SignatureAccess {
    if let access = installed.withLock({ $0 }) { return access }
    try Handover.run()
  }
}
