import IPSRepository
package import PackageModel
import PackageSigning
import PkgwrightCommands

/// Stands in for pkgsign(1).
package enum Pkgsign: DropIn {
  package static let name = "pkgsign"

  /// How the program ends.
  private enum Status {
    static let fine: Int32 = 0
    static let failed: Int32 = 1
    static let partial: Int32 = 3
  }

  private static let usageText = """
    Usage:
            pkgsign -s path_or_uri [-acikn] [--no-index] [--no-catalog]
                [--dkey dest_key --dcert dest_cert]
                (fmri|pattern) ...
    """

  package static func run(_ arguments: [ByteString]) -> Int32 {
    do {
      let options = try PkgsignOptions(arguments)
      guard !options.wantsHelp else {
        Console.complain(usageText)
        return Status.fine
      }
      return try sign(options)
    } catch let end as PkgsignEnd {
      Console.complain("pkgsign: \(end.message)")
      if end.status == PkgsignEnd.wrongUsage { Console.complain(usageText) }
      return end.status
    } catch {
      Console.complain("pkgsign: \(error)")
      return Status.failed
    }
  }

  private static func sign(_ options: PkgsignOptions) throws -> Int32 {
    let signer = try options.signer()
    let target = try RepositoryAccess.target(
      try RepositoryAccess.locate(options.repository),
      NetworkOptions(key: options.clientKey, certificate: options.clientCertificate))
    let signing = TargetSigning(target, signer)
    let packages = try find(options.patterns, in: target)
    var failures: [String] = []
    var hasSigned = false
    for fmri in packages {
      do throws(SigningError) {
        let isNew = try signing.sign(fmri, isTrial: options.isTrial, listing: options.listing)
        guard isNew else { continue }
        Console.print("Signed \(fmri.text(includingBuild: false))")
        hasSigned = true
      } catch {
        failures.append(error.description)
      }
    }
    guard failures.isEmpty else {
      Console.complain("pkgsign: " + failures.joined(separator: "\n"))
      return hasSigned ? Status.partial : Status.failed
    }
    return Status.fine
  }

  /// The packages that are meant, in order. Every pattern must mean something before anything is signed.
  private static func find(_ texts: [ByteString], in origin: any PackageOrigin) throws -> [FMRI] {
    var patterns: [FMRIPattern] = []
    do throws(InvalidFMRI) {
      for text in texts { patterns.append(try FMRIPattern(text)) }
    } catch {
      throw PkgsignEnd("'\(error.reason)' is an illegal FMRI")
    }
    var found: Set<FMRI> = []
    var matched: Set<ByteString> = []
    for publisher in try origin.publishers {
      let matches = PatternMatches(patterns, in: try origin.catalog(of: publisher).packages(of: publisher))
      found.formUnion(matches.packages.map(\.fmri))
      matched.formUnion(matches.matched)
    }
    let unmatched = texts.filter { !matched.contains($0) }
    guard unmatched.isEmpty else {
      throw PkgsignEnd(
        "The following pattern(s) did not match any packages:\n"
          + unmatched.map { "\t\($0)" }.joined(separator: "\n"))
    }
    return found.sorted()
  }
}

/// Ends a run of pkgsign with a complaint.
struct PkgsignEnd: Error {
  static let wrongUsage: Int32 = 2

  var message: String
  var status: Int32 = 1

  init(_ message: String) { self.message = message }

  /// A command line that makes no sense.
  static func usage(_ message: String) -> PkgsignEnd {
    var end = PkgsignEnd(message)
    end.status = wrongUsage
    return end
  }
}
