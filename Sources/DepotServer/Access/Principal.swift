package import PackageModel

/// Who publishes, as far as the depot knows.
package enum Principal: Hashable, Sendable {
  /// Somebody who said nothing about themselves.
  case anonymous
  /// Somebody with a token; the name that the permissions give it.
  case token(ByteString)
  /// Somebody with a certificate; the name that the permissions give it, or its fingerprint.
  case certificate(ByteString)

  /// The name in the audit log.
  package var name: String {
    switch self {
    case .anonymous: "anonymous"
    case .token(let name): "token:\(name)"
    case .certificate(let name): "certificate:\(name)"
    }
  }
}
