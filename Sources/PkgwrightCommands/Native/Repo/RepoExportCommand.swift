import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright repo export`
struct RepoExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a tree of files that any web server can serve to IPS clients.",
    discussion: """
      Run again, it brings the tree up to date; readers see the old catalog or the new one, never a part of each.

      EXAMPLES:
        pkgwright repo export /srv/www/pkg --repository /srv/pkg
        pkgwright repo export public --repository https://pkg.example.org --compact
      """)

  @Argument(help: "A directory that is empty, not there yet, or written by this command.")
  var directory: String

  @Option(name: [.short, .long], help: "The repository, an archive, or the address of a depot.")
  var repository: String

  @Option(name: .shortAndLong, help: "Only this publisher. May be repeated.")
  var publisher: [String] = []

  @Flag(
    help: "Gives the files of the repository second names instead of copying them; both must be on one file system.")
  var link = false

  @Flag(help: "Only the names that clients of today ask for: for object stores, which keep a copy for each name.")
  var compact = false

  @Option(help: "text or json.") var format: OutputFormat = .text

  private struct Row: Encodable {
    var packages: Int
    var added: Int
    var removed: Int
  }

  func run() throws {
    let origin = try RepositoryAccess.open(RepositoryAccess.locate(ByteString(repository)))
    var options = StaticExport.Options()
    options.publishers = publisher.map { ByteString($0) }
    options.linksPayload = link
    options.isCompact = compact
    let target = FileSystem.absolute(ByteString(directory))
    let result: StaticExport.Result
    do throws(RepositoryError) {
      result = try StaticExport(origin, options).write(to: target)
    } catch {
      guard case .repositoryExists = error else { throw error }
      throw CommandFailure(
        Diagnostic(
          .error, "\(directory) holds something else than an exported repository",
          remedy: "name an empty directory, or one that is not there yet"
        ).description)
    }
    if format == .json {
      return try JSONOutput.print(Row(packages: result.packages, added: result.added, removed: result.removed))
    }
    Console.print("\(result.packages) package(s): \(result.added) new file(s), \(result.removed) removed")
  }
}
