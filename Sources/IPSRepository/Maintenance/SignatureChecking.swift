package import PackageModel
import Payload

/// Something wrong with a package's signatures.
package struct SignatureProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The signature is not one of this package: the package was changed, or the signature was.
    case wrong
    /// Nobody who is trusted vouches for the signature.
    case untrusted
    /// The signature holds, but a certificate's time is over or has not come.
    case outOfDate
    /// Nobody can tell whether the signature holds.
    case unknown
  }

  package var kind: Kind
  package var reason: String

  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

/// What became known about the signatures of a package.
package struct SignatureReport: Hashable, Sendable {
  /// One signature.
  package struct Signature: Hashable, Sendable {
    package var algorithm: ByteString
    /// Whose key made it; `nil` for digests, and where the certificate cannot be read.
    package var signer: String?
    /// Those who vouch for the signer, the one that is trusted last.
    package var authorities: [String] = []
    /// What is wrong with it; nothing where it holds.
    package var problems: [SignatureProblem] = []

    package init(algorithm: ByteString) { self.algorithm = algorithm }
  }

  /// In the order of the manifest.
  package var signatures: [Signature]
  /// What is wrong with all of them together.
  package var problems: [SignatureProblem]

  package init(signatures: [Signature], problems: [SignatureProblem]) {
    self.signatures = signatures
    self.problems = problems
  }

  package var allProblems: [SignatureProblem] { signatures.flatMap(\.problems) + problems }
}

/// Checks the signatures of packages. It is done by another room, because it takes more than this one may know.
package protocol SignatureChecking {
  /// Checks a package.
  ///
  /// - Parameters:
  ///   - manifest: the package.
  ///   - certificate: gives the content of a payload of the package by its name; `nil` where it is missing or damaged.
  func check(_ manifest: Manifest, certificate: (ByteString) -> [UInt8]?) -> SignatureReport
}

extension PackageOrigin {
  /// The largest content that may be a certificate.
  private var largestCertificate: UInt64 { 1 << 20 }

  /// A certificate that belongs to a signature, by the name of its payload; `nil` where it is missing or damaged.
  package func certificate(_ name: ByteString, of publisher: ByteString) -> [UInt8]? {
    guard let stored = try? storedPayload(name, of: publisher) else { return nil }
    var content: [UInt8] = []
    let limit = largestCertificate
    do throws(PayloadError) {
      let digester = try Digester([.sha1, .sha256, .sha512t_256])
      try StoredContent.decompress(stored, name: name) { (bytes) throws(PayloadError) in
        guard UInt64(content.count + bytes.count) <= limit else { throw .limit(name, reason: "large certificate") }
        content.append(contentsOf: bytes)
        try digester.update(bytes)
      }
      return try digester.finish().contains { $0.hex == name } ? content : nil
    } catch {
      return nil
    }
  }
}

/// Which signatures a repository wants.
package struct SignaturePolicy: Hashable, Sendable {
  /// The directory with the certificates that are trusted; without one nobody says who is trusted.
  package var trustAnchors: ByteString?
  /// Common names that must occur among the certificates that vouch for a package; with any, packages must be signed.
  package var requiredNames: [ByteString] = []
  /// Whether certificates that were revoked are not trusted.
  package var checksRevocation = false
  /// Files with lists of revoked certificates, besides those that certificates name.
  package var revocationLists: [ByteString] = []

  package init(trustAnchors: ByteString?) { self.trustAnchors = trustAnchors }

  /// What the repository's configuration asks for (pkgrepo(1), "repository" properties).
  package init(_ configuration: RepositoryConfiguration) {
    trustAnchors = configuration.text("repository", "trust-anchor-directory")
    if case .list(let names) = configuration.value("repository", "signature-required-names") { requiredNames = names }
    checksRevocation = configuration.value("repository", "check-certificate-revocation") == .flag(true)
  }
}
