import ArgumentParser
import PackageModel
import Payload
import Transforms

/// `pkgwright mogrify`: rules change the actions of manifests and trees.
struct MogrifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mogrify",
    abstract: "Applies rules to the actions of manifests.",
    discussion: """
      Inputs are manifests, files of rules, or both in one; - is standard input. All rules apply to all actions, in the \
      order in which they are read. The language is that of pkgmogrify(1); docs/transforms.md explains it.

      EXAMPLES:
        pkgwright mogrify -D VERSION=1.2 meta.mog hello.p5m rules.mog -o hello.mogrified
        pkgwright mogrify --tree build/proto meta.mog rules.mog --trace
        pkgwright mogrify --check-rules rules/*.mog
      """)

  @Argument(help: "Manifests and files of rules; without any and without trees, standard input.")
  var inputs: [String] = []

  @OptionGroup var options: MogrifyOptions

  @Option(
    help: ArgumentHelp("Takes the actions of a tree, an archive or a package. May be repeated.", valueName: "source"))
  var tree: [String] = []

  @OptionGroup(title: "Actions of trees") var generation: GenerationOptions

  @Flag(name: .shortAndLong, help: "Puts include directives out instead of following them.")
  var ignoreIncludes = false

  @Flag(help: "Reads the inputs, tells all mistakes in them, and applies nothing.")
  var checkRules = false

  @Option(help: "Whom the output is for.")
  var format = OutputFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Writes to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    var reading = try options.reading()
    reading.ignoresIncludes = ignoreIncludes
    var sources = inputs.map { TransformInput.file(ByteString($0)) }
    if !tree.isEmpty { sources.insert(.manifest(try generation.manifest(of: tree)), at: 0) }
    if sources.isEmpty { sources = [.standardInput(name: "<stdin>")] }
    if checkRules { return try check(sources, reading) }
    let outcome = try options.run(sources, reading, tellsTrace: format == .text)
    let sink = try OutputSink(output)
    switch format {
    case .json: try sink.write(JSONOutput.bytes(MogrifyDescription(outcome, isTraced: options.trace)))
    case .text:
      if options.printFile == nil { try sink.write(outcome.printedText()) }
      try ManifestLines.write(outcome, to: sink)
    }
    try options.writePrinted(outcome)
    try sink.finish()
  }

  private func check(_ sources: [TransformInput], _ reading: TransformOptions) throws {
    let document: TransformDocument
    do throws(TransformFailure) {
      document = try TransformReader.read(sources, options: reading)
    } catch {
      throw Diagnostics(error.diagnostics)
    }
    for warning in document.warnings { Console.complain("\(warning)") }
    let mistakes = document.malformedActions + Transformation.checkPatterns(of: document)
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
  }
}
