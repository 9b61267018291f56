import IPSRepository
import PackageModel
import Payload
import Staging

/// `pkgsend publish`: publishes a package from its manifests and its files.
enum PkgsendPublish {
  static func run(_ words: [ByteString], _ globals: Pkgsend.Globals) throws -> Int32 {
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(
        words, short: "b:d:s:T:", long: ["no-index", "no-catalog", "key=", "cert=", "fmri-in-manifest"])
    } catch {
      throw PkgsendEnd.usage("illegal publish option -- \(error.option)")
    }
    var directories: [ByteString] = []
    var bundles: [ByteString] = []
    var location: ByteString?
    var network = NetworkOptions()
    var options = PackagePublication.Options()
    options.keepsTimestamp = globals.allowsTimestamp
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("b", let path?): bundles.append(path)
      case ("d", let path?):
        guard FileSystem.isDirectory(path) else {
          throw PkgsendEnd.usage("'\(path)' is not a directory", "publish")
        }
        directories.append(path)
      case ("s", let text?): location = text
      case ("T", let pattern?): options.timestampPatterns.append(GlobPattern(pattern, .python))
      case ("no-catalog", nil): options.listing = false
      case ("key", let file?): network.key = file
      case ("cert", let file?): network.certificate = file
      default: break
      }
    }
    let target = try globals.target(location, "publish", network)
    var finder = PayloadFinder(directories: directories)
    for bundle in bundles { try finder.addBundle(bundle) { () throws(PayloadError) in try SpoolFile() } }
    let manifests = try ManifestInput.read(scanner.operands, command: "publish")
    let bar = ProgressBar("publishing")
    options.progress = { bar.update(done: $0, total: $1) }
    defer { bar.finish() }
    do throws(RepositoryError) {
      let outcome = try PackagePublication(target, finder, options).publish(manifests)
      bar.finish()
      for warning in outcome.warnings { Console.complain("pkgsend publish: \(warning)") }
      PkgsendReport.print(outcome.result, in: target)
      return 0
    } catch {
      bar.finish()
      switch error {
      case .packageExists, .transactionOpen, .noDefaultPublisher:
        throw PkgsendEnd("'open' failed; unable to initiate transaction:\n\(error)")
      case .remote(let failure) where failure.operation == "open":
        throw PkgsendEnd("'open' failed; unable to initiate transaction:\n\(error)")
      case .manifest: throw PkgsendEnd(error.description, "publish")
      default: throw error
      }
    }
  }
}

/// The manifests that a command line names.
enum ManifestInput {
  /// Reads files, or standard input where there are none.
  static func read(_ files: [ByteString], command: String) throws -> [Manifest] {
    do {
      guard !files.isEmpty else {
        return [try Manifest(reading: try FileBytes.readStandardInput(), fileName: "<stdin>")]
      }
      return try files.map { try Manifest(reading: try FileBytes.read($0), fileName: $0.text) }
    } catch {
      throw PkgsendEnd("\(error)", command)
    }
  }
}
