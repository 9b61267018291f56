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

  @Option(help: "A path that is a file action when it has other names; those become hard links. May be repeated.")
  var target: [String] = []

  @Option(
    help: ArgumentHelp(
      "Files and directories whose names match keep their time, as a timestamp attribute. May be repeated.",
      valueName: "pattern"))
  var timestamps: [String] = []

  @Flag(help: "Keeps the owners of files on disk instead of root and bin.")
  var keepOwners = false

  @Option(help: "Who owns the files of a directory.")
  var owner = "root"

  @Option(help: "Which group the files of a directory belong to.")
  var group = "bin"

  @Flag(help: "Adds the attributes elfarch and elfbits to ELF files.")
  var elf = false

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
    try readSources { actions.append($0) }
    try ComparisonReport(actions, manifests: compare).print(format)
  }

  private func generate() throws {
    let sink = try OutputSink(output)
    switch format {
    case .text:
      var printer = ActionPrinter { try sink.write($0) }
      try readSources { action in
        try checkNames(action)
        try printer.print(action)
      }
      try printer.flush()
    case .json:
      var actions: [ActionDescription] = []
      try readSources { actions.append(try ActionDescription($0)) }
      try sink.write(JSONOutput.bytes(actions))
    }
    try sink.finish()
  }

  /// Line ends cannot be written in a manifest.
  private func checkNames(_ action: Action) throws {
    for entry in action.attributes.entries {
      guard let value = entry.values.first(where: { $0.contains(ASCII.newline) || $0.contains(ASCII.carriageReturn) })
      else { continue }
      throw Diagnostic(
        .error, "the \(entry.name) \"\(value)\" has a line end, which manifests cannot express", remedy: "rename it")
    }
  }

  private func readSources(_ take: (Action) throws -> Void) throws {
    var options = GenerateOptions()
    options.targets = target.map { ByteString($0) }
    options.timestampPatterns = timestamps.map { GlobPattern(ByteString($0), .python) }
    options.owner = ByteString(owner)
    options.group = ByteString(group)
    options.keepsOwners = keepOwners
    options.keepsFIFOs = true
    options.describesELF = elf
    for source in sources { try SourceReader(options).read(ByteString(source), take) }
  }
}
