package import PackageModel

/// Where a repository is: a path, or an address on the network.
package enum RepositoryLocation: Hashable, Sendable {
  /// An absolute path.
  case path(ByteString)
  case network(ByteString)

  /// An address that names no kind of repository.
  package struct UnsupportedScheme: Error, Hashable, Sendable, CustomStringConvertible {
    package var uri: ByteString
    package var scheme: ByteString

    package init(uri: ByteString, scheme: ByteString) {
      self.uri = uri
      self.scheme = scheme
    }

    package var description: String {
      "The URI '\(uri)' uses the unsupported scheme '\(scheme)'.  Supported schemes are file://, http://, and https://."
    }
  }

  /// Reads what a user gave: a URI, or a path where there is no scheme.
  package init(_ text: ByteString) throws(UnsupportedScheme) {
    guard let mark = text.firstRange(of: "://") else {
      self = .path(FileSystem.absolute(text.dropping(prefix: "file:") ?? text))
      return
    }
    let scheme = ByteString(text.bytes[..<mark.lowerBound].map { ASCII.lowercased($0) })
    switch scheme {
    case "http", "https": self = .network(text)
    case "file":
      // A host between the slashes can only be this machine.
      let rest = ByteString(text.bytes[mark.upperBound...])
      let path = rest.dropping(prefix: "localhost/").map { "/" + $0 } ?? rest
      self = .path(FileSystem.absolute(PercentEncoding.decode(path)))
    default: throw UnsupportedScheme(uri: text, scheme: scheme)
    }
  }

  /// The address as messages show it.
  package var uri: ByteString {
    switch self {
    case .network(let uri): uri
    case .path(let path):
      "file://" + path.split(on: ASCII.slash).map { PercentEncoding.encode($0) }.joined(separator: "/")
    }
  }
}
