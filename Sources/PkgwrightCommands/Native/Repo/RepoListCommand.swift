import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright repo info`
struct RepoInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tells how many packages each publisher has, and when that changed.")

  @OptionGroup var argument: RepositoryArgument
  @OptionGroup var publishers: PublisherOptions
  @Option(help: "text or json.") var format: OutputFormat = .text

  private struct Row: Encodable {
    var publisher: String
    var packages: Int
    var updated: String
  }

  func run() throws {
    let origin = try argument.origin()
    let rows = try publishers.choose(try origin.publishers).map { publisher in
      let summary = try origin.summary(of: publisher)
      return Row(publisher: publisher.text, packages: summary.count, updated: summary.updated.extended + "Z")
    }
    if format == .json { return try JSONOutput.print(rows) }
    for row in rows { Console.print("\(row.publisher): \(row.packages) package(s), changed \(row.updated)") }
  }
}

/// `pkgwright repo list`
struct RepoListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the packages of a repository, the newest version of each first.")

  @OptionGroup var argument: RepositoryArgument
  @Argument(help: "FMRIs, ends of names or shell patterns; everything without any.")
  var patterns: [String] = []
  @OptionGroup var publishers: PublisherOptions
  @Option(help: "text or json.") var format: OutputFormat = .text

  private struct Row: Encodable {
    var fmri: String
    var publisher: String
    var name: String
    var version: String
    var published: String?
    var state: String?
  }

  func run() throws {
    let origin = try argument.origin()
    let packages = try PackagePatterns.find(patterns, try publishers.choose(try origin.publishers), in: origin)
    let rows = packages.map { package in
      Row(
        fmri: package.fmri.description, publisher: (package.fmri.publisher ?? "").text, name: package.fmri.stem.text,
        version: (package.fmri.version?.text(includingBuild: false) ?? "").text,
        published: package.fmri.version?.timestamp?.text, state: package.state.map { "\($0)" })
    }
    if format == .json { return try JSONOutput.print(rows) }
    for row in rows { Console.print(row.fmri + (row.state.map { " (\($0))" } ?? "")) }
  }
}

/// `pkgwright repo contents`
struct RepoContentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contents", abstract: "Prints the manifests of packages.")

  @OptionGroup var argument: RepositoryArgument
  @Argument(help: "FMRIs, ends of names or shell patterns; everything without any.")
  var patterns: [String] = []

  func run() throws {
    let origin = try argument.origin()
    for package in try PackagePatterns.find(patterns, try origin.publishers, in: origin) {
      Console.output(try origin.manifest(of: package.fmri))
    }
  }
}
