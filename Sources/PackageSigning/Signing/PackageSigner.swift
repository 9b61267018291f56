package import IPSRepository
package import PackageModel
import Payload

/// Makes `signature` actions.
package struct PackageSigner: Sendable {
  /// The version of the rules by which the signed text is made.
  static let version: ByteString = "0"

  package let algorithm: SignatureAlgorithm
  /// `nil` for algorithms without a key.
  private let credentials: SigningCredentials?

  /// - Parameter credentials: needed if, and only if, the algorithm uses a key.
  package init(_ algorithm: SignatureAlgorithm, _ credentials: SigningCredentials?) {
    self.algorithm = algorithm
    self.credentials = credentials
  }

  /// The certificates that are published with a signature: that of the key, and those of the chain.
  package var certificates: [[UInt8]] {
    credentials.map { [$0.certificate.bytes] + $0.chain.map(\.bytes) } ?? []
  }

  /// What is to be done about a package.
  package enum Outcome: Hashable, Sendable {
    /// The package gets this action.
    case sign(Action)
    /// The package has this very signature.
    case isSigned
  }

  /// The signature of a manifest.
  ///
  /// - Parameters:
  ///   - fmri: the package, for messages.
  ///   - payload: what is published about each of ``certificates``.
  package func signature(
    of manifest: Manifest, fmri: FMRI, payload: [PayloadAttributes]
  ) throws(SigningError) -> Outcome {
    var action = Action(.signature, [("algorithm", ByteString(algorithm.rawValue)), ("version", Self.version)])
    if let certificate = payload.first {
      certificate.apply(to: &action, contentDigests: false)
      Self.describe(payload.dropFirst(), in: &action)
    }
    let text = SignedText.bytes(of: manifest, signature: action)
    let value: Digest
    if let credentials, algorithm.usesKey {
      value = Digest(algorithm.digest, try credentials.sign(text, algorithm))
    } else {
      value = try Self.digest(text, algorithm)
    }
    action.attributes["value"] = value.hex
    return try isPresent(action, in: manifest, fmri) ? .isSigned : .sign(action)
  }

  static func digest(_ text: [UInt8], _ algorithm: SignatureAlgorithm) throws(SigningError) -> Digest {
    try wrappingPayload { () throws(PayloadError) in
      let digester = try Digester(algorithm.digest)
      try digester.update(text)
      return try digester.finish()[0]
    }
  }

  /// The chain is told by lists in one value each, because the order of several values means nothing.
  private static func describe(_ chain: ArraySlice<PayloadAttributes>, in action: inout Action) {
    guard !chain.isEmpty else { return }
    func list(_ value: (PayloadAttributes) -> ByteString) -> ByteString { chain.map(value).joined(separator: " ") }
    action.attributes["chain"] = list(\.name)
    action.attributes["chain.chashes"] = list(\.storedDigest)
    action.attributes["chain.sizes"] = list { ByteString(String($0.size)) }
    action.attributes["chain.csizes"] = list { ByteString(String($0.storedSize)) }
    action.attributes["pkg.chain.sha512t_256"] = list(\.contentDigest)
    action.attributes["pkg.chain.chashes.sha512t_256"] = list(\.storedContentDigest)
  }

  /// Whether a manifest has a signature already.
  ///
  /// - Throws: when it has one of the same certificate by the same algorithm whose value is another one, or has the
  ///   signature several times.
  private func isPresent(_ new: Action, in manifest: Manifest, _ fmri: FMRI) throws(SigningError) -> Bool {
    var count = 0
    for index in 0..<manifest.actionCount where manifest.kind(ofAction: index) == .signature {
      let old = manifest.action(at: index)
      guard old.payload == new.payload, old.attributes["algorithm"] == new.attributes["algorithm"],
        old.attributes["version"] == new.attributes["version"]
      else { continue }
      guard old.attributes["value"] == new.attributes["value"] else {
        throw .otherSignature(fmri, certificate: new.payload, algorithm: ByteString(algorithm.rawValue))
      }
      count += 1
    }
    guard count < 2 else { throw .repeatedSignature(fmri) }
    return count == 1
  }
}
