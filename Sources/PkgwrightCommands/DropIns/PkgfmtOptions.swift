import Formatting
import PackageModel

/// The command line of pkgfmt(1).
struct PkgfmtOptions {
  /// What is done with a manifest.
  enum Mode {
    case format
    case check
    case diff
  }

  /// A command line that cannot be followed.
  struct Mistake: Error {
    var message: String
    /// Whether an option lacks its argument, which has an exit status of its own.
    var lacksArgument = false
  }

  private(set) var formatting = FormattingOptions()
  private(set) var mode = Mode.format
  /// Whether the style was asked for by option or environment.
  private(set) var choseStyle = false
  private(set) var wantsHelp = false
  private(set) var files: [ByteString]

  /// - Parameter environment: the value of `PKGFMT_OUTPUT`.
  init(_ arguments: [ByteString], environment: ByteString?) throws(Mistake) {
    let scanned: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanned = try OptionScanner(arguments, short: "cdf:hsu?", long: ["help"])
    } catch {
      throw Mistake(message: error.message, lacksArgument: error.lacksArgument)
    }
    files = scanned.operands
    var style = environment.flatMap { $0.isEmpty ? nil : $0 }
    var modes: Set<String> = []
    for option in scanned.options {
      switch option.name {
      case "h", "?", "help":
        wantsHelp = true
        return
      case "f": style = option.argument
      default: modes.insert(option.name)
      }
    }
    guard modes.count < 2 else { throw Mistake(message: "only one of -c, -d, -s and -u may be given") }
    if let style {
      guard let known = FormatStyle(rawValue: style.text) else {
        throw Mistake(message: "unknown format '\(style)'; the formats are v1 and v2")
      }
      formatting.style = known
      choseStyle = true
    }
    formatting.strips = modes.contains("s")
    formatting.unwraps = modes.contains("u")
    if modes.contains("c") { mode = .check }
    if modes.contains("d") { mode = .diff }
  }

  /// The options to give to pkgfmt so that a file passes the check.
  var remedy: String { choseStyle ? "-f \(formatting.style.rawValue) " : "" }
}
