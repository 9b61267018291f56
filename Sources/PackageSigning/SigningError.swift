package import IPSRepository
package import PackageModel
package import Payload

/// Why packages cannot be signed or signatures cannot be checked.
package enum SigningError: Error, Hashable, Sendable {
  case repository(RepositoryError)
  case payload(PayloadError)
  /// The file holds no certificate in PEM form.
  case notACertificate(ByteString, reason: String)
  /// The file holds no RSA key in PEM form.
  case notAKey(ByteString, reason: String)
  /// The key is locked by a passphrase.
  case lockedKey(ByteString)
  /// The certificate is one of another key.
  case otherKey(certificate: ByteString, key: ByteString)
  /// The package has a signature of the same certificate and algorithm that says something else.
  case otherSignature(FMRI, certificate: ByteString?, algorithm: ByteString)
  /// The package has the very signature twice.
  case repeatedSignature(FMRI)
  /// The file is no list of revoked certificates.
  case notARevocationList(ByteString, reason: String)
}

extension SigningError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .repository(let error): error.description
    case .payload(let error): error.description
    case .notACertificate(let path, let reason): "'\(path)' holds no certificate in PEM form: \(reason)"
    case .notAKey(let path, let reason): "'\(path)' holds no RSA key in PEM form: \(reason)"
    case .lockedKey(let path):
      "the key in '\(path)' is locked by a passphrase; 'openssl pkey -in KEY -out UNLOCKED' takes it away"
    case .otherKey(let certificate, let key): "the certificate '\(certificate)' is not one of the key '\(key)'"
    case .otherSignature(let fmri, let certificate, let algorithm):
      "\(fmri) has a signature by \(algorithm)\(certificate.map { " of the certificate \($0)" } ?? "") already, and its "
        + "value is another one: its chain of certificates differs, or the package was changed after it was signed"
    case .repeatedSignature(let fmri): "\(fmri) has this signature several times already"
    case .notARevocationList(let path, let reason): "'\(path)' is no list of revoked certificates: \(reason)"
    }
  }
}

/// Gives an error of the repository this room's type.
func wrappingRepository<Value>(
  _ body: () throws(RepositoryError) -> Value
) throws(SigningError) -> Value {
  do throws(RepositoryError) { return try body() } catch { throw .repository(error) }
}

/// Gives an error of the payload this room's type.
func wrappingPayload<Value>(_ body: () throws(PayloadError) -> Value) throws(SigningError) -> Value {
  do throws(PayloadError) { return try body() } catch { throw .payload(error) }
}
