import ArgumentParser
import DebianPackage
import Glibc
import PackageModel
import Payload

/// Where a package goes and how it is written.
struct DebOutputOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "The package file, or the directory it goes to.")
  var output: String = "."

  @Flag(name: [.short, .long], help: "Replaces an existing package file.")
  var force = false

  @Option(
    help: "xz, gzip, zstd or none, with a level as in zstd:19. xz:parallel uses all cores on small packages.")
  var compression: String = "xz"

  @Option(help: "The compression of the control archive; without it that of the payload.")
  var controlCompression: String?

  @Option(help: "Threads for compression; without it all processors.")
  var threads: Int?

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  func buildOptions() throws(CommandFailure) -> DebianBuildOptions {
    let output = ByteString(output)
    var options = DebianBuildOptions(output: Self.isDirectory(output) ? .directory(directory(output)) : .file(output))
    options.replacesExisting = force
    options.sourceDateEpoch = try SourceDateEpoch.current()
    if let threads, threads < 1 {
      throw .usage("--threads is \(threads)", "give 1 or more")
    }
    options.threads = threads
    do throws(CompressionError) {
      options.compression = try Compression(parsing: compression)
      if let controlCompression { options.controlCompression = try Compression(parsing: controlCompression) }
    } catch {
      throw .usage("\(error)", "docs/compression.md lists formats and levels")
    }
    return options
  }

  /// The current directory is left out of names of files.
  private func directory(_ path: ByteString) -> ByteString {
    if path == "." { return "" }
    return path.count > 1 ? path.dropping(suffix: "/") ?? path : path
  }

  private static func isDirectory(_ path: ByteString) -> Bool {
    var status = stat()
    return path.text.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
