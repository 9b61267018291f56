import ArgumentParser
import IPSRepository
import PackageModel
import PackageSigning
import PkgwrightCommands

/// `pkgwright sign`
struct SignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pkgwright sign",
    abstract: "Signs packages of a repository.",
    discussion: """
      A package keeps its name, its time and its payload; its manifest gets a line more. Without a key the signature is a
      digest, which tells damage but not who made the package. Packages that have the signature already are left alone.

      EXAMPLES:
        pkgwright sign --repository /srv/pkg --key signer.key --certificate signer.pem --chain intermediate.pem hello
        pkgwright repo signatures /srv/pkg --trust-anchors anchors
      """)

  @Option(name: .shortAndLong, help: "The repository's directory, or the address of a depot.")
  var repository: String

  @Option(name: .shortAndLong, help: "The signer's RSA key in PEM form, without a passphrase.")
  var key: String?

  @Option(name: .shortAndLong, help: "The certificate of the key in PEM form.")
  var certificate: String?

  @Option(
    name: [.customShort("i"), .long],
    help: "A certificate that leads from the signer's to one that is trusted. May be repeated.")
  var chain: [String] = []

  @Option(
    name: .shortAndLong,
    help: "rsa-sha256 (with a key), rsa-sha384, rsa-sha512, sha256 (without a key), sha384 or sha512.")
  var algorithm: String?

  @Option(help: ArgumentHelp("The key that the depot wants to see, in PEM form.", valueName: "file"))
  var tlsKey: String?

  @Option(help: ArgumentHelp("The certificate that the depot wants to see, in PEM form.", valueName: "file"))
  var tlsCertificate: String?

  @Flag(name: [.customShort("n"), .long], help: "Tells what would be signed, and signs nothing.") var dryRun = false

  @Flag(help: "Leaves the catalog alone; pkgwright repo rebuild makes it know the signed manifests.") var unlisted =
    false

  @Option(help: "text or json.") var format: OutputFormat = .text

  @Argument(help: "FMRIs, ends of names or shell patterns.")
  var patterns: [String]

  private struct Row: Encodable {
    var fmri: String
    var state: String
  }

  func run() throws {
    let signer = try signer()
    let target = try RepositoryAccess.target(
      try RepositoryAccess.locate(ByteString(repository)),
      NetworkOptions(key: tlsKey.map { ByteString($0) }, certificate: tlsCertificate.map { ByteString($0) }))
    let signing = TargetSigning(target, signer)
    let packages = try PackagePatterns.find(patterns, try target.publishers, in: target)
    var rows: [Row] = []
    var isFailed = false
    for fmri in packages.map(\.fmri).sorted() {
      do throws(SigningError) {
        let isNew = try signing.sign(fmri, isTrial: dryRun, listing: !unlisted)
        let state = isNew ? (dryRun ? "would be signed" : "signed") : "signed already"
        if format == .text {
          Console.print("\(state): \(fmri)")
        } else {
          rows.append(Row(fmri: "\(fmri)", state: state))
        }
      } catch {
        Console.complain(Diagnostic(.error, error.description).description)
        isFailed = true
      }
    }
    if format == .json { try JSONOutput.print(rows) }
    if isFailed { throw ExitCode(1) }
  }

  private func signer() throws -> PackageSigner {
    guard (key == nil) == (certificate == nil), key != nil || chain.isEmpty else {
      throw CommandFailure.usage(
        "a key, its certificate and a chain belong together", "give --key and --certificate, and --chain with them")
    }
    let name = algorithm ?? (key == nil ? "sha256" : "rsa-sha256")
    guard let algorithm = SignatureAlgorithm(ByteString(name)), algorithm.usesKey == (key != nil) else {
      throw CommandFailure.usage(
        "'\(name)' is no algorithm \(key == nil ? "without" : "with") a key",
        "the algorithms are: "
          + SignatureAlgorithm.allCases.filter { $0.usesKey == (key != nil) }.map(\.rawValue).joined(separator: ", "))
    }
    guard let key, let certificate else { return PackageSigner(algorithm, nil) }
    return PackageSigner(
      algorithm,
      try SigningCredentials(
        key: ByteString(key), certificate: ByteString(certificate), chain: chain.map { ByteString($0) }))
  }
}
