package import IPSRepository
package import PackageModel

/// The address of a depot: scheme, host, port and perhaps the path below which a web server has it (RFC 3986).
package struct DepotAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address without a slash at its end and without a user.
  package let text: ByteString
  /// Whether the way there is encrypted.
  package let isEncrypted: Bool
  /// The host's name or number, without brackets.
  package let host: String
  package let port: Int
  /// What stands in front of the host: who the user is.
  package let credentials: Credentials?

  /// Reads an address.
  ///
  /// - Throws: ``RemoteFailure`` of the kind `misconfigured` for what is none.
  package init(parsing uri: ByteString) throws(RemoteFailure) {
    func failure(_ reason: String) -> RemoteFailure {
      RemoteFailure(
        .misconfigured, "'\(uri)' is no address of a depot: \(reason)",
        advice: ["An address looks like https://pkg.example.org or http://localhost:10000/pkg."])
    }
    guard let mark = uri.firstRange(of: "://") else { throw failure("there is no scheme") }
    let scheme = ByteString(uri.bytes[..<mark.lowerBound].map { ASCII.lowercased($0) })
    guard scheme == "http" || scheme == "https" else { throw failure("its scheme is neither http nor https") }
    guard uri.bytes.allSatisfy({ $0 > ASCII.space && $0 < 0x7f }) else {
      throw failure("only printable ASCII characters may be in it")
    }
    let rest = uri.bytes[mark.upperBound...]
    guard !rest.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
      throw failure("it has a query or a fragment")
    }
    let end = rest.firstIndex(of: ASCII.slash) ?? rest.endIndex
    var authority = rest[..<end]
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      credentials = Credentials(userInformation: ByteString(authority[..<at]))
      authority = authority[(at + 1)...]
    } else {
      credentials = nil
    }
    isEncrypted = scheme == "https"
    guard let place = Self.place(authority, defaultPort: isEncrypted ? 443 : 80) else {
      throw failure("host or port are not right")
    }
    (host, port) = place
    var path = rest[end...]
    while path.last == ASCII.slash { path.removeLast() }
    text = scheme + "://" + ByteString(authority) + ByteString(path)
  }

  /// Splits `host:port`; a number of IPv6 stands in brackets.
  private static func place(_ authority: ArraySlice<UInt8>, defaultPort: Int) -> (String, Int)? {
    var host = authority
    var digits: ArraySlice<UInt8>?
    if authority.first == UInt8(ascii: "[") {
      guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      host = authority[(authority.startIndex + 1)..<close]
      let behind = authority[(close + 1)...]
      guard behind.isEmpty || behind.first == ASCII.colon else { return nil }
      if !behind.isEmpty { digits = behind.dropFirst() }
    } else if let colon = authority.firstIndex(of: ASCII.colon) {
      host = authority[..<colon]
      digits = authority[(colon + 1)...]
    }
    guard !host.isEmpty else { return nil }
    var port = defaultPort
    if let digits, !digits.isEmpty {
      guard digits.allSatisfy(ASCII.isDigit), let number = Int(ByteString(digits).text), (1...65535).contains(number)
      else { return nil }
      port = number
    }
    return (ByteString(host).text.lowercased(), port)
  }

  /// Whether what is sent there stays on this machine.
  package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  /// The address of something the depot has.
  ///
  /// - Parameter path: quoted, without a slash in front.
  package func url(_ path: ByteString) -> ByteString { text + "/" + path }

  package var description: String { text.description }
}
