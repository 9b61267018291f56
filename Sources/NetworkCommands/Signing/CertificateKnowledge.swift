import Glibc
import IPSRepository
import PackageSigning
import PkgwrightCommands

/// Signatures for the commands that look after repositories.
struct CertificateKnowledge: SignatureAccess {
  func checker(_ policy: SignaturePolicy) throws -> any SignatureChecking {
    try SignatureChecker(policy, time: Int64(time(nil)))
  }
}
