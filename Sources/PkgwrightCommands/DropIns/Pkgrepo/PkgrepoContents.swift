import IPSRepository
import PackageModel

/// `pkgrepo contents`: the actions of packages.
enum PkgrepoContents {
  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("contents", words, location, short: "ms:t:", long: ["key=", "cert="])
    let origin = try options.origin()
    let types = options.values("t").flatMap { $0.split(on: ASCII.comma) }
    var patterns = try PkgrepoPatterns(options.operands) { PkgrepoEnd(PkgrepoPatterns.words($0)) }
    var manifests: [Manifest] = []
    for publisher in try origin.publishers {
      for package in patterns.packages(of: publisher, in: try origin.catalog(of: publisher)) {
        manifests.append(try origin.actions(of: package.fmri))
      }
    }
    var isEmpty = true
    for manifest in manifests {
      for action in actions(of: manifest, types) {
        isEmpty = false
        Console.output(action.line().bytes + [ASCII.newline])
      }
    }
    var status = Pkgrepo.Status.fine
    if !types.isEmpty, !manifests.isEmpty, isEmpty {
      Console.complain(
        options.operands.count == 1
          ? "pkgrepo: contents: This package contains no actions with the types specified\nusing the -t option"
          : "pkgrepo: contents: These packages contain no actions with the types specified\nusing the -t option.")
      status = Pkgrepo.Status.failed
    }
    let unmatched = patterns.unmatched
    guard !unmatched.isEmpty else { return status }
    if !manifests.isEmpty { Console.complain("") }
    Console.complain(
      "pkgrepo: contents: no packages matching the following patterns you specified\nwere found in the repository.\n")
    for pattern in unmatched { Console.complain("        \(pattern)") }
    return Pkgrepo.Status.failed
  }

  /// The actions of some kinds, in the order of the kinds; all without kinds.
  private static func actions(of manifest: Manifest, _ types: [ByteString]) -> [Action] {
    guard !types.isEmpty else { return (0..<manifest.actionCount).map { manifest.action(at: $0) } }
    return types.compactMap { ActionKind(name: $0) }.flatMap { kind in
      (0..<manifest.actionCount).filter { manifest.kind(ofAction: $0) == kind }.map { manifest.action(at: $0) }
        + (kind == .set ? ManifestSupplement.actions(of: manifest) : [])
    }
  }
}
