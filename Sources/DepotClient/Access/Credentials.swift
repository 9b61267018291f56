import IPSRepository
package import PackageModel

/// How a client says who it is.
package enum Credentials: Hashable, Sendable {
  /// A name and a password (RFC 7617).
  case basic(user: ByteString, password: ByteString)
  /// A token (RFC 6750).
  case bearer(ByteString)

  /// Reads `user:password` as it stands in an address; a user without a password has an empty one.
  package init(userInformation text: ByteString) {
    let mark = text.bytes.firstIndex(of: ASCII.colon) ?? text.bytes.endIndex
    self = .basic(
      user: PercentEncoding.decode(ByteString(text.bytes[..<mark])),
      password: PercentEncoding.decode(ByteString(text.bytes[mark...].dropFirst())))
  }

  /// The value of the header `Authorization`.
  var header: String {
    switch self {
    case .bearer(let token): "Bearer " + token.text
    case .basic(let user, let password): "Basic " + Base64.encode((user + ":" + password).bytes)
    }
  }
}

/// The encoding of RFC 4648, section 4.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let digit = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
        text.append(place <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
