import ArgumentParser
import IPSRepository
import PackageModel

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
        pkgwright repo verify /srv/pkg
      """,
    subcommands: [
      RepoCreateCommand.self, RepoInfoCommand.self, RepoListCommand.self, RepoContentsCommand.self,
      RepoVerifyCommand.self, RepoFixCommand.self, RepoRefreshCommand.self, RepoRebuildCommand.self,
      RepoRemoveCommand.self,
    ])
}

/// A repository that is named on the command line.
struct RepositoryArgument: ParsableArguments {
  @Argument(help: "The repository's directory, or for commands that only read a package archive.")
  var repository: String

  /// What is read from.
  func origin() throws -> any PackageOrigin {
    try RepositoryAccess.open(RepositoryAccess.locate(ByteString(repository)))
  }

  /// What is changed.
  func writable() throws -> Repository { try Self.open(repository) }

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
enum PackagePatterns {
  /// The packages of some publishers that are meant.
  ///
  /// - Throws: a failure where a pattern means nothing.
  static func find(
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
