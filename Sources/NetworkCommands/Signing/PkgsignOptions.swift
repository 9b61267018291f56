import Glibc
import IPSRepository
import PackageModel
import PackageSigning
import Payload
import PkgwrightCommands

/// The command line of pkgsign.
struct PkgsignOptions {
  private(set) var wantsHelp = false
  private(set) var repository: ByteString = ""
  private(set) var patterns: [ByteString] = []
  private(set) var isTrial = false
  /// Whether the catalog gets to know the signed manifests.
  private(set) var listing = true
  private(set) var algorithm = SignatureAlgorithm.sha256
  private var key: ByteString?
  private var certificate: ByteString?
  private var chain: [ByteString] = []
  /// The key and the certificate that the depot wants to see.
  private(set) var clientKey: ByteString?
  private(set) var clientCertificate: ByteString?

  init(_ arguments: [ByteString]) throws(PkgsignEnd) {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(
        arguments, short: "a:c:i:k:ns:D:", long: ["help", "no-index", "no-catalog", "dkey=", "dcert="])
    } catch {
      throw .usage("illegal global option -- \(error.option)")
    }
    var repository = getenv("PKG_REPO").map { ByteString(cString: $0) }
    var algorithm: ByteString?
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("a", let name?): algorithm = name
      case ("c", let path?): certificate = try Self.file(path, "certificate")
      case ("i", let path?): chain.append(try Self.file(path, "certificate"))
      case ("k", let path?): key = try Self.file(path, "key file")
      case ("dkey", let path?): clientKey = try Self.file(path, "key file")
      case ("dcert", let path?): clientCertificate = try Self.file(path, "certificate")
      case ("n", nil): isTrial = true
      case ("s", let text?): repository = text
      case ("help", nil): wantsHelp = true
      case ("no-catalog", nil): listing = false
      case ("D", let text?) where !text.contains(ASCII.equals):
        Console.complain("pkgsign: -D takes argument of form name=value, not \(text)")
      default: break
      }
    }
    if wantsHelp { return }
    guard let repository else { throw .usage("a repository must be provided") }
    self.repository = repository
    patterns = scanner.operands
    try check(algorithm)
  }

  private static func file(_ path: ByteString, _ kind: String) throws(PkgsignEnd) -> ByteString {
    let path = FileSystem.absolute(path)
    guard FileSystem.isFile(path) else { throw .usage("\(path) was expected to be a \(kind) but isn't a file.") }
    return path
  }

  /// Checks what belongs together, in the order in which the reference does.
  private mutating func check(_ name: ByteString?) throws(PkgsignEnd) {
    guard (key == nil) == (certificate == nil) else {
      throw .usage("a key and its certificate must be given together, by -k and -c")
    }
    guard chain.isEmpty || certificate != nil else {
      throw .usage("intermediate certificates make sense with a key and a certificate only")
    }
    guard !patterns.isEmpty else { throw .usage("at least one fmri or pattern must be provided to sign") }
    let wanted = name ?? (key == nil ? "sha256" : "rsa-sha256")
    guard let algorithm = SignatureAlgorithm(wanted) else {
      throw .usage("\(wanted) is not a recognized signature algorithm.")
    }
    guard algorithm.usesKey == (key != nil) else {
      throw .usage(
        algorithm.usesKey
          ? "\(wanted) takes a key and a certificate, given by -k and -c"
          : "\(wanted) takes neither key nor certificate")
    }
    self.algorithm = algorithm
  }

  /// What signs.
  func signer() throws(SigningError) -> PackageSigner {
    guard let key, let certificate else { return PackageSigner(algorithm, nil) }
    return PackageSigner(algorithm, try SigningCredentials(key: key, certificate: certificate, chain: chain))
  }
}
