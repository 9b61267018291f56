import Comparison
import Formatting
import Glibc
package import PackageModel
import Payload

/// Stands in for pkgfmt(1).
package enum Pkgfmt: DropIn {
  package static let name = "pkgfmt"

  private static let standardInput = "<stdin>"
  private static let usage = """
    Usage:
            pkgfmt [-cdsu] [-f v1|v2] [file]...
    """

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do throws(PkgfmtOptions.Mistake) {
      let options = try PkgfmtOptions(arguments, environment: environment("PKGFMT_OUTPUT"))
      if options.wantsHelp {
        Console.complain(usage)
        return 0
      }
      return options.files.isEmpty ? filter(options) : format(options)
    } catch {
      Console.complain("pkgfmt: error: \(error.message)")
      // The tool this stands in for says 1 here although its manual says 2; scripts have seen 1.
      guard error.lacksArgument else { return 1 }
      Console.complain(usage)
      return 2
    }
  }

  /// Formats standard input.
  private static func filter(_ options: PkgfmtOptions) -> Int32 {
    do {
      let text = try FileBytes.readStandardInput()
      switch options.mode {
      case .format:
        let formatter = ManifestFormatter(options.formatting)
        report(try formatter.format(text, fileName: standardInput, to: Console.output))
        return 0
      case .diff:
        // From the canonical text to the original one, as the tool this stands in for does it.
        let diff = UnifiedDiff(try layOut(text, fileName: standardInput, options), LineEnds.normalised(text))
        Console.output(diff.text())
        return diff.isEmpty ? 0 : 1
      case .check:
        return try check(text, options)
      }
    } catch {
      return failure(error)
    }
  }

  /// Checks standard input, which is passed on if it is in canonical form.
  private static func check(_ text: [UInt8], _ options: PkgfmtOptions) throws(Diagnostic) -> Int32 {
    let formatted = try layOut(text, fileName: standardInput, options)
    let original = LineEnds.normalised(text)
    if formatted == original {
      Console.output(formatted)
      return 0
    }
    if try isInFirstStyle(text, original, fileName: standardInput, options) { return 0 }
    Console.complain("pkgfmt: error: standard input is not in canonical form")
    return 1
  }

  /// Formats files where they are.
  private static func format(_ options: PkgfmtOptions) -> Int32 {
    var status: Int32 = 0
    for file in options.files {
      do {
        let text = try FileBytes.read(file)
        let formatted = try layOut(text, fileName: file.text, options)
        let original = LineEnds.normalised(text)
        if formatted == original { continue }
        switch options.mode {
        case .format:
          try FileRewriting.replace(file, with: formatted)
        case .diff:
          Console.output(UnifiedDiff(formatted, original).text() + [ASCII.space])
          status = 1
        case .check:
          if try isInFirstStyle(text, original, fileName: file.text, options) { continue }
          Console.complain("pkgfmt: error: \(file) is not in canonical form; run pkgfmt \(options.remedy)\(file)")
          status = 1
        }
      } catch {
        return failure(error)
      }
    }
    return status
  }

  private static func layOut(
    _ text: [UInt8], fileName: String, _ options: PkgfmtOptions
  ) throws(Diagnostic) -> [UInt8] {
    let result = try ManifestFormatter(options.formatting).format(text, fileName: fileName)
    report(result.diagnostics)
    return result.text
  }

  private static func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { Console.complain("pkgfmt: \(diagnostic)") }
  }

  /// A manifest in the first style passes the check where no style was asked for.
  private static func isInFirstStyle(
    _ text: [UInt8], _ original: [UInt8], fileName: String, _ options: PkgfmtOptions
  ) throws(Diagnostic) -> Bool {
    guard !options.choseStyle else { return false }
    var formatting = options.formatting
    formatting.style = .v1
    return try ManifestFormatter(formatting).format(text, fileName: fileName).text == original
  }

  private static func failure(_ error: any Error) -> Int32 {
    Console.complain("pkgfmt: error: \(error)")
    return 1
  }

  private static func environment(_ name: String) -> ByteString? {
    getenv(name).map { ByteString(cString: $0) }
  }
}
