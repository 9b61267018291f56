import PackageModel
import Payload
import Staging

/// `pkgsend generate`: prints the actions of directories, archives and SVR4 packages.
enum PkgsendGenerate {
  static func run(_ arguments: [ByteString]) -> Int32 {
    guard !arguments.isEmpty else {
      return Pkgsend.usage("pkgsend generate: No arguments specified for subcommand.")
    }
    let scanner: OptionScanner
    do throws(OptionScanner.UsageError) {
      scanner = try OptionScanner(arguments, short: "uT:", long: ["target="])
    } catch {
      return Pkgsend.usage("pkgsend generate: \(error.message)")
    }
    var options = GenerateOptions()
    for option in scanner.options {
      switch (option.name, option.argument) {
      case ("T", let pattern?): options.timestampPatterns.append(GlobPattern(pattern, .python))
      case ("target", let path?): options.targets.append(path)
      default: options.keepsOwners = true
      }
    }
    var generation = Generation(options)
    return generation.run(scanner.operands)
  }

  /// One run over all sources.
  private struct Generation {
    private let actions: SourceActions
    private var printer = ActionPrinter { Console.output($0) }
    /// What is to be said about SVR4 packages when everything is printed.
    private var warnings: [String] = []
    private var errors: [String] = []
    private var packageCount = 0

    init(_ options: GenerateOptions) {
      actions = SourceActions(options)
    }

    mutating func run(_ sources: [ByteString]) -> Int32 {
      var status: Int32 = 0
      do {
        for source in sources { try run(source) }
      } catch {
        // What was printed before the mistake stays, as with the tool this stands in for.
        try? printer.flush()
        Console.complain("pkgsend generate: \(Self.words(for: error))")
        status = error is Damage ? Damage.status : 1
      }
      if !(warnings + errors).isEmpty { Console.print("") }
      for line in warnings + errors { Console.complain("pkgsend generate: \(line)") }
      return status == 0 && !errors.isEmpty ? 1 : status
    }

    private mutating func run(_ path: ByteString) throws {
      let report = try actions.generate(path) { try printer.print($0) }
      try printer.flush()
      for skipped in report.skipped {
        Console.complain("pkgsend generate: WARNING: \(skipped.path) is \(skipped.kind.phrase) and is left out")
      }
      note(report)
      switch report.damage {
      case .complete: break
      case .damagedHeader(let error): Console.complain("pkgsend generate: WARNING: \(error)")
      case .damagedContent(let error): throw Damage(cause: error)
      }
    }

    private mutating func note(_ report: ManifestGenerator.Report) {
      guard report.isSVR4 else { return }
      packageCount += 1
      if packageCount == 2 {
        warnings.append(
          "WARNING: several SVR4 packages were given; there may be several pkg.summary and pkg.description attributes")
      }
      for problem in report.problems {
        switch problem {
        case .classAction(let package, let path, let name):
          errors.append("ERROR: class action script used in \(package): \(path) belongs to \"\(name)\" class")
        case .script(let package, let name):
          errors.append("ERROR: script present in \(package): \(name)")
        }
      }
    }

    private static func words(for error: any Error) -> String {
      switch error {
      case StagingError.missingInput(let path): "No such file or directory: '\(path)'"
      case let damage as Damage: "\(damage.cause)"
      default: "\(error)"
      }
    }
  }

  /// An archive whose content ends too early, which the reference does not survive.
  private struct Damage: Error {
    static let status: Int32 = 99
    var cause: PayloadError
  }
}
