package import IPSRepository
import PackageModel

/// The proxy that stands between the client and a depot.
///
/// The variables are those that curl and pkg(1) know: `http_proxy`, `https_proxy`, `all_proxy`, in capitals as well but
/// for `HTTP_PROXY`, which servers set to what a client says; `no_proxy` lists hosts that are reached without.
package struct ProxySettings: Hashable, Sendable {
  package let host: String
  package let port: Int
  package let credentials: Credentials?

  /// The proxy for a depot; `nil` where it is reached without.
  ///
  /// - Throws: ``RemoteFailure`` for a variable that names no proxy.
  package init?(for address: DepotAddress, in surroundings: Surroundings) throws(RemoteFailure) {
    let text =
      address.isEncrypted
      ? surroundings.first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
      : surroundings.first("http_proxy", "all_proxy", "ALL_PROXY")
    guard let text, !Self.isExempt(address, surroundings.first("no_proxy", "NO_PROXY") ?? "") else { return nil }
    let proxy: DepotAddress
    do throws(RemoteFailure) {
      proxy = try DepotAddress(parsing: text.contains("://") ? text : "http://" + text)
    } catch {
      throw RemoteFailure(
        .misconfigured, "The proxy '\(text)' cannot be used.",
        advice: ["http_proxy and https_proxy name one as in http://proxy.example.org:3128."])
    }
    guard !proxy.isEncrypted else {
      throw RemoteFailure(
        .misconfigured, "The proxy '\(text)' cannot be used: the way to a proxy is http.",
        advice: ["What goes to an https depot is encrypted all the way through the proxy."])
    }
    (host, port, credentials) = (proxy.host, proxy.port, proxy.credentials)
  }

  private static func isExempt(_ address: DepotAddress, _ list: ByteString) -> Bool {
    list.bytes.split(whereSeparator: { $0 == ASCII.comma || $0 == ASCII.space }).contains { part in
      var entry = ByteString(part).text.lowercased()
      if entry == "*" { return true }
      if let colon = entry.lastIndex(of: ":"), let port = Int(entry[entry.index(after: colon)...]),
        !entry.hasPrefix("[")
      {
        guard port == address.port else { return false }
        entry = String(entry[..<colon])
      }
      let name = entry.hasPrefix(".") ? String(entry.dropFirst()) : entry
      return address.host == name || address.host.hasSuffix("." + name)
    }
  }
}
