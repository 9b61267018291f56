import ArgumentParser
import PackageModel
import Payload
import Staging

/// `pkgwright generate`: directories, archives and packages become a manifest.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Writes a manifest of what a tree, an archive or a package holds.",
    discussion: """
      A source is a directory, a tar archive in any compression, a .deb, or an SVR4 package as a directory or a \
      datastream. Several sources are written one after the other.

      EXAMPLES:
        pkgwright generate build/proto -o hello.p5m
        pkgwright generate --target usr/bin/vi --timestamps '*.pyc' build/proto | pkgwright fmt
        pkgwright generate build/proto --compare hello.p5m --compare hello-doc.p5m
      """)

  @Argument(help: "Directories, archives and packages.")
  var sources: [String]

  @OptionGroup var generation: GenerationOptions

  @Option(
    help: ArgumentHelp(
      """
      Writes no manifest, but what the sources and this manifest do not have in common; the status is 1 if there is \
      something. May be repeated: the manifests are taken together.
      """, valueName: "manifest"))
  var compare: [String] = []

  @Option(help: "Whom the output is for.")
  var format = OutputFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Writes to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    if compare.isEmpty { return try generate() }
    guard output == nil else {
      throw CommandFailure.usage("--compare and --output do not go together", "send the report to a file with >")
    }
    var actions: [Action] = []
    try generation.read(sources) { actions.append($0) }
    try ComparisonReport(actions, manifests: compare).print(format)
  }

  private func generate() throws {
    let sink = try OutputSink(output)
    switch format {
    case .text:
      var printer = ActionPrinter { try sink.write($0) }
      try generation.read(sources) { action in
        try GenerationOptions.checkNames(action)
        try printer.print(action)
      }
      try printer.flush()
    case .json:
      var actions: [ActionDescription] = []
      try generation.read(sources) { actions.append(try ActionDescription($0)) }
      try sink.write(JSONOutput.bytes(actions))
    }
    try sink.finish()
  }
}
