import ArgumentParser
import Comparison
import PackageModel
import Payload

/// `pkgwright diff`: what two manifests do not have in common.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what two manifests do not have in common.",
    discussion: """
      Actions are compared by kind, key and variant, whatever their order. The status is 0 where nothing differs, \
      1 where something does, and 2 where the manifests cannot be compared.

      EXAMPLES:
        pkgwright diff old.p5m new.p5m
        pkgwright diff --ignore hash --ignore size old.p5m new.p5m
        pkgwright generate build | pkgwright diff --types file,link --format json hello.p5m -
      """)

  @Argument(help: "The manifest to begin with; - is standard input.")
  var first: String

  @Argument(help: "The manifest to compare it with; - is standard input.")
  var second: String

  @Option(
    help: ArgumentHelp("Compares these kinds of action only, separated by commas. May be repeated.", valueName: "kinds")
  )
  var types: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Passes over an attribute; `hash` stands for all hashes, `size` for all sizes, and times are passed over, too. \
      May be repeated, or several be separated by commas.
      """, valueName: "attribute"))
  var ignore: [String] = []

  @Option(
    help: ArgumentHelp(
      "Looks at these attributes only. May be repeated, or several be separated by commas.", valueName: "attribute"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp("Compares what is installed for a value of a variant. May be repeated.", valueName: "name=value")
  )
  var variant: [String] = []

  @Option(help: "Whom the output is for.")
  var format = OutputFormat.text

  func validate() throws {
    if first == "-", second == "-" { throw ValidationError("only one manifest can be standard input") }
    if !ignore.isEmpty, !only.isEmpty { throw ValidationError("--ignore and --only exclude each other") }
  }

  func run() throws {
    do {
      let comparison = ManifestComparison(try options())
      let difference = try comparison.compare(try Self.read(first), try Self.read(second))
      switch format {
      case .text: DifferencePrinter.print(difference)
      case .json: try JSONOutput.print(DifferenceDescription(difference))
      }
      if !difference.isEmpty { throw ExitCode(1) }
    } catch let status as ExitCode {
      throw status
    } catch {
      // As with diff(1), 1 means that something differs.
      throw CommandFailure(CommandFailure(error).message, status: 2)
    }
  }

  private func options() throws -> ComparisonOptions {
    var options = ComparisonOptions()
    if !types.isEmpty { options.kinds = Set(try Self.words(types).map(Self.kind)) }
    options.attributes = only.isEmpty ? ComparisonOptions.ignoring(Self.words(ignore)) : .only(Set(Self.words(only)))
    for selection in variant {
      let parts = ByteString(selection).split(on: ASCII.equals)
      guard parts.count == 2 else {
        throw CommandFailure.usage("--variant \(selection) is not NAME=VALUE", "write it as in --variant arch=i386")
      }
      let name = parts[0].hasPrefix("variant.") ? parts[0] : "variant." + parts[0]
      if let earlier = options.variants[name], earlier != parts[1] {
        throw CommandFailure.usage("\(name) is given two values, \(earlier) and \(parts[1])", "keep one of them")
      }
      options.variants[name] = parts[1]
    }
    return options
  }

  private static func words(_ lists: [String]) -> [ByteString] {
    lists.flatMap { ByteString($0).split(on: ASCII.comma) }.filter { !$0.isEmpty }
  }

  private static func kind(_ name: ByteString) throws -> ActionKind {
    if let kind = ActionKind(name: name) { return kind }
    let known = ActionKind.allCases.map(\.name.text).sorted()
    let remedy =
      Suggestion.nearest(to: name.text, among: known).map { "did you mean \"\($0)\"?" }
      ?? "the kinds are " + known.joined(separator: ", ")
    throw CommandFailure.usage("unknown kind of action: \(name)", remedy)
  }

  private static func read(_ name: String) throws -> Manifest {
    try name == "-"
      ? Manifest(reading: FileBytes.readStandardInput(), fileName: "<stdin>")
      : Manifest(reading: FileBytes.read(ByteString(name)), fileName: name)
  }
}
