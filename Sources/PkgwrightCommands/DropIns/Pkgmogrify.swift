package import PackageModel
import Payload
import Transforms

/// Stands in for pkgmogrify(1).
package enum Pkgmogrify: DropIn {
  package static let name = "pkgmogrify"

  private static let usage = """
    Usage:
            pkgmogrify [-vi] [-I includedir ...] [-D macro=value ...]
                [-O outputfile] [-P printfile] [inputfile ...]
    """

  package static func run(_ arguments: [ByteString]) -> Int32 {
    let options: PkgmogrifyOptions
    do throws(PkgmogrifyOptions.Mistake) {
      options = try PkgmogrifyOptions(arguments)
    } catch {
      Console.complain("pkgmogrify: \(error.message)")
      guard error.wantsUsage else { return 1 }
      Console.print(usage)
      return 2
    }
    if options.wantsHelp {
      Console.print(usage)
      return 0
    }
    do throws(TransformFailure) {
      let document = try TransformReader.read(options.inputs, options: options.reading)
      report(document.warnings)
      switch try Transformation.run(document, options: options.running) {
      case .finished(let outcome): return write(outcome, options)
      case .exited(let status, let message):
        if let message { Console.complain(message) }
        return status
      }
    } catch {
      report(error.diagnostics)
      // The tool this stands in for ends with a traceback and this status where its author did not foresee a mistake.
      return error.crashesReference ? 99 : 1
    }
  }

  private static func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { Console.complain("pkgmogrify: \(diagnostic)") }
  }

  /// Writes what rules printed, then the manifest.
  private static func write(_ outcome: TransformOutcome, _ options: PkgmogrifyOptions) -> Int32 {
    do throws(PayloadError) {
      let printed = outcome.printedText()
      try write(to: options.printFile) { receive throws(PayloadError) in try receive(printed) }
      try write(to: options.outputFile) { receive throws(PayloadError) in try outcome.write(receive) }
      return 0
    } catch {
      Console.complain("pkgmogrify: \(error)")
      return 1
    }
  }

  private static func write(
    to path: ByteString?, _ body: (([UInt8]) throws(PayloadError) -> Void) throws(PayloadError) -> Void
  ) throws(PayloadError) {
    guard let path else { return try body { bytes throws(PayloadError) in Console.output(bytes) } }
    try OutputFile.write(to: path) { file throws(PayloadError) in
      try body { bytes throws(PayloadError) in try file.write(bytes) }
    }
  }
}
