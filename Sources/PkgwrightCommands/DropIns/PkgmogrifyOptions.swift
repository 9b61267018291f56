import PackageModel
import Transforms

/// The command line of pkgmogrify(1).
struct PkgmogrifyOptions {
  /// A command line that cannot be followed.
  struct Mistake: Error {
    var message: String
    /// Whether usage is shown and the status is 2.
    var wantsUsage: Bool
  }

  private(set) var reading = TransformOptions()
  private(set) var running = Transformation.Options()
  private(set) var outputFile: ByteString?
  private(set) var printFile: ByteString?
  private(set) var wantsHelp = false
  private(set) var inputs: [TransformInput]

  init(_ arguments: [ByteString]) throws(Mistake) {
    let scanned: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanned = try OptionScanner(arguments, short: "ivD:I:O:P:?", long: ["help"])
    } catch {
      throw Mistake(message: error.message, wantsUsage: true)
    }
    inputs =
      scanned.operands.isEmpty
      ? [.standardInput(name: "<stdin>")] : scanned.operands.map { TransformInput.file($0) }
    for option in scanned.options {
      switch (option.name, option.argument) {
      case ("i", _): reading.ignoresIncludes = true
      case ("v", _): running.isVerbose = true
      case ("D", let definition?): try define(definition)
      case ("I", let directory?): reading.includeDirectories.append(directory)
      case ("O", let file): outputFile = file
      case ("P", let file): printFile = file
      default:
        wantsHelp = true
        return
      }
    }
  }

  private mutating func define(_ definition: ByteString) throws(Mistake) {
    guard let sign = definition.bytes.firstIndex(of: ASCII.equals), sign > 0 else {
      throw Mistake(
        message: Diagnostic(
          .error, "\"-D \(definition)\" defines no macro", remedy: "write -D NAME=VALUE"
        ).description,
        wantsUsage: false)
    }
    reading.macros.define(ByteString(definition.bytes[..<sign]), ByteString(definition.bytes[(sign + 1)...]))
  }
}
