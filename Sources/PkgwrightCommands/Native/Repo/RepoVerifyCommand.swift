import ArgumentParser
import IPSRepository
import PackageModel

/// `pkgwright repo verify`
struct RepoVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks that manifests, payload, catalogs and signatures are whole.",
    discussion: "The status is 1 where something is damaged; pkgwright repo fix repairs what can be repaired.")

  @OptionGroup var argument: RepositoryArgument
  @OptionGroup var publishers: PublisherOptions
  @Flag(help: "Does not look for packages that others depend on.") var ignoreDependencies = false
  @Flag(help: "Does not look at signatures.") var ignoreSignatures = false
  @OptionGroup var signatures: SignatureOptions
  @Option(help: "text or json.") var format: OutputFormat = .text

  func run() throws {
    let access = ignoreSignatures ? nil : try Signatures.access()
    let repository = try argument.writable()
    var options = Verification.Options()
    options.checksDependencies = !ignoreDependencies
    var rows: [FindingDescription] = []
    var isDamaged = false
    let checker = try access?.checker(try signatures.policy(repository.configuration))
    try Verification(repository, options, signatures: checker).run(try publishers.choose(repository.publishers)) {
      finding in
      isDamaged = isDamaged || !finding.isWarning
      let row = FindingDescription(finding)
      if format == .text { Console.print(row.text) } else { rows.append(row) }
    }
    if format == .json { try JSONOutput.print(rows) }
    if isDamaged { throw ExitCode(1) }
  }
}

/// `pkgwright repo fix`
struct RepoFixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Moves damaged files out of the way, with the packages that need them, and makes the catalog anew.")

  @OptionGroup var argument: RepositoryArgument
  @OptionGroup var publishers: PublisherOptions
  @Flag(help: "Does not look at signatures.") var ignoreSignatures = false
  @OptionGroup var signatures: SignatureOptions

  func run() throws {
    let access = ignoreSignatures ? nil : try Signatures.access()
    let repository = try argument.writable()
    let chosen = try publishers.choose(repository.publishers)
    var findings: [Finding] = []
    let checker = try access?.checker(try signatures.policy(repository.configuration))
    try Verification(repository, signatures: checker).run(chosen) { findings.append($0) }
    var isFailed = false
    for finding in findings where !finding.isRepairable && !finding.isWarning {
      Console.complain("cannot repair: " + FindingDescription(finding).text)
      isFailed = true
    }
    for publisher in chosen {
      let store = repository.store(of: publisher)
      let needsRebuild = try Repair(store).run(findings.filter { $0.publisher == publisher }) { outcome, package in
        let name = package.map { " (\($0))" } ?? ""
        switch outcome {
        case .moved(let from, let to): Console.print("moved \(from) to \(to)\(name)")
        case .missing(let path): Console.print("\(path) is missing: publish the package again\(name)")
        case .failed(let path, let reason):
          Console.complain("cannot move \(path): \(reason)")
          isFailed = true
        }
      }
      guard needsRebuild else { continue }
      try CatalogMaintenance(store).rebuild()
      SearchIndex(store).remove()
    }
    if isFailed { throw ExitCode(1) }
  }
}

/// A finding in words.
struct FindingDescription: Encodable {
  var severity: String
  var problem: String
  var publisher: String
  var package: String?
  var file: String?
  var path: String?

  init(_ finding: Finding) {
    severity = finding.isWarning ? "warning" : "error"
    publisher = finding.publisher.text
    package = finding.package?.description
    file = finding.path?.text
    path = finding.deliveredPath?.text
    switch finding.kind {
    case .wrongContent(let expected, let found):
      problem = "the payload has the digest \(found), and the manifest says \(expected)"
    case .damagedStream: problem = "the payload cannot be decompressed"
    case .missingPayload(let name): problem = "the payload \(name) is missing"
    case .wrongAttribute(let name, let expected, let found):
      problem = "the manifest says \(name)=\(expected), and the payload has \(found)"
    case .signature(let problem): self.problem = "the signature: \(problem.reason)"
    case .damagedInfo(let reason): problem = reason
    case .damagedManifest: problem = "the manifest cannot be read"
    case .stranger(let reason): problem = "a file lies among the manifests: \(reason)"
    case .unreadable(let reason): problem = reason
    case .missingDependency(let fmri, let type): problem = "nothing satisfies the \(type) dependency on \(fmri)"
    case .restrictivePermissions(let path): problem = "others than the owner cannot read \(path)"
    case .damagedCatalog(let reason): problem = "the catalog is damaged: \(reason)"
    case .staleCatalog: problem = "the catalog lists a manifest that is missing or another one"
    case .unlisted: problem = "the catalog does not list the package"
    }
  }

  /// A line, or several.
  var text: String {
    let place = [package, file].compactMap { $0 }.joined(separator: "\n    ")
    return "\(severity): \(problem)" + (place.isEmpty ? "" : "\n    \(place)")
  }
}
