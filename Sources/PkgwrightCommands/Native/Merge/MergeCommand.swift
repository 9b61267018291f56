import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright merge`
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merges packages that were built for different variants into packages for all of them.",
    discussion: """
      Each source is written VARIANT=VALUE[,VARIANT=VALUE…],REPOSITORY. What all sources have stays as it is; the rest is \
      tagged with the values of its source.

      EXAMPLE:
        pkgwright merge --to /srv/pkg --source arch=i386,/srv/i386 --source arch=sparc,/srv/sparc
      """)

  @Option(help: "The repository that the merged packages are published to.") var to: String
  @Option(name: .shortAndLong, help: "Variants with their values, and a repository. Repeated.") var source: [String]
  @Option(name: .shortAndLong, help: "Only this publisher. May be repeated.") var publisher: [String] = []
  @Flag(name: .shortAndLong, help: "Merges, and publishes nothing.") var dryRun = false
  @Argument(help: "FMRIs, ends of names or shell patterns; with ! in front those that are left out.")
  var patterns: [String] = []

  func run() throws {
    var words: [ByteString] = dryRun ? ["-n"] : []
    words += ["-d", ByteString(to)]
    for text in source { words += ["-s", ByteString(text)] }
    for name in publisher { words += ["-p", ByteString(name)] }
    let options: PkgmergeOptions
    do throws(PkgmergeOptions.Mistake) {
      options = try PkgmergeOptions(words + ["--"] + patterns.map { ByteString($0) })
    } catch {
      throw CommandFailure(Diagnostic(.error, error.message).description, status: 2)
    }
    let status = try PkgmergeRun(options).run()
    guard status == 0 else { throw ExitCode(status) }
  }
}
