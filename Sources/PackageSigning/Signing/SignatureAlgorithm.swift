package import PackageModel
import Payload

/// How a package is signed, by the names that `algorithm=` of a `signature` action takes.
///
/// Source: pkgsign(1).
package enum SignatureAlgorithm: String, CaseIterable, Sendable {
  case rsaSHA256 = "rsa-sha256"
  case rsaSHA384 = "rsa-sha384"
  case rsaSHA512 = "rsa-sha512"
  /// A plain digest, without a key.
  case sha256
  case sha384
  case sha512

  package init?(_ name: ByteString) {
    self.init(rawValue: name.text)
  }

  /// Whether a key makes the signature; otherwise the digest stands for itself.
  package var usesKey: Bool {
    switch self {
    case .rsaSHA256, .rsaSHA384, .rsaSHA512: true
    case .sha256, .sha384, .sha512: false
    }
  }

  /// The digest that is signed, or stands for itself.
  var digest: DigestAlgorithm {
    switch self {
    case .rsaSHA256, .sha256: .sha256
    case .rsaSHA384, .sha384: .sha384
    case .rsaSHA512, .sha512: .sha512
    }
  }
}
