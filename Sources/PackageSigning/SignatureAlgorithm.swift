import Crypto
import CryptoExtras
package import PackageModel
import SwiftASN1
import X509

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
}
