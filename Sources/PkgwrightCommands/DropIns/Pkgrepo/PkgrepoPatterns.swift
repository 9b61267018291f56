import IPSRepository
import PackageModel

/// Packages of several publishers that patterns name.
struct PkgrepoPatterns {
  private let patterns: [FMRIPattern]
  private(set) var matched: Set<ByteString> = []

  /// - Throws: an end of the program where a text is no pattern.
  init(_ texts: [ByteString], failure: (InvalidFMRI) -> PkgrepoEnd) throws {
    do throws(InvalidFMRI) {
      var patterns: [FMRIPattern] = []
      for text in texts { patterns.append(try FMRIPattern(text)) }
      self.patterns = patterns
    } catch {
      throw failure(error)
    }
  }

  /// The words of the reference for a text that is no pattern.
  static func words(_ error: InvalidFMRI) -> String {
    let reason = error.reason == "Missing package name" ? "Illegal FMRI '': \(error.reason)" : error.reason
    return "'\(reason)' is an illegal FMRI"
  }

  /// The packages of a catalog that are meant.
  mutating func packages(of publisher: ByteString, in catalog: Catalog) -> [ListedPackage] {
    let matches = PatternMatches(patterns, in: catalog.packages(of: publisher))
    matched.formUnion(matches.matched)
    return matches.packages
  }

  /// The patterns that meant nothing so far.
  var unmatched: [ByteString] { patterns.map(\.text).filter { !matched.contains($0) } }
}
