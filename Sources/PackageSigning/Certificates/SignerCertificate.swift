import Crypto
import CryptoExtras
package import PackageModel
import Payload
import SwiftASN1
import X509

/// A certificate as packages carry it: in PEM form, and understood.
package struct SignerCertificate: Sendable {
  static let label: ByteString = "CERTIFICATE"

  /// The PEM form that is published, which is the same however the file was laid out.
  package let bytes: [UInt8]
  let certificate: Certificate

  /// Reads the first certificate of a text.
  ///
  /// - Parameter name: the file, for messages.
  /// - Throws: ``SigningError/notACertificate(_:reason:)``.
  package init(reading text: [UInt8], name: ByteString) throws(SigningError) {
    guard let encoded = PEMText.blocks(Self.label, in: text).first else {
      throw .notACertificate(name, reason: "there is no block between BEGIN CERTIFICATE and END CERTIFICATE")
    }
    do {
      certificate = try Certificate(derEncoded: encoded)
    } catch {
      throw .notACertificate(name, reason: "\(error)")
    }
    bytes = PEMText.text(Self.label, encoded)
  }

  /// Reads the first certificate of a file.
  package init(file: ByteString) throws(SigningError) {
    let text: [UInt8]
    do throws(FileError) {
      text = try FileBytes.read(file)
    } catch {
      throw .payload(.file(error))
    }
    try self.init(reading: text, name: file)
  }

  /// Whom the certificate is about, for people.
  package var subject: String { certificate.subject.description }

  /// The common names of a certificate's subject.
  static func commonNames(of certificate: Certificate) -> [ByteString] {
    certificate.subject.flatMap { $0 }.filter { $0.type == .RDNAttributeType.commonName }
      .compactMap { String($0.value) }.map { ByteString($0) }
  }

  /// The key, if it is one of RSA.
  var rsaKey: _RSA.Signing.PublicKey? { _RSA.Signing.PublicKey(certificate.publicKey) }
}
