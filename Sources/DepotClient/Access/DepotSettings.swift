package import IPSRepository
package import PackageModel
import Payload

/// How a depot is reached: credentials, encryption, proxy, and how much patience there is.
package struct DepotSettings: Hashable, Sendable {
  /// Files in PEM form: the client's private key and certificate, and the authorities that are trusted besides nobody
  /// else; the system's where it is `nil`.
  package var key: ByteString?
  package var certificate: ByteString?
  package var authorities: ByteString?
  package var credentials: Credentials?
  package var proxy: ProxySettings?
  /// Milliseconds until a connection must be there.
  package var connectTimeout: Int64 = 30_000
  /// Milliseconds without a byte after which a connection is given up. Closing a large package takes a depot a while.
  package var idleTimeout: Int64 = 120_000
  /// How often a request is made that may be made again.
  package var attempts = 4
  /// Milliseconds before the second attempt; each further pause is twice as long.
  package var firstPause: Int64 = 250

  package init() {}

  /// Takes the settings from the environment, with what a command line gave.
  ///
  /// - Parameters:
  ///   - key, certificate: files in PEM form.
  ///   - surroundings: `PKGWRIGHT_DEPOT_TOKEN`, `PKGWRIGHT_DEPOT_TOKEN_FILE`, `PKGWRIGHT_CA_FILE`, `NETRC`, the variables
  ///     of ``ProxySettings``, and `PKG_CLIENT_CONNECT_TIMEOUT`, `PKG_CLIENT_LOWSPEED_TIMEOUT` (seconds) and
  ///     `PKG_CLIENT_MAX_TIMEOUT` (attempts) of pkg(1).
  /// - Throws: ``RemoteFailure`` of the kind `misconfigured`.
  package init(
    for address: DepotAddress, key: ByteString?, certificate: ByteString?, in surroundings: Surroundings
  ) throws(RemoteFailure) {
    guard (key == nil) == (certificate == nil) else {
      throw RemoteFailure(
        .misconfigured, "A client certificate needs its key and a key its certificate: give --key and --cert together.")
    }
    self.key = key
    self.certificate = certificate
    authorities = surroundings.first("PKGWRIGHT_CA_FILE", "SSL_CERT_FILE")
    credentials = address.credentials
    if credentials == nil { credentials = try Self.token(surroundings) }
    if credentials == nil { credentials = Self.netrc(for: address, surroundings) }
    proxy = try ProxySettings(for: address, in: surroundings)
    if let seconds = surroundings.number("PKG_CLIENT_CONNECT_TIMEOUT") { connectTimeout = Self.milliseconds(seconds) }
    if let seconds = surroundings.number("PKG_CLIENT_LOWSPEED_TIMEOUT") { idleTimeout = Self.milliseconds(seconds) }
    if let count = surroundings.number("PKG_CLIENT_MAX_TIMEOUT") { attempts = max(1, count) }
  }

  /// No second at all means any number of them.
  private static func milliseconds(_ seconds: Int) -> Int64 {
    seconds == 0 ? 1 << 40 : Int64(min(seconds, 1 << 30)) * 1000
  }

  private static func token(_ surroundings: Surroundings) throws(RemoteFailure) -> Credentials? {
    var token = surroundings["PKGWRIGHT_DEPOT_TOKEN"]
    if token == nil, let path = surroundings["PKGWRIGHT_DEPOT_TOKEN_FILE"] {
      do throws(FileError) {
        token = ByteString(try FileBytes.read(path))
      } catch {
        throw RemoteFailure(
          .misconfigured, "The token cannot be read: \(error)", advice: ["PKGWRIGHT_DEPOT_TOKEN_FILE names its file."])
      }
    }
    guard let token else { return nil }
    let bytes = token.bytes.drop { $0 <= ASCII.space }
    let trimmed = bytes[..<(bytes.lastIndex { $0 > ASCII.space }.map { $0 + 1 } ?? bytes.startIndex)]
    guard !trimmed.isEmpty, trimmed.allSatisfy({ $0 > ASCII.space && $0 < 0x7f }) else {
      throw RemoteFailure(
        .misconfigured, "The token for the depot is empty or has characters that no token has.",
        advice: ["A token is one word of printable ASCII characters."])
    }
    return .bearer(ByteString(trimmed))
  }

  private static func netrc(for address: DepotAddress, _ surroundings: Surroundings) -> Credentials? {
    guard let path = surroundings["NETRC"] ?? surroundings["HOME"].map({ $0 + "/.netrc" }),
      let text = try? FileBytes.read(path)
    else { return nil }
    return Netrc.credentials(for: address.host, in: ByteString(text))
  }

  /// Whether a secret goes where others can read it on its way.
  package func exposesSecrets(to address: DepotAddress) -> Bool {
    credentials != nil && !address.isEncrypted && !address.isLoopback
  }
}
