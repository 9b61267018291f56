import Comparison
import PackageModel

/// The command line of pkgdiff(1). The complaints are worded as scripts know them.
struct PkgdiffOptions {
  /// A command line that cannot be followed.
  struct Mistake: Error {
    var message: String
  }

  private(set) var comparison = ComparisonOptions()
  private(set) var wantsHelp = false
  /// The two manifests.
  private(set) var files: [ByteString]

  init(_ arguments: [ByteString]) throws(Mistake) {
    let scanned: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanned = try OptionScanner(arguments, short: "i:o:t:uv:?", long: ["help"])
    } catch {
      throw Mistake(message: "illegal global option -- \(error.option)")
    }
    files = scanned.operands
    var ignored: [ByteString] = []
    var only: Set<ByteString> = []
    var types: [ByteString] = []
    for option in scanned.options {
      switch (option.name, option.argument) {
      case ("i", let name?): ignored.append(name)
      case ("o", let name?): only.insert(name)
      case ("t", let names?): types += names.split(on: ASCII.comma)
      case ("v", let selection?): try selectVariant(selection)
      case ("u", _): comparison.ignoresSignatures = true
      default:
        wantsHelp = true
        return
      }
    }
    guard files.count == 2 else { throw Mistake(message: "two manifest arguments are required") }
    guard files != ["-", "-"] else { throw Mistake(message: "only one manifest argument can be stdin") }
    guard ignored.isEmpty || only.isEmpty else {
      throw Mistake(message: "-i and -o options may not be used at the same time.")
    }
    comparison.attributes = only.isEmpty ? ComparisonOptions.ignoring(ignored) : .only(only)
    if !types.isEmpty { comparison.kinds = try Self.kinds(types) }
  }

  private mutating func selectVariant(_ selection: ByteString) throws(Mistake) {
    let parts = selection.split(on: ASCII.equals)
    guard parts.count == 2 else { throw Mistake(message: "variant option incorrect \(selection)") }
    let name = parts[0].hasPrefix("variant.") ? parts[0] : "variant." + parts[0]
    if let earlier = comparison.variants[name], earlier != parts[1] {
      throw Mistake(message: "For any variant, only one value may be specified.")
    }
    comparison.variants[name] = parts[1]
  }

  private static func kinds(_ names: [ByteString]) throws(Mistake) -> Set<ActionKind> {
    let unknown = names.filter { ActionKind(name: $0) == nil }
    guard unknown.isEmpty else {
      throw Mistake(message: "unknown action types: \(unknown.map(\.text).joined(separator: ", "))")
    }
    return Set(names.compactMap { ActionKind(name: $0) })
  }
}
