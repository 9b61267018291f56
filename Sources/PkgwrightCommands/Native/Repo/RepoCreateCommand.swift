import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright repo create`
struct RepoCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "create", abstract: "Makes an empty repository.")

  @Argument(help: "A directory that is empty or not there yet.")
  var repository: String

  @Option(name: .shortAndLong, help: "The publisher of packages that name none; more publishers may follow.")
  var publisher: [String] = []

  @Option(help: "The version of the repository, 4 or 3.")
  var version = 4

  func run() throws {
    guard case .path(let path) = try RepositoryAccess.locate(ByteString(repository)) else {
      throw RepositoryAccess.Failure.network(ByteString(repository))
    }
    let names = publisher.map { ByteString($0) }
    for name in names where !FMRI.isValidPublisher(name) { throw RepositoryError.invalidPublisher(name) }
    let created = try Repository.create(path, version: version) { (configuration) throws(RepositoryError) in
      if let first = names.first { try configuration.set("publisher", "prefix", [first], isList: false) }
    }
    guard version == 4 else { return }
    for name in names { try created.addPublisher(name, info: PublisherInfo(name)) }
  }
}
