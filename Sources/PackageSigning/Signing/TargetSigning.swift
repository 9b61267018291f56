package import IPSRepository
package import PackageModel
import Payload

/// Signs packages where they are published, on disk or on the network.
package struct TargetSigning {
  /// The largest stream that may be a certificate.
  private static let largestCertificate: UInt64 = 1 << 20

  private let target: any PackageTarget
  private let signer: PackageSigner

  package init(_ target: any PackageTarget, _ signer: PackageSigner) {
    self.target = target
    self.signer = signer
  }

  /// A certificate in its stored form.
  private struct StoredCertificate {
    var attributes: PayloadAttributes
    var stream: [UInt8]
  }

  /// Adds a signature to a published package; its name, its time and its payload stay as they are.
  ///
  /// - Parameters:
  ///   - isTrial: whether nothing is changed.
  ///   - listing: whether the catalog gets to know the new manifest at once.
  /// - Returns: whether the package had to be signed.
  @discardableResult
  package func sign(_ fmri: FMRI, isTrial: Bool = false, listing: Bool = true) throws(SigningError) -> Bool {
    // The signature may be there already, by a program that died before the catalog knew.
    if !isTrial { try wrappingRepository { () throws(RepositoryError) in try target.discardLeft(of: fmri) } }
    let manifest = try wrappingRepository { () throws(RepositoryError) in try target.actions(of: fmri) }
    let certificates = try signer.certificates.map { (bytes) throws(SigningError) in
      try stored(bytes, fmri.publisher ?? "")
    }
    let outcome = try signer.signature(of: manifest, fmri: fmri, payload: certificates.map(\.attributes))
    guard case .sign(let action) = outcome else { return false }
    if !isTrial {
      try wrappingRepository { () throws(RepositoryError) in
        try publish(action, certificates, fmri, listing: listing)
      }
    }
    return true
  }

  /// The stored form of a certificate: the one that is there already, if there is one.
  private func stored(_ bytes: [UInt8], _ publisher: ByteString) throws(SigningError) -> StoredCertificate {
    let content = ContentSource.memory(bytes)
    let digests = try wrappingPayload { () throws(PayloadError) in try content.digests([.sha1, .sha512t_256]) }
    let name = digests[0].hex
    let present = try wrappingRepository { () throws(RepositoryError) in
      guard target.certificate(name, of: publisher) == bytes else { return ContentSource?.none }
      return try target.storedPayload(name, of: publisher)
    }
    return try wrappingPayload { () throws(PayloadError) in
      var stream: [UInt8] = []
      let facts: StoredContent.Facts
      if let present {
        stream = try present.bytes(limit: Self.largestCertificate)
        facts = try StoredContent.Facts(of: .memory(stream))
      } else {
        facts = try StoredContent.compress(content) { stream.append(contentsOf: $0) }
      }
      return StoredCertificate(
        attributes: PayloadAttributes(
          name: name, size: content.size, contentDigest: digests[1].hex, stored: facts, elf: nil), stream: stream)
    }
  }

  private func publish(
    _ action: Action, _ certificates: [StoredCertificate], _ fmri: FMRI, listing: Bool
  ) throws(RepositoryError) {
    let transaction = try target.append(to: fmri, endsWithProcess: true)
    do throws(RepositoryError) {
      for certificate in certificates where try transaction.lacks(certificate.attributes.name) {
        try transaction.takeStored(.memory(certificate.stream), name: certificate.attributes.name)
      }
      try transaction.add(action.line().bytes + [ASCII.newline])
      _ = try transaction.close(listing: listing)
    } catch {
      try? transaction.abandon()
      throw error
    }
  }
}
