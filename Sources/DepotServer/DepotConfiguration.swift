package import PackageModel

/// How a depot is run.
package struct DepotConfiguration: Sendable {
  /// What clients may ask of the depot.
  package struct Limits: Sendable {
    /// The most bytes of one upload.
    package var uploadBytes: Int64 = 8 << 30
    /// The most bytes of a manifest, expanded.
    package var manifestBytes = 256 << 20
    /// The most bytes of all headers of a request, and of its target.
    package var headerBytes = 64 << 10
    /// The most connections at a time; further ones wait.
    package var connections = 4096
    /// Seconds that a connection may be idle, or take for the head of a request.
    package var idleSeconds: Int64 = 60
    /// Seconds without any progress after which a request or an answer is given up.
    package var stallSeconds: Int64 = 60
    /// The fewest bytes a second of an upload on average, after the first ``stallSeconds``.
    package var leastBytesPerSecond: Int64 = 512
    /// Seconds after which a transaction that nobody works on is abandoned.
    package var transactionSeconds: Int64 = 86_400
    /// Seconds that requests under way have at shutdown.
    package var shutdownSeconds: Int64 = 30

    package init() {}
  }

  /// The repository's directory, absolute.
  package var repository: ByteString
  package var mode = DepotMode.readOnly
  package var host = "127.0.0.1"
  /// 0 takes a port that is free.
  package var port = 10_000
  package var disabled: [DepotOperation: [Int]?] = [:]
  package var limits = Limits()
  /// What clients reach the depot under, where a web server is in front of it.
  package var base: ByteString?
  /// Who may publish; `nil` lets everybody, which is for depots that only this machine reaches.
  package var permissions: DepotPermissions?
  package var tls: DepotTLS?
  /// Threads that work on the repository; requests for files need none.
  package var threads = 16

  package init(repository: ByteString) { self.repository = repository }
}

/// How a depot encrypts its connections. All files are PEM.
package struct DepotTLS: Hashable, Sendable {
  /// The certificate, and those between it and its authority.
  package var certificate: String
  package var key: String
  /// What the key is encrypted with.
  package var passphrase: [UInt8]?
  /// The authorities of clients' certificates. Without it no client is asked for one.
  package var clientAuthorities: String?

  package init(certificate: String, key: String, passphrase: [UInt8]? = nil, clientAuthorities: String? = nil) {
    self.certificate = certificate
    self.key = key
    self.passphrase = passphrase
    self.clientAuthorities = clientAuthorities
  }
}
