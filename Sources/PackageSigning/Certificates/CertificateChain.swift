import Foundation
import PackageModel
import SwiftASN1
import Synchronization
@_spi(DisableValidityCheck) import X509

/// Certificates that vouch for each other, from a signer's to one that is trusted.
struct CertificateChain: Sendable {
  /// Why there is none.
  struct Failure: Error {
    var reason: String
  }

  let certificates: [Certificate]

  /// Finds a chain.
  ///
  /// - Parameters:
  ///   - leaf: the signer's certificate.
  ///   - intermediates: further certificates that may be in the chain.
  init(
    from leaf: SignerCertificate, through intermediates: [SignerCertificate], to anchors: TrustAnchors
  ) throws(Failure) {
    if anchors.certificates.contains(where: { $0.certificate == leaf.certificate }) {
      if let reason = SigningUse.objection(to: leaf.certificate, asSigner: true) { throw Failure(reason: reason) }
      certificates = [leaf.certificate]
      return
    }
    let roots = CertificateStore(anchors.certificates.map(\.certificate))
    let others = CertificateStore(intermediates.map(\.certificate))
    let result = CurrentThread.run { () async -> Result<[Certificate], Failure> in
      // Packages outlive certificates: how old a chain may be is for whoever asks to say.
      var verifier = Verifier(rootCertificates: roots) {
        RFC5280Policy.withValidityCheckDisabled()
        SigningUse()
      }
      let notes = Mutex<[String]>([])
      let verdict = await verifier.validate(leaf: leaf.certificate, intermediates: others) { note in
        notes.withLock { $0.append("\(note)") }
      }
      switch verdict {
      case .validCertificate(let chain): return .success(Array(chain))
      case .couldNotValidate(let failures):
        if let failure = failures.first { return .failure(Failure(reason: "\(failure.policyFailureReason)")) }
        if let note = notes.withLock({ $0 }).first(where: { $0.contains("critical extension") }) {
          return .failure(Failure(reason: note))
        }
        return .failure(Failure(reason: "no chain of certificates leads from '\(leaf.subject)' to a trust anchor"))
      }
    }
    certificates = try result.get()
  }

  /// Certificates whose time is over or has not come, in words; nothing where all are valid at a time.
  func datesOutside(of time: Date) -> [String] {
    certificates.compactMap { certificate in
      if time < certificate.notValidBefore {
        return "the certificate '\(certificate.subject)' is not valid before \(Self.text(certificate.notValidBefore))"
      }
      if time > certificate.notValidAfter {
        return "the certificate '\(certificate.subject)' expired at \(Self.text(certificate.notValidAfter))"
      }
      return nil
    }
  }

  private static func text(_ date: Date) -> String {
    CivilTime(seconds: Int64(date.timeIntervalSince1970)).basic.text
  }
}
