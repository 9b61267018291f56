import ArgumentParser
import Formatting
import PackageModel
import Payload

/// `pkgwright fmt`: manifests and rules in their canonical layout.
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Brings manifests and transform files into their canonical layout.",
    discussion: """
      In directories, files are found by their names: *.p5m, *.p5m.*, *.mf and *.mog. Lines that are no actions are \
      kept and reported; the status is 1 then.

      EXAMPLES:
        pkgwright generate build | pkgwright fmt - > hello.p5m
        pkgwright fmt --write packaging/
        pkgwright fmt --check packaging/ || pkgwright fmt --diff packaging/
      """)

  /// The layout to bring manifests into.
  enum Style: String, ExpressibleByArgument, CaseIterable {
    case v1
    case v2

    var format: FormatStyle { self == .v1 ? .v1 : .v2 }
  }

  /// What happens to files.
  enum Mode: String, EnumerableFlag {
    case check
    case diff
    case write

    static func help(for value: Mode) -> ArgumentHelp? {
      switch value {
      case .check: "Names the files that are not in canonical layout; the status is 1 if there are any."
      case .diff: "Shows what would change; the status is 1 if something would."
      case .write: "Rewrites the files that are not in canonical layout, and names them."
      }
    }
  }

  @Flag(exclusivity: .exclusive)
  var mode: Mode?

  @Option(help: "The layout: v1 orders actions by type, v2 by path.")
  var style = Style.v2

  @Flag(help: "Keeps each action on one line.")
  var unwrap = false

  @Flag(help: "Removes what dependency detection left behind (pkg.depend.*, pkg.debug*).")
  var strip = false

  @Argument(help: ArgumentHelp("Files and directories; - is standard input.", valueName: "path"))
  var paths: [String]

  func validate() throws {
    if mode == .write, paths.contains("-") {
      throw ValidationError("standard input cannot be rewritten; leave --write out to have it on standard output")
    }
  }

  func run() throws {
    let formatter = ManifestFormatter(FormattingOptions(style: style.format, unwraps: unwrap, strips: strip))
    let finder = ManifestFinder()
    let files = try paths.flatMap { try finder.files(at: ByteString($0)) }
    if mode == nil, files.count > 1 {
      throw CommandFailure.usage(
        "\(files.count) manifests would run into each other on standard output",
        "choose --write, --check or --diff")
    }
    let job = FormattingJob(formatter: formatter, mode: mode)
    let outcomes = ParallelMap.map(files) { job.run($0) }
    var isFine = true
    for (file, outcome) in zip(files, outcomes) {
      isFine = FormattingReport.print(outcome, of: file, mode) && isFine
    }
    if !isFine { throw ExitCode(1) }
  }
}
