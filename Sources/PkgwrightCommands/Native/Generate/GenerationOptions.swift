import ArgumentParser
import PackageModel
import Staging

/// How actions are made of trees, archives and packages, for all commands that read them.
struct GenerationOptions: ParsableArguments {
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

  /// Gives the actions of sources, one source after the other.
  func read(_ sources: [String], _ take: (Action) throws -> Void) throws {
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

  /// The actions of sources as a manifest.
  func manifest(of sources: [String]) throws -> Manifest {
    var manifest = Manifest(fileName: sources.joined(separator: " "))
    try read(sources) { action in
      try Self.checkNames(action)
      try manifest.append(action)
    }
    return manifest
  }

  /// Line ends cannot be written in a manifest.
  static func checkNames(_ action: Action) throws(Diagnostic) {
    for entry in action.attributes.entries {
      guard let value = entry.values.first(where: { $0.contains(ASCII.newline) || $0.contains(ASCII.carriageReturn) })
      else { continue }
      throw Diagnostic(
        .error, "the \(entry.name) \"\(value)\" has a line end, which manifests cannot express", remedy: "rename it")
    }
  }
}
