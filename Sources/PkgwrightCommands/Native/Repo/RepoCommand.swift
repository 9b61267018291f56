import ArgumentParser
package import IPSRepository
package import PackageModel

/// `pkgwright repo …`: repositories of IPS packages.
struct RepoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "Makes repositories of IPS packages and looks after them.",
    discussion: """
      EXAMPLES:
        pkgwright repo create /srv/pkg --publisher example.com
        pkgwright publish --repository /srv/pkg --directory build/proto hello.p5m
        pkgwright repo list /srv/pkg
        pkgwright repo list https://pkg.example.org '*server*'
        pkgwright repo verify /srv/pkg
      """,
    subcommands: [
      RepoCreateCommand.self, RepoInfoCommand.self, RepoListCommand.self, RepoContentsCommand.self,
      RepoVerifyCommand.self, RepoFixCommand.self, RepoRefreshCommand.self, RepoRebuildCommand.self,
      RepoRemoveCommand.self, RepoExportCommand.self, RepoSignaturesCommand.self,
    ])
}

/// A repository that is named on the command line.
struct RepositoryArgument: ParsableArguments {
  @Argument(
    help: "The repository's directory or the address of a depot; for commands that only read also a package archive.")
  var repository: String

  @OptionGroup var network: NetworkArguments

  /// What is read from.
  func origin() throws -> any PackageOrigin {
    try RepositoryAccess.open(RepositoryAccess.locate(ByteString(repository)), network.options)
  }

  /// What is changed, on disk.
  func writable() throws -> Repository { try Self.open(repository) }

  /// What is looked after, on disk or by a depot.
  func target() throws -> any PackageTarget { try Self.target(repository, network.options) }

  /// Opens a repository or a depot that is published to.
  static func target(_ name: String, _ options: NetworkOptions) throws -> any PackageTarget {
    let location = try RepositoryAccess.locate(ByteString(name))
    if case .network = location { return try RepositoryAccess.target(location, options) }
    return try open(name)
  }

  /// Opens a repository that can be changed.
  static func open(_ name: String) throws -> Repository {
    guard case .path(let path) = try RepositoryAccess.locate(ByteString(name)) else {
      throw RepositoryAccess.Failure.network(ByteString(name))
    }
    do throws(RepositoryError) {
      return try Repository(path)
    } catch {
      guard case .notARepository = error else { throw error }
      throw CommandFailure(
        Diagnostic(.error, "\(path) is no repository", remedy: "make one with pkgwright repo create \(name)")
          .description)
    }
  }
}

/// How a depot is reached that a command line names.
struct NetworkArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The private key for depots that want a client certificate.", valueName: "file"))
  var key: String?

  @Option(help: ArgumentHelp("The client certificate that goes with the key.", valueName: "file"))
  var cert: String?

  var options: NetworkOptions {
    NetworkOptions(key: key.map { ByteString($0) }, certificate: cert.map { ByteString($0) })
  }
}

/// Publishers that are named on the command line.
struct PublisherOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "Only this publisher. May be repeated.")
  var publisher: [String] = []

  /// The publishers that are meant, of those that there are.
  func choose(_ known: [ByteString]) throws -> [ByteString] {
    guard !publisher.isEmpty else { return known }
    for name in publisher where !known.contains(ByteString(name)) {
      throw CommandFailure(
        Diagnostic(
          .error, "there is no publisher '\(name)'",
          remedy: "the publishers are: " + known.map(\.text).joined(separator: ", ")
        ).description)
    }
    return known.filter { publisher.contains($0.text) }
  }
}

/// Patterns that are named on the command line.
package enum PackagePatterns {
  /// The packages of some publishers that are meant.
  ///
  /// - Throws: a failure where a pattern means nothing.
  package static func find(
    _ patterns: [String], _ publishers: [ByteString], in origin: any PackageOrigin
  ) throws -> [ListedPackage] {
    let read = try patterns.map { try FMRIPattern(ByteString($0)) }
    var found: [ListedPackage] = []
    var matched: Set<ByteString> = []
    for publisher in publishers {
      let matches = PatternMatches(read, in: try origin.catalog(of: publisher).packages(of: publisher))
      found += matches.packages
      matched.formUnion(matches.matched)
    }
    let unmatched = patterns.filter { !matched.contains(ByteString($0)) }
    guard unmatched.isEmpty else {
      throw CommandFailure(
        Diagnostic(.error, "no package matches " + unmatched.map { "'\($0)'" }.joined(separator: ", ")).description)
    }
    return found
  }
}
