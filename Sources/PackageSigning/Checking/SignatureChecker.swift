import Foundation
package import IPSRepository
package import PackageModel
import Payload
import X509

/// Checks the signatures of packages against certificates that are trusted.
package struct SignatureChecker: SignatureChecking {
  private let anchors: TrustAnchors?
  private let policy: SignaturePolicy
  private let revocations: Revocations
  private let time: Date

  /// - Parameter time: the time at which certificates have to be valid, in seconds since the epoch.
  /// - Throws: where the directory with the trust anchors is missing, or a list of revoked certificates cannot be read.
  package init(_ policy: SignaturePolicy, time: Int64) throws(SigningError) {
    self.policy = policy
    self.time = Date(timeIntervalSince1970: TimeInterval(time))
    if let directory = policy.trustAnchors {
      anchors = try TrustAnchors(directory: directory)
    } else {
      anchors = nil
    }
    revocations = try Revocations(policy)
  }

  package func check(_ manifest: Manifest, certificate: (ByteString) -> [UInt8]?) -> SignatureReport {
    var signatures: [SignatureReport.Signature] = []
    var names: Set<ByteString> = []
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index) == .signature {
      let (signature, seen) = check(manifest.action(at: index), manifest, certificate)
      signatures.append(signature)
      names.formUnion(seen)
    }
    let missing = policy.requiredNames.filter { !names.contains($0) }.map { "'\($0)'" }
    let problem = SignatureProblem(
      .untrusted, "no signature that holds is vouched for by " + missing.joined(separator: ", "))
    return SignatureReport(signatures: signatures, problems: missing.isEmpty ? [] : [problem])
  }

  /// - Returns: what is known about a signature, and the common names of those who vouch for it.
  private func check(
    _ action: Action, _ manifest: Manifest, _ certificate: (ByteString) -> [UInt8]?
  ) -> (SignatureReport.Signature, Set<ByteString>) {
    let name = action.attributes["algorithm"] ?? ""
    let version = action.attributes["version"] ?? "0"
    var report = SignatureReport.Signature(algorithm: name)
    func wrong(_ reason: String) -> (SignatureReport.Signature, Set<ByteString>) {
      report.problems.append(SignatureProblem(.wrong, reason))
      return (report, [])
    }
    guard let algorithm = SignatureAlgorithm(name), version == PackageSigner.version,
      !action.attributes.names.contains(where: { $0.hasPrefix("variant.") })
    else {
      report.problems.append(
        SignatureProblem(
          .unknown,
          "signatures by '\(name)' of version \(version), and such as are not for every variant, cannot be checked"))
      return (report, [])
    }
    guard let value = Self.bytes(action.attributes["value"] ?? "") else { return wrong("its value is not hexadecimal") }
    let text = SignedText.bytes(of: manifest, signature: action)
    guard algorithm.usesKey else {
      guard let digest = try? PackageSigner.digest(text, algorithm), digest.bytes == value else {
        return wrong("the package is not the one whose digest the signature has")
      }
      return (report, [])
    }
    guard let payload = action.payload else { return wrong("it names no certificate") }
    do throws(SigningError) {
      let signer = try read(payload, certificate)
      report.signer = signer.subject
      var chain: [SignerCertificate] = []
      for name in PayloadNames.chain(of: action) { chain.append(try read(name, certificate)) }
      guard signer.verifies(value, of: text, algorithm) else {
        return wrong("the package is not the one that '\(signer.subject)' signed")
      }
      let names = trust(signer, chain, &report)
      return (report, names)
    } catch {
      return wrong(error.description)
    }
  }

  private func read(
    _ name: ByteString, _ certificate: (ByteString) -> [UInt8]?
  ) throws(SigningError) -> SignerCertificate {
    guard let bytes = certificate(name) else {
      throw .notACertificate(name, reason: "it is missing or damaged")
    }
    return try SignerCertificate(reading: bytes, name: name)
  }

  /// Finds out who vouches for a signer.
  ///
  /// - Returns: their common names and the signer's own; nothing where the signer is not trusted.
  private func trust(
    _ signer: SignerCertificate, _ others: [SignerCertificate], _ report: inout SignatureReport.Signature
  ) -> Set<ByteString> {
    guard let anchors else {
      report.problems.append(
        SignatureProblem(.unknown, "whether '\(signer.subject)' is trusted is not known: there are no trust anchors"))
      return []
    }
    do throws(CertificateChain.Failure) {
      let chain = try CertificateChain(from: signer, through: others, to: anchors)
      report.authorities = chain.certificates.dropFirst().map(\.subject.description)
      report.problems += chain.datesOutside(of: time).map { SignatureProblem(.outOfDate, $0) }
      let revocations = revocations.check(chain)
      report.problems += revocations
      guard !revocations.contains(where: { $0.kind == .untrusted }) else { return [] }
      return Set(chain.certificates.flatMap { SignerCertificate.commonNames(of: $0) })
    } catch {
      report.problems.append(SignatureProblem(.untrusted, error.reason))
      return []
    }
  }

  private static func bytes(_ hex: ByteString) -> [UInt8]? {
    guard hex.count % 2 == 0 else { return nil }
    var result: [UInt8] = []
    for place in stride(from: 0, to: hex.count, by: 2) {
      let pair = ByteString(hex.bytes[place..<(place + 2)])
      guard pair.bytes.allSatisfy(ASCII.isAlphanumeric), let byte = UInt8(pair.text, radix: 16) else { return nil }
      result.append(byte)
    }
    return result
  }
}
