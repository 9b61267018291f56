import Foundation
import PackageModel
import Payload
import SwiftASN1
import X509

/// A list of certificates that were revoked by who issued them (RFC 5280, section 5).
struct RevocationList: Sendable {
  let issuer: DistinguishedName
  private let serials: Set<ArraySlice<UInt8>>
  private let signedBytes: ArraySlice<UInt8>
  private let signature: ArraySlice<UInt8>
  private let algorithm: Certificate.SignatureAlgorithm

  /// Reads a file in DER or PEM form.
  init(file: ByteString) throws(SigningError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileBytes.read(file)
    } catch {
      throw .payload(.file(error))
    }
    do {
      self = try RevocationList(encoded: PEMText.blocks("X509 CRL", in: bytes).first ?? bytes)
    } catch {
      throw .notARevocationList(file, reason: "\(error)")
    }
  }

  private struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  private init(encoded: [UInt8]) throws {
    let parts = try DER.parse(encoded).children
    guard parts.count == 3, let algorithm = parts[1].children.first.flatMap(Self.algorithm) else {
      throw Malformed(description: "it is not signed, or by an algorithm that is not known")
    }
    var fields = parts[0].children[...]
    // The version is there only where it is not the first.
    if fields.first?.identifier == .integer { fields.removeFirst() }
    guard fields.count >= 3 else { throw Malformed(description: "fields are missing") }
    issuer = try DistinguishedName(derEncoded: fields[fields.startIndex + 1])
    // Behind algorithm, issuer and times: the only list that is not tagged.
    let entries = fields.dropFirst(3).first { $0.identifier == .sequence }
    serials = Set(try (entries?.children ?? []).map { try Self.serial($0) })
    self.algorithm = algorithm
    signedBytes = parts[0].encodedBytes
    signature = try ASN1BitString(derEncoded: parts[2]).bytes
  }

  private static func serial(_ entry: ASN1Node) throws -> ArraySlice<UInt8> {
    guard let number = entry.children.first, case .primitive(let bytes) = number.content else {
      throw Malformed(description: "an entry has no serial number")
    }
    return significant(bytes)
  }

  private static func significant(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> { bytes.drop { $0 == 0 } }

  private static func algorithm(_ node: ASN1Node) -> Certificate.SignatureAlgorithm? {
    switch try? ASN1ObjectIdentifier(derEncoded: node) {
    case [1, 2, 840, 113_549, 1, 1, 11]: .sha256WithRSAEncryption
    case [1, 2, 840, 113_549, 1, 1, 12]: .sha384WithRSAEncryption
    case [1, 2, 840, 113_549, 1, 1, 13]: .sha512WithRSAEncryption
    case [1, 2, 840, 10_045, 4, 3, 2]: .ecdsaWithSHA256
    case [1, 2, 840, 10_045, 4, 3, 3]: .ecdsaWithSHA384
    case [1, 2, 840, 10_045, 4, 3, 4]: .ecdsaWithSHA512
    default: nil
    }
  }

  /// Whether a certificate is on the list.
  func contains(_ certificate: Certificate) -> Bool {
    certificate.issuer == issuer && serials.contains(Self.significant(certificate.serialNumber.bytes))
  }

  /// Whether the list is one of an issuer of certificates, who may make such lists.
  func isSigned(by authority: Certificate) -> Bool {
    guard authority.subject == issuer, (try? authority.extensions.keyUsage)?.cRLSign ?? true else { return false }
    return authority.publicKey.isValidSignature(signature, for: signedBytes, signatureAlgorithm: algorithm)
  }
}

extension ASN1Node {
  /// What a node is made of; nothing where it holds a value.
  var children: [ASN1Node] {
    if case .constructed(let nodes) = content { Array(nodes) } else { [] }
  }
}

extension Certificate {
  /// Where lists of revoked certificates are to be had (RFC 5280, 4.2.1.13).
  var revocationListAddresses: [ByteString] {
    let distributionPoints: ASN1ObjectIdentifier = [2, 5, 29, 31]
    guard let value = extensions.first(where: { $0.oid == distributionPoints })?.value,
      let root = try? DER.parse(value)
    else { return [] }
    return Self.addresses(root)
  }

  private static func addresses(_ node: ASN1Node) -> [ByteString] {
    let address = ASN1Identifier(tagWithNumber: 6, tagClass: .contextSpecific)
    if node.identifier == address, case .primitive(let bytes) = node.content { return [ByteString(bytes)] }
    return node.children.flatMap { addresses($0) }
  }
}
