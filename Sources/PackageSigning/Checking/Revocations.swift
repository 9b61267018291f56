import IPSRepository
import PackageModel
import Payload
import X509

/// Which certificates were revoked, as far as that is known without the network.
struct Revocations: Sendable {
  private let isWanted: Bool
  private let lists: [RevocationList]

  init(_ policy: SignaturePolicy) throws(SigningError) {
    isWanted = policy.checksRevocation
    var lists: [RevocationList] = []
    for file in policy.revocationLists { lists.append(try RevocationList(file: file)) }
    self.lists = lists
  }

  /// What is known against a chain.
  func check(_ chain: CertificateChain) -> [SignatureProblem] {
    guard isWanted else { return [] }
    return zip(chain.certificates, chain.certificates.dropFirst()).compactMap { certificate, authority in
      problem(of: certificate, issuedBy: authority)
    }
  }

  private func problem(of certificate: Certificate, issuedBy authority: Certificate) -> SignatureProblem? {
    let addresses = certificate.revocationListAddresses
    let local = addresses.compactMap { address -> RevocationList? in
      guard address.hasPrefix("file:"), case .path(let path)? = try? RepositoryLocation(address) else { return nil }
      return try? RevocationList(file: path)
    }
    let valid = (lists + local).filter { $0.isSigned(by: authority) }
    if valid.contains(where: { $0.contains(certificate) }) {
      return SignatureProblem(.untrusted, "the certificate '\(certificate.subject)' was revoked")
    }
    guard valid.isEmpty, let address = addresses.first else { return nil }
    return SignatureProblem(
      .unknown,
      "whether the certificate '\(certificate.subject)' was revoked is not known: there is no list of "
        + "'\(authority.subject)' here, only at \(address)")
  }
}
