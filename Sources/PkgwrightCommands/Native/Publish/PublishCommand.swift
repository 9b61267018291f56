import ArgumentParser
import IPSRepository
import PackageModel
import Payload
import Staging

/// `pkgwright publish`
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publishes an IPS package from its manifests and its files.",
    discussion: """
      Several manifests make one package together. Nothing of a package is seen before all of it is in the repository.

      EXAMPLES:
        pkgwright publish --repository /srv/pkg --directory build/proto hello.p5m
        pkgwright publish --repository https://pkg.example.org --directory build/proto hello.p5m
        pkgwright generate build/proto | pkgwright publish --repository /srv/pkg --directory build/proto name.p5m -
      """)

  @Option(name: .shortAndLong, help: "The repository's directory, or the address of a depot.")
  var repository: String

  @Option(name: .shortAndLong, help: "Where the payload is looked for. May be repeated.")
  var directory: [String] = []

  @Option(name: .shortAndLong, help: "An archive or a directory that holds payload, searched last. May be repeated.")
  var bundle: [String] = []

  @Option(
    help: ArgumentHelp(
      "Files whose names match keep their time, as a timestamp attribute. May be repeated.", valueName: "pattern"))
  var timestamps: [String] = []

  @Flag(help: "Takes the time of publication from the package's FMRI, if it has one.")
  var keepTimestamp = false

  @Flag(help: "Leaves the catalog alone; pkgwright repo refresh lists the package later.")
  var unlisted = false

  @OptionGroup var network: NetworkArguments

  @Option(help: "text or json.") var format: OutputFormat = .text

  @Argument(help: "Manifests; - and nothing mean standard input.")
  var manifests: [String] = []

  private struct Report: Encodable {
    var fmri: String
    var state: String
  }

  func run() throws {
    let target = try RepositoryArgument.target(repository, network.options)
    var finder = PayloadFinder(directories: directory.map { ByteString($0) })
    for path in bundle {
      try finder.addBundle(ByteString(path)) { () throws(PayloadError) in try SpoolFile() }
    }
    var options = PackagePublication.Options()
    options.keepsTimestamp = keepTimestamp
    options.listing = !unlisted
    options.timestampPatterns = timestamps.map { GlobPattern(ByteString($0), .path) }
    let read = try (manifests.isEmpty ? ["-"] : manifests).map { name in
      name == "-"
        ? try Manifest(reading: try FileBytes.readStandardInput(), fileName: "<stdin>")
        : try Manifest(reading: try FileBytes.read(ByteString(name)), fileName: name)
    }
    let bar = ProgressBar("publishing")
    options.progress = { bar.update(done: $0, total: $1) }
    defer { bar.finish() }
    let outcome: PackagePublication.Outcome
    do throws(RepositoryError) {
      outcome = try PackagePublication(target, finder, options).publish(read)
    } catch {
      if case .manifest(let diagnostics) = error { throw diagnostics }
      throw error
    }
    bar.finish()
    for warning in outcome.warnings { Console.complain(warning.description) }
    let report = Report(fmri: outcome.result.fmri.description, state: outcome.result.state)
    if format == .json { try JSONOutput.print(report) } else { Console.print(report.fmri) }
  }
}
