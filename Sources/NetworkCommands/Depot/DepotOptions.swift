import ArgumentParser
import DepotServer
import PackageModel
import Payload
import PkgwrightCommands

/// Who may publish.
struct AccessOptions: ParsableArguments {
  @Option(help: "A file that says who may publish for which publisher (docs/depot.md).") var permissions: String?
  @Option(help: "A file with a token; whoever has it may publish for all publishers.") var tokenFile: String?

  /// - Throws: ``CommandFailure`` for a depot that everybody could publish to.
  func permissions(isWritable: Bool, host: String, asksForCertificates: Bool) throws -> DepotPermissions? {
    guard permissions != nil || tokenFile != nil else {
      guard !isWritable || ListenAddress.isLoopback(host) else {
        throw CommandFailure.usage(
          "everybody who reaches \(host) could publish",
          "say who may with --permissions or --token-file, or listen on 127.0.0.1 behind a web server")
      }
      return nil
    }
    var result = DepotPermissions()
    if let permissions {
      result = try DepotPermissions(reading: try FileBytes.read(ByteString(permissions)), fileName: permissions)
    }
    if result.asksForCertificates, !asksForCertificates {
      throw CommandFailure.usage(
        "the permissions name certificates, but no client is asked for one", "add --client-ca with their authority")
    }
    if let tokenFile {
      let token = UnicodeBlanks.trimmed(ByteString(try FileBytes.read(ByteString(tokenFile))))
      guard token.count >= 16, let digest = DepotToken(token).digest else {
        throw CommandFailure(
          Diagnostic(
            .error, "the token in '\(tokenFile)' has fewer than 16 characters",
            remedy: "make one: pkgwright depot token NAME"
          ).description)
      }
      result.allow(tokenDigest: digest, name: "token-file")
    }
    return result
  }
}

/// How connections are encrypted.
struct TLSOptions: ParsableArguments {
  @Option(help: "The depot's certificate and those up to its authority, PEM.") var tlsCertificate: String?
  @Option(help: "The certificate's key, PEM.") var tlsKey: String?
  @Option(name: .customLong("client-ca"), help: "Authorities of clients' certificates, PEM.") var clientCA: String?

  func configuration() throws -> DepotTLS? {
    switch (tlsCertificate, tlsKey) {
    case (let certificate?, let key?):
      return DepotTLS(certificate: certificate, key: key, clientAuthorities: clientCA)
    case (nil, nil):
      guard clientCA == nil else {
        throw CommandFailure.usage("--client-ca needs encryption", "add --tls-certificate and --tls-key")
      }
      return nil
    default:
      throw CommandFailure.usage("a certificate and its key belong together", "give --tls-certificate and --tls-key")
    }
  }
}

/// What clients may ask for.
struct LimitOptions: ParsableArguments {
  @Option(help: "The most bytes of one upload.") var limitUpload: Int64?
  @Option(help: "The most bytes of an expanded manifest.") var limitManifest: Int?
  @Option(help: "The most connections at a time.") var limitConnections: Int?
  @Option(help: "Seconds that a connection may be idle.") var idleTimeout: Int64?
  @Option(help: "Seconds without progress after which a request is given up.") var stallTimeout: Int64?
  @Option(help: "Seconds after which an idle transaction is abandoned.") var transactionTimeout: Int64?
  @Option(help: "Seconds that requests under way have at the end.") var shutdownTimeout: Int64?

  func validate() throws {
    let values = [
      limitUpload, limitManifest.map { Int64($0) }, limitConnections.map { Int64($0) }, idleTimeout, stallTimeout,
      transactionTimeout, shutdownTimeout,
    ]
    guard values.allSatisfy({ $0 ?? 1 > 0 && $0 ?? 1 < 1 << 53 }) else {
      throw ValidationError("Limits are numbers above 0.")
    }
  }

  func apply(to limits: inout DepotConfiguration.Limits) {
    limits.uploadBytes = limitUpload ?? limits.uploadBytes
    limits.manifestBytes = limitManifest ?? limits.manifestBytes
    limits.connections = limitConnections ?? limits.connections
    limits.idleSeconds = idleTimeout ?? limits.idleSeconds
    limits.stallSeconds = stallTimeout ?? limits.stallSeconds
    limits.transactionSeconds = transactionTimeout ?? limits.transactionSeconds
    limits.shutdownSeconds = shutdownTimeout ?? limits.shutdownSeconds
  }
}

/// What the depot tells about itself.
struct LogOptions: ParsableArguments {
  @Option(help: "Where the access log goes: a file, 'stdout', 'stderr' or 'none'.") var accessLog = "none"
  @Option(help: "Where a line for each publication goes.") var auditLog = "stderr"
  @Option(help: "HOST:PORT of a StatsD daemon.") var statsd: String?

  func observer() throws -> DepotObserver {
    var observer = DepotObserver()
    observer.accessLog = try Self.log(accessLog)
    observer.auditLog = try Self.log(auditLog)
    if let statsd {
      guard let daemon = StatsD(statsd) else {
        throw CommandFailure.usage("'\(statsd)' is no address of a StatsD daemon", "write HOST:PORT")
      }
      observer.statsD = daemon
    }
    return observer
  }

  /// Opens a log.
  static func log(_ text: String) throws -> LogFile? {
    switch text {
    case "none": nil
    case "stdout": try LogFile(.standardOutput)
    case "stderr": try LogFile(.standardError)
    default: try LogFile(.file(ByteString(text)))
    }
  }
}

/// Where a depot listens.
enum ListenAddress {
  /// - Throws: ``CommandFailure``.
  static func parse(_ text: String) throws -> (host: String, port: Int) {
    guard let mark = text.lastIndex(of: ":"), let port = Int(text[text.index(after: mark)...]),
      (0...65_535).contains(port)
    else {
      throw CommandFailure.usage("'\(text)' is no address to listen on", "write HOST:PORT, as in 127.0.0.1:10000")
    }
    let host = text[..<mark].drop { $0 == "[" }.prefix { $0 != "]" }
    return (host.isEmpty ? "127.0.0.1" : String(host), port)
  }

  /// Whether only this machine reaches an address.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The address as part of a URL.
  static func url(_ host: String, _ port: Int, isEncrypted: Bool) -> String {
    "\(isEncrypted ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
  }
}

/// Operations that are turned off: `OPERATION` or `OPERATION/VERSION`.
enum DisabledOperations {
  /// - Throws: ``CommandFailure`` for what is no operation.
  static func add(_ text: String, to disabled: inout [DepotOperation: [Int]?]) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let operation = parts.first.flatMap({ DepotOperation(rawValue: String($0)) }), parts.count <= 2,
      operation != .versions
    else {
      throw CommandFailure.usage(
        "'\(text)' is no operation that can be turned off", "write OPERATION or OPERATION/VERSION")
    }
    guard parts.count == 2 else {
      disabled[operation] = .some(nil)
      return
    }
    guard let version = Int(parts[1]) else {
      throw CommandFailure.usage("'\(parts[1])' is no version of an operation", "write OPERATION/VERSION")
    }
    if case .some(.none) = disabled[operation] { return }
    disabled[operation] = (disabled[operation].flatMap { $0 } ?? []) + [version]
  }
}
