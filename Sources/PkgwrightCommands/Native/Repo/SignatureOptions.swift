import ArgumentParser
import IPSRepository
import PackageModel

/// Which signatures are wanted, on a command line.
struct SignatureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A directory with certificates that are trusted, one in each file. Without it the repository's own setting holds.",
      valueName: "directory"))
  var trustAnchors: String?

  @Option(
    help: ArgumentHelp(
      "A common name that must be among those who vouch for a package, so that packages must be signed. May be repeated.",
      valueName: "name"))
  var requiredName: [String] = []

  @Option(
    help: ArgumentHelp("A file with a list of revoked certificates. May be repeated.", valueName: "file"))
  var crl: [String] = []

  /// The policy of a repository as the options change it.
  func policy(_ configuration: RepositoryConfiguration?) throws -> SignaturePolicy {
    var policy = configuration.map { SignaturePolicy($0) } ?? SignaturePolicy(trustAnchors: nil)
    // What a repository was made with names a directory that most machines lack.
    if let directory = policy.trustAnchors, !FileSystem.isDirectory(directory) { policy.trustAnchors = nil }
    if let trustAnchors {
      policy.trustAnchors = ByteString(trustAnchors)
      guard FileSystem.isDirectory(ByteString(trustAnchors)) else {
        throw CommandFailure.usage("'\(trustAnchors)' is no directory", "name one with a certificate in each file")
      }
    }
    policy.requiredNames += requiredName.map { ByteString($0) }
    policy.revocationLists = crl.map { ByteString($0) }
    if !crl.isEmpty { policy.checksRevocation = true }
    return policy
  }
}
