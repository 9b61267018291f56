import Crypto
import CryptoExtras
import Foundation
package import PackageModel
import Payload

/// What it takes to sign: a key, the certificate of that key, and certificates that lead from it to one that is trusted.
package struct SigningCredentials: Sendable {
  /// The certificate of the key.
  package let certificate: SignerCertificate
  /// Further certificates, in the order in which they were given.
  package let chain: [SignerCertificate]
  private let key: _RSA.Signing.PrivateKey

  /// Reads files in PEM form.
  ///
  /// - Throws: ``SigningError`` when one cannot be read, or when key and certificate do not belong together: nobody could
  ///   verify what they would sign.
  package init(key path: ByteString, certificate file: ByteString, chain: [ByteString]) throws(SigningError) {
    certificate = try SignerCertificate(file: file)
    var certificates: [SignerCertificate] = []
    for file in chain { certificates.append(try SignerCertificate(file: file)) }
    self.chain = certificates
    key = try Self.readKey(path)
    guard certificate.rsaKey?.derRepresentation == key.publicKey.derRepresentation else {
      throw .otherKey(certificate: file, key: path)
    }
  }

  private static func readKey(_ path: ByteString) throws(SigningError) -> _RSA.Signing.PrivateKey {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileBytes.read(path)
    } catch {
      throw .payload(.file(error))
    }
    let text = ByteString(bytes)
    guard text.firstRange(of: "PRIVATE KEY-----") != nil else {
      throw .notAKey(path, reason: "there is no block between BEGIN PRIVATE KEY and END PRIVATE KEY")
    }
    guard text.firstRange(of: "ENCRYPTED") == nil else { throw .lockedKey(path) }
    do {
      // Short keys are for the depot's owner to judge: those who check signatures see the certificate's key, too.
      return try _RSA.Signing.PrivateKey(unsafePEMRepresentation: text.text)
    } catch {
      throw .notAKey(path, reason: "it cannot be read, is one of another kind, or has less than 1024 bits")
    }
  }

  /// Signs (RFC 8017, RSASSA-PKCS1-v1_5).
  func sign(_ text: [UInt8], _ algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8] {
    do {
      let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
      let signature =
        switch algorithm.digest {
        case .sha384: try key.signature(for: SHA384.hash(data: text), padding: padding)
        case .sha512: try key.signature(for: SHA512.hash(data: text), padding: padding)
        default: try key.signature(for: SHA256.hash(data: text), padding: padding)
        }
      return Array(signature.rawRepresentation)
    } catch {
      throw .payload(.library("swift-crypto", reason: "\(error)"))
    }
  }
}

extension SignerCertificate {
  /// Whether a signature was made by the certificate's key.
  func verifies(_ signature: [UInt8], of text: [UInt8], _ algorithm: SignatureAlgorithm) -> Bool {
    guard let key = rsaKey else { return false }
    let signature = _RSA.Signing.RSASignature(rawRepresentation: Data(signature))
    let padding = _RSA.Signing.Padding.insecurePKCS1v1_5
    return switch algorithm.digest {
    case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: text), padding: padding)
    case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: text), padding: padding)
    default: key.isValidSignature(signature, for: SHA256.hash(data: text), padding: padding)
    }
  }
}
