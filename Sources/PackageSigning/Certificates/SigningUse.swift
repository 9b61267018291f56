import SwiftASN1
import X509

/// What certificates may be used for: a signer's to sign, those above it to vouch for others. Certificates that do not
/// say what they are for may be used for everything (RFC 5280, 4.2.1.3 and 4.2.1.12).
struct SigningUse: VerifierPolicy {
  let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
    .X509ExtensionID.keyUsage, .X509ExtensionID.extendedKeyUsage,
  ]

  mutating func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
    for (place, certificate) in chain.enumerated() {
      if let reason = Self.objection(to: certificate, asSigner: place == 0) {
        return .failsToMeetPolicy(reason: reason)
      }
    }
    return .meetsPolicy
  }

  /// Why a certificate may not be used; `nil` where it may.
  static func objection(to certificate: Certificate, asSigner: Bool) -> String? {
    do {
      if let usage = try certificate.extensions.keyUsage, !(asSigner ? usage.digitalSignature : usage.keyCertSign) {
        return "the certificate '\(certificate.subject)' is not meant "
          + (asSigner ? "to sign (its key usage lacks digitalSignature)" : "to vouch for others (it lacks keyCertSign)")
      }
      // Purposes bind whoever reads them where the certificate says so.
      guard asSigner,
        let purposes = certificate.extensions.first(where: { $0.oid == .X509ExtensionID.extendedKeyUsage }),
        purposes.critical, let usage = try certificate.extensions.extendedKeyUsage
      else { return nil }
      return usage.contains(.codeSigning) || usage.contains(.any)
        ? nil : "the certificate '\(certificate.subject)' is not meant for signing code"
    } catch {
      return "what the certificate '\(certificate.subject)' is meant for cannot be read: \(error)"
    }
  }
}
