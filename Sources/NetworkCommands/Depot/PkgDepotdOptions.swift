import DepotServer
import Glibc
import IPSRepository
import PackageModel
import Payload
import PkgwrightCommands

/// The command line of pkg.depotd(8).
struct PkgDepotdOptions {
  struct UsageError: Error {
    var message: String
  }

  /// A property of the configuration that holds for this process only.
  struct Property: Sendable {
    var section: ByteString
    var name: ByteString
    var value: ByteString
  }

  static let usage = """
    Usage: pkg.depotd [-d inst_root] [-p port] [-a address] [-s threads] [-t socket_timeout] [-q]
            [--cfg] [--content-root] [--debug] [--disable-ops=op[/1][,...]] [--exit-ready]
            [--log-access] [--log-errors] [--mirror] [--proxy-base url] [--readonly]
            [--rebuild] [--refresh-index] [--add-content] [--set-property section.property=value]
            [--sort-file-max-size] [--ssl-cert-file] [--ssl-dialog] [--ssl-key-file]
            [--writable-root] [--permissions file] [--token-file file] [--client-ca file]

    """

  private static let long = [
    "add-content", "cfg=", "client-ca=", "content-root=", "debug=", "disable-ops=", "exit-ready", "help", "image-root=",
    "log-access=", "log-errors=", "mirror", "nasty=", "permissions=", "proxy-base=", "quiet", "readonly", "rebuild",
    "refresh-index", "set-property=", "sort-file-max-size=", "ssl-cert-file=", "ssl-dialog=", "ssl-key-file=",
    "token-file=", "writable-root=",
  ]

  var configuration = DepotConfiguration(repository: "")
  var properties: [Property] = []
  var accessLog = "none"
  var errorLog = "stderr"
  var writableRoot: ByteString?
  var addsContent = false
  var rebuilds = false
  var refreshesIndex = false
  var exitsWhenReady = false
  var announces = true
  var wantsHelp = false

  private var port: Int?
  private var certificate: String?
  private var key: String?
  private var dialog = "builtin"
  private var clientAuthorities: String?
  private var permissions: String?
  private var tokenFile: String?

  /// - Throws: ``UsageError``, ``CommandFailure`` for a depot that everybody could publish to.
  init(_ arguments: [ByteString]) throws {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(arguments, short: "a:d:np:qs:t:?", long: Self.long)
    } catch {
      throw UsageError(message: error.message)
    }
    configuration.mode = .writable
    if let variable = getenv("PKG_REPO") { configuration.repository = ByteString(cString: variable) }
    for option in scanner.options { try take(option.name, option.argument ?? "") }
    guard !wantsHelp else { return }
    if let operand = scanner.operands.first { throw UsageError(message: "unexpected argument '\(operand)'") }
    try finish()
  }

  private mutating func take(_ name: String, _ value: ByteString) throws {
    switch name {
    case "a": configuration.host = value.text
    case "d": configuration.repository = value
    case "p": port = try number(value, "-p", 0...65_535)
    case "s": configuration.threads = try number(value, "-s", 1...5_000)
    case "t": configuration.limits.idleSeconds = Int64(try number(value, "-t", 1...86_400))
    case "q", "quiet": announces = false
    case "?", "help": wantsHelp = true
    case "readonly": configuration.mode = .readOnly
    case "mirror": configuration.mode = .mirror
    case "disable-ops":
      for text in value.split(on: ASCII.comma) where !text.isEmpty {
        do {
          try DisabledOperations.add(text.text, to: &configuration.disabled)
        } catch {
          throw UsageError(message: "Invalid operation '\(text)'.")
        }
      }
    case "log-access": accessLog = value.text
    case "log-errors": errorLog = value.text
    case "proxy-base": configuration.base = value.hasSuffix("/") ? ByteString(value.bytes.dropLast()) : value
    case "set-property": properties.append(try Self.property(value))
    case "writable-root": writableRoot = FileSystem.absolute(value)
    case "ssl-cert-file": certificate = value == "none" ? nil : value.text
    case "ssl-key-file": key = value == "none" ? nil : value.text
    case "ssl-dialog": dialog = value.text
    case "client-ca": clientAuthorities = value.text
    case "permissions": permissions = value.text
    case "token-file": tokenFile = value.text
    case "rebuild": rebuilds = true
    case "refresh-index": refreshesIndex = true
    case "add-content": addsContent = true
    case "exit-ready": exitsWhenReady = true
    // What these change in the reference has no counterpart here: pages and sorting work without, and there is no image.
    default: break
    }
  }

  private func number(_ text: ByteString, _ option: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let number = Int(text.text), range.contains(number) else {
      throw UsageError(message: "Argument for \(option) is no number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func property(_ text: ByteString) throws -> Property {
    guard let equals = text.bytes.firstIndex(of: ASCII.equals),
      let mark = text.bytes[..<equals].firstIndex(where: { $0 == ASCII.dot || $0 == ASCII.slash })
    else { throw UsageError(message: "--set-property needs section.property=value, not '\(text)'.") }
    return Property(
      section: ByteString(text.bytes[..<mark]), name: ByteString(text.bytes[(mark + 1)..<equals]),
      value: ByteString(text.bytes[(equals + 1)...]))
  }

  private mutating func finish() throws {
    guard !configuration.repository.isEmpty else {
      throw UsageError(message: "At least one of PKG_REPO or -d must be provided.")
    }
    if rebuilds, refreshesIndex { throw UsageError(message: "--refresh-index cannot be used with --rebuild") }
    if configuration.mode != .writable, rebuilds || refreshesIndex || addsContent {
      throw UsageError(
        message: "--rebuild, --refresh-index and --add-content cannot be used with --readonly or --mirror")
    }
    configuration.repository = FileSystem.absolute(
      configuration.repository.dropping(prefix: "file://") ?? configuration.repository)
    guard (certificate == nil) == (key == nil) else {
      throw UsageError(
        message: "The --ssl-cert-file and --ssl-key-file options must both be provided when using either option.")
    }
    if let certificate, let key {
      configuration.tls = DepotTLS(
        certificate: certificate, key: key, passphrase: try KeyPassphrase.ask(dialog, port: port ?? 443),
        clientAuthorities: clientAuthorities)
    }
    configuration.port = port ?? (configuration.tls == nil ? 80 : 443)
    var access = AccessOptions()
    access.permissions = permissions
    access.tokenFile = tokenFile
    configuration.permissions = try access.permissions(
      isWritable: configuration.mode == .writable && !exitsWhenReady && !refreshesIndex, host: configuration.host,
      asksForCertificates: clientAuthorities != nil)
  }
}
