import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright repo refresh`
struct RepoRefreshCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Lists packages that the catalog lacks, and brings the search index up to date.")

  @OptionGroup var argument: RepositoryArgument
  @OptionGroup var publishers: PublisherOptions

  func run() throws {
    let target = try argument.target()
    for publisher in try publishers.choose(try target.publishers) {
      LeftOut.report(try target.maintain(RepositoryMaintenance(.refresh), of: publisher))
    }
  }
}

/// `pkgwright repo rebuild`
struct RepoRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Makes catalog and search index anew from the manifests.")

  @OptionGroup var argument: RepositoryArgument
  @OptionGroup var publishers: PublisherOptions

  func run() throws {
    let target = try argument.target()
    for publisher in try publishers.choose(try target.publishers) {
      LeftOut.report(try target.maintain(RepositoryMaintenance(.rebuild), of: publisher))
    }
  }
}

/// Packages that a catalog cannot list.
enum LeftOut {
  static func report(_ failures: [FMRI: RepositoryError]) {
    for (fmri, error) in failures.sorted(by: { $0.key < $1.key }) {
      Console.complain(Diagnostic(.warning, "\(fmri) is left out: \(error)").description)
    }
  }
}

/// `pkgwright repo remove`
struct RepoRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Removes packages with the payload that no other package needs.")

  @OptionGroup var argument: RepositoryArgument
  @Argument(help: "FMRIs, ends of names or shell patterns.")
  var patterns: [String]
  @OptionGroup var publishers: PublisherOptions
  @Flag(name: .shortAndLong, help: "Tells what would be removed, and removes nothing.") var dryRun = false

  func run() throws {
    let repository = try argument.writable()
    let chosen = try publishers.choose(repository.publishers)
    let packages = try PackagePatterns.find(patterns, chosen, in: repository).map(\.fmri)
    for publisher in chosen {
      let own = packages.filter { $0.publisher == publisher }
      guard !own.isEmpty else { continue }
      if !dryRun { try PackageRemoval(repository.store(of: publisher)).remove(own, waiting: true) }
      for fmri in own.sorted() { Console.print("\(dryRun ? "would remove" : "removed") \(fmri)") }
    }
  }
}
