import Comparison
package import PackageModel
import Payload

/// Stands in for pkgdiff(1).
package enum Pkgdiff: DropIn {
  package static let name = "pkgdiff"

  private static let usage = """
    Usage:
            pkgdiff [-i attribute]... [-o attribute]
                [-t action_name[,action_name]...]...
                [-v name=value]... (file1 | -) (file2 | -)
    """

  /// The statuses of pkgdiff(1): the same, different, wrong usage, a manifest that cannot be read.
  private enum Status {
    static let same: Int32 = 0
    static let different: Int32 = 1
    static let usage: Int32 = 2
    static let unreadable: Int32 = 3
  }

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do throws(PkgdiffOptions.Mistake) {
      let options = try PkgdiffOptions(arguments)
      if options.wantsHelp {
        Console.print(usage)
        return Status.same
      }
      return compare(options)
    } catch {
      return wrongUsage(error.message)
    }
  }

  private static func compare(_ options: PkgdiffOptions) -> Int32 {
    do {
      let manifests = try options.files.map(read)
      let difference = try ManifestComparison(options.comparison).compare(manifests[0], manifests[1])
      Console.output(DifferenceText.text(of: difference))
      return difference.isEmpty ? Status.same : Status.different
    } catch let error as ComparisonError {
      switch error {
      case .unknownVariantValue: return wrongUsage("\(error)")
      case .differentVariants(let name, let first, let second):
        return unreadable(PkgdiffMessages.differentVariants(name, first, second))
      case .unreadable: return unreadable("\(error)")
      }
    } catch let error as FileError {
      return unreadable("[Errno \(error.code)] \(error.reason): '\(error.path)'")
    } catch let failure as CommandFailure {
      return unreadable(failure.message)
    } catch {
      return unreadable("\(error)")
    }
  }

  private static func read(_ file: ByteString) throws -> Manifest {
    let bytes = try file == "-" ? FileBytes.readStandardInput() : FileBytes.read(file)
    var diagnostics: [Diagnostic] = []
    let manifest = Manifest(reading: bytes, fileName: file.text, diagnostics: &diagnostics)
    let invalid = PkgdiffMessages.invalidLines(of: manifest)
    if !invalid.isEmpty { throw CommandFailure(PkgdiffMessages.invalidManifest(file, invalid)) }
    // What is left is said about the whole file.
    if let diagnostic = diagnostics.first { throw diagnostic }
    return manifest
  }

  private static func unreadable(_ message: String) -> Int32 {
    Console.complain("pkgdiff: \(message)")
    return Status.unreadable
  }

  private static func wrongUsage(_ message: String) -> Int32 {
    Console.complain("pkgdiff: \(message)")
    Console.print(usage)
    return Status.usage
  }
}
