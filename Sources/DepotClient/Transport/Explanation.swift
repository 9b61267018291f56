import IPSRepository
import PackageModel

/// Says in words what is wrong and what to look at.
enum Explanation {
  static func failure(
    of problem: TransportProblem, url: ByteString, address: DepotAddress, settings: DepotSettings
  ) -> RemoteFailure {
    var advice: [String] = []
    let reason: String
    let way = settings.proxy.map { " through the proxy \($0.host):\($0.port)" } ?? ""
    switch problem.kind {
    case .refused:
      reason = "the connection is refused"
      advice = ["Is a depot running on \(address.host), and is \(address.port) its port?"]
      if !way.isEmpty {
        advice.append("The proxy itself may be what refuses; no_proxy names hosts to reach without it.")
      }
    case .unknownHost:
      reason = "the name \(settings.proxy?.host ?? address.host) is not known"
      advice = ["Is it spelt right, and does the machine reach its name server?"]
    case .unreachable:
      reason = "there is no way to \(address.host)"
      advice = ["Is the network up, and does a firewall let port \(address.port) through?"]
    case .connectTimeout:
      reason = "nothing answers within \(settings.connectTimeout / 1000) seconds"
      advice = [
        "Does a firewall let port \(address.port) through? PKG_CLIENT_CONNECT_TIMEOUT sets the patience in seconds."
      ]
    case .idleTimeout:
      reason = "nothing has come for \(settings.idleTimeout / 1000) seconds"
      advice = ["The depot may be busy. PKG_CLIENT_LOWSPEED_TIMEOUT sets the patience in seconds."]
    case .closed:
      reason = "the connection was closed before the answer was complete"
      advice = ["The depot, or a web server in front of it, may have stopped or may limit the size of uploads."]
    case .tooLarge:
      reason = "the answer is larger than any such answer can be"
      advice = ["Is it really a depot that answers there?"]
    case .proxy:
      reason = "the proxy does not let the connection through"
      advice = [
        "The proxy must allow CONNECT to \(address.host):\(address.port); http://user:password@proxy:port gives it a "
          + "password, no_proxy names hosts to reach without it."
      ]
    case .encryption(let text): (reason, advice) = encryption(text, settings)
    case .local(let error):
      return RemoteFailure(.misconfigured, "\(error)", address: url)
    case .failure(let failure): return failure
    case .other(let text): reason = text
    }
    return RemoteFailure(
      .unreachable, "The depot at \(address)\(way) cannot be reached: \(reason).", address: url, advice: advice)
  }

  private static func encryption(_ text: String, _ settings: DepotSettings) -> (String, [String]) {
    let upper = text.uppercased()
    func has(_ words: String...) -> Bool { words.contains { upper.contains($0) } }
    if has("CERTIFICATE_REQUIRED", "BAD_CERTIFICATE", "HANDSHAKE_FAILURE", "UNKNOWN_CA", "CERTIFICATE_UNKNOWN") {
      return (
        "it does not take the client's certificate (\(text))",
        settings.certificate == nil
          ? ["It may want a client certificate: give --key and --cert (pkgrecv: --dkey and --dcert for the target)."]
          : ["Is the certificate one that the depot's authority signed, and is it valid today?"]
      )
    }
    if has("CERTIFICATE_VERIFY_FAILED", "VERIFY_FAILED") {
      return (
        "its certificate is not trusted",
        [
          "PKGWRIGHT_CA_FILE names a file with the certificates of the authorities to trust instead of the system's, "
            + "for a depot whose certificate is not signed by a public one.",
          "Is the certificate valid today, and does the server send the ones between it and its authority?",
        ]
      )
    }
    if has("HOSTNAME", "FAILEDTOVALIDATEHOSTNAME") {
      return ("its certificate is for another name", ["Use the name that the certificate is for in the address."])
    }
    if has("WRONG_VERSION_NUMBER", "HTTP_REQUEST") {
      return ("it does not speak https on this port", ["Should the address begin with http://?"])
    }
    return ("no encrypted connection comes about (\(text))", [])
  }

  static func redirection(url: ByteString, to place: ByteString) -> RemoteFailure {
    RemoteFailure(
      .unreachable, "The depot sends its clients on to '\(place)', which is not followed.", address: url,
      advice: ["Give the address that it leads to, if you trust it."])
  }

  static func refusal(
    _ answer: DepotAnswer, request: DepotRequest, url: ByteString, address: DepotAddress, settings: DepotSettings
  ) -> RemoteFailure {
    let reason = ErrorPage.message(answer.body)
    let name = answer.header("x-reason")?.text ?? StatusWords.words(answer.status)
    var advice: [String] = []
    switch answer.status {
    case 401:
      advice =
        settings.credentials == nil
        ? [
          "The depot wants to know who publishes or reads. Set PKGWRIGHT_DEPOT_TOKEN (or PKGWRIGHT_DEPOT_TOKEN_FILE) "
            + "to a token it knows,",
          "put a name and a password into the address (https://NAME:PASSWORD@…) or into ~/.netrc, or give --key and "
            + "--cert.",
        ]
        : ["The token, or the name and the password, are not what the depot knows."]
    case 403:
      advice = [
        "The depot knows you and does not let you do this. The one who runs it says which publishers a token, a name or "
          + "a certificate may publish for, and whether it is writable at all."
      ]
    case 404 where request.path.hasPrefix("versions/"):
      advice = ["Is '\(address)' a depot? The path below which a web server has one belongs to the address."]
    case 405:
      advice = ["A web server in front of the depot, or one that has only a copy of it, does not take uploads."]
    case 407:
      advice = ["http_proxy=http://NAME:PASSWORD@proxy:port gives the proxy a name and a password."]
    case 413:
      advice = ["The file is larger than the depot, or a web server in front of it (client_max_body_size), takes."]
    case 429, 503:
      advice = ["The depot has too much to do, or is being looked after. Try again later."]
    case 502, 504:
      advice = ["The web server in front does not reach the depot behind it. Is that one running?"]
    case 507:
      advice = ["The disk of the depot is full."]
    default: break
    }
    return RemoteFailure(
      .refused(status: answer.status),
      "http protocol error: code: \(answer.status) reason: \(name)" + (reason.map { ": \($0)" } ?? ""), address: url,
      advice: advice)
  }

  /// A depot that is not there to be published to.
  static func unsupported(_ operation: String, publisher: ByteString, address: DepotAddress) -> RemoteFailure {
    RemoteFailure(
      .unsupported, "Publisher '\(publisher)' has no repositories that support the '\(operation)' operation.",
      advice: [
        "The depot at \(address) is read-only.",
        "To publish to it, its administrator starts it writable: pkgwright depot serve --writable, pkg.depotd without "
          + "--readonly;",
        "where SMF runs pkg.depotd: svccfg -s SERVICE setprop pkg/readonly = boolean: false; svcadm refresh SERVICE; "
          + "svcadm restart SERVICE.",
        "Whoever reaches an open writable depot can publish to it. On the internet it needs authentication in front: a "
          + "token, client certificates, or a web server that asks for a password.",
      ])
  }
}

/// The words that HTTP has for its statuses (RFC 9110, section 15).
enum StatusWords {
  static func words(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 407: "Proxy Authentication Required"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 416: "Range Not Satisfiable"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 507: "Insufficient Storage"
    default: "status \(status)"
    }
  }
}
