import PackageModel
import Payload

/// Decides who may publish.
struct AccessControl: Sendable {
  /// What a client shows of itself.
  struct Evidence: Sendable {
    /// The header `Authorization`.
    var authorization: String?
    /// The SHA-256 of the certificate, in hexadecimal digits.
    var certificate: ByteString?
  }

  /// `nil` lets everybody publish, which is for depots that only this machine reaches.
  let permissions: DepotPermissions?

  /// Who a client is, if it may publish.
  ///
  /// - Parameter publisher: for whom; `nil` for all publishers.
  /// - Throws: ``DepotFailure`` with status 401 for a client that is not known, 403 for one that may not.
  func require(_ evidence: Evidence, toPublishFor publisher: ByteString?) throws(DepotFailure) -> Principal {
    guard let permissions else { return .anonymous }
    var isKnown = false
    if let digest = Self.token(evidence.authorization).flatMap(Self.digest),
      let name = permissions.name(.token, digest)
    {
      if permissions.allows(.token, digest, publisher: publisher) { return .token(name) }
      isKnown = true
    }
    if let digest = evidence.certificate, let name = permissions.name(.certificate, digest) {
      if permissions.allows(.certificate, digest, publisher: publisher) { return .certificate(name) }
      isKnown = true
    }
    guard isKnown else {
      throw DepotFailure(
        401,
        "Publishing to this depot needs a token that it knows (Authorization: Bearer TOKEN) or a client certificate.")
    }
    throw DepotFailure(403, "You may not publish for \(publisher.map { "'\($0)'" } ?? "all publishers") here.")
  }

  /// The token: a bearer's (RFC 6750), or the password of clients that know names and passwords only (RFC 7617).
  private static func token(_ header: String?) -> ByteString? {
    guard let header, let mark = header.firstIndex(of: " ") else { return nil }
    let value = header[header.index(after: mark)...].drop { $0 == " " }
    switch header[..<mark].lowercased() {
    case "bearer": return ByteString(String(value))
    case "basic":
      guard let text = Base64Text.decode(String(value)), let colon = text.firstIndex(of: ASCII.colon) else {
        return nil
      }
      return ByteString(text[(colon + 1)...])
    default: return nil
    }
  }

  /// The SHA-256 of a token in hexadecimal digits.
  static func digest(_ token: ByteString) -> ByteString? {
    guard !token.isEmpty, let digester = try? Digester(.sha256), (try? digester.update(token.bytes)) != nil else {
      return nil
    }
    return (try? digester.finish())?.first?.hex
  }
}

/// The encoding of RFC 4648, section 4.
enum Base64Text {
  /// The bytes of a text; `nil` for one that is none.
  static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8.prefix(while: { $0 != UInt8(ascii: "=") }) {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      default: return nil
      }
      bits = bits << 6 | UInt32(digit)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    return result
  }
}
