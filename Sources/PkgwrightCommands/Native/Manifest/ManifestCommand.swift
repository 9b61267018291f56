import ArgumentParser
import Formatting
import PackageModel
import Payload
import Transforms

/// `pkgwright manifest`: from a tree to a finished manifest in one step.
struct ManifestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "Makes a finished manifest of a tree: generates actions, applies rules, lays the result out.",
    discussion: """
      This is generate, mogrify and fmt in one process. The metadata is read first, then the actions of the trees, then \
      the rules. What print rules say goes to standard error, unless --print-file names a file for it.

      EXAMPLES:
        pkgwright manifest --tree build/proto --rules rules.mog --metadata meta.mog -D VERSION=1.2 -o hello.p5m
        pkgwright manifest --tree build/proto --style v1 --strict --rules rules.mog
      """)

  @Option(help: ArgumentHelp("A directory, an archive or a package. May be repeated.", valueName: "source"))
  var tree: [String]

  @Option(help: ArgumentHelp("A file of rules. May be repeated.", valueName: "file"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("A manifest to begin with: name, summary, licence. May be repeated.", valueName: "file"))
  var metadata: [String] = []

  @OptionGroup var options: MogrifyOptions

  @OptionGroup(title: "Actions of trees") var generation: GenerationOptions

  @Option(help: "The layout: v1 orders actions by type, v2 by path.")
  var style = FmtCommand.Style.v2

  @Flag(help: "Keeps each action on one line.")
  var unwrap = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Writes to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    let reading = try options.reading()
    var inputs = metadata.map { TransformInput.file(ByteString($0)) }
    inputs.append(.manifest(try generation.manifest(of: tree)))
    inputs += rules.map { TransformInput.file(ByteString($0)) }
    let outcome = try options.run(inputs, reading, tellsTrace: true)
    let text = outcome.text()
    try ManifestLines.check(text)
    let formatter = ManifestFormatter(FormattingOptions(style: style.format, unwraps: unwrap))
    let sink = try OutputSink(output)
    let result = try formatter.format(text, fileName: "the manifest")
    let diagnostics = Diagnostics(result.diagnostics)
    if diagnostics.hasErrors { throw diagnostics }
    for diagnostic in result.diagnostics { Console.complain("\(diagnostic)") }
    try sink.write(result.text)
    if options.printFile == nil {
      // The manifest must stay one, so what rules say goes where messages go.
      for line in outcome.printed { Console.complain(line) }
    }
    try options.writePrinted(outcome)
    try sink.finish()
  }
}
