import IPSRepository
import PackageModel

/// `pkgrepo verify` and `pkgrepo fix`
enum PkgrepoVerify {
  static func verify(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("verify", words, location, short: "dp:s:i:", long: ["disable="])
    options.complainAboutNames()
    var checks = Verification.Options()
    for name in options.values("disable") {
      guard name.text.lowercased() == "dependency" else {
        throw PkgrepoEnd.usage(
          "Invalid verification to be disabled, please consider: dependency", command: options.command)
      }
      checks.checksDependencies = false
    }
    try options.requireNoOperands()
    let path = try options.path()
    guard checks.checksDependencies || !options.has("d") && !options.has("i") else {
      throw PkgrepoEnd.usage(
        "-d or -i option cannot be used when dependency verification is disabled.", command: options.command)
    }
    let access = try Signatures.access()
    let (repository, publishers) = try open(path, options)
    Console.print("Initiating repository verification.")
    let verification = try Verification(
      repository, checks, signatures: try access.checker(SignaturePolicy(repository.configuration)))
    var isDamaged = false
    try verification.run(publishers) { finding in
      guard let report = VerificationReport(finding) else { return complain(finding) }
      Console.output(Array(report.text.utf8) + [ASCII.newline])
      if !finding.isWarning { isDamaged = true }
    }
    return isDamaged ? Pkgrepo.Status.failed : Pkgrepo.Status.fine
  }

  /// Tells what the reference keeps silent about, where its output is not in the way.
  private static func complain(_ finding: Finding) {
    let state = finding.kind == .unlisted ? "does not list" : "is wrong about"
    Console.complain(
      "pkgrepo verify: the catalog of publisher '\(finding.publisher)' \(state) "
        + "\(finding.package?.description ?? "a package"); 'pkgrepo rebuild' makes it anew")
  }

  private static func open(_ path: ByteString, _ options: PkgrepoOptions) throws -> (Repository, [ByteString]) {
    guard let repository = try RepositoryAccess.open(.path(path)) as? Repository else {
      throw RepositoryError.notARepository(path)
    }
    let (publishers, _) = try options.matching(repository.publishers, isQuiet: false)
    guard repository.version == 4 else {
      throw PkgrepoEnd("only version 4 repositories are supported", command: options.command)
    }
    return (repository, publishers)
  }

  static func fix(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("fix", words, location, short: "vp:s:")
    options.complainAboutNames()
    try options.requireNoOperands()
    let access = try Signatures.access()
    let (repository, publishers) = try open(try options.path(), options)
    Console.print("Initiating repository fix.")
    let verification = try Verification(
      repository, signatures: try access.checker(SignaturePolicy(repository.configuration)))
    let isVerbose = options.has("v")
    var findings: [Finding] = []
    try verification.run(publishers) { finding in
      findings.append(finding)
      if isVerbose, let report = VerificationReport(finding) {
        Console.output(Array(report.text.utf8) + [ASCII.newline])
      }
    }
    var quarantined: [String] = []
    var failed: [String] = []
    for publisher in publishers {
      let store = repository.store(of: publisher)
      let needsRebuild = try Repair(store).run(findings.filter { $0.publisher == publisher }) { outcome, package in
        switch outcome {
        case .moved(let from, let to):
          note(package.map(\.description) ?? from.text, in: &quarantined)
          if isVerbose { Console.print("Moving \(from) to \(to)") }
        case .missing(let path):
          note(package.map(\.description) ?? path.text, in: &quarantined)
          if isVerbose { Console.print("Missing file \(path) must be fixed by republishing the package.") }
        case .failed(let path, let reason):
          note(path.text, in: &failed)
          if isVerbose { Console.print("Unable to quarantine \(path): \(reason)") }
        }
      }
      if needsRebuild {
        try CatalogMaintenance(store).rebuild()
        SearchIndex(store).remove()
      }
    }
    return summary(quarantined, failed, findings)
  }

  private static func note(_ text: String, in list: inout [String]) {
    if !list.contains(text) { list.append(text) }
  }

  private static func summary(_ quarantined: [String], _ failed: [String], _ findings: [Finding]) -> Int32 {
    var dependencies: [String] = []
    var signatures: [String] = []
    for finding in findings where !finding.isWarning && !finding.isRepairable {
      if case .missingDependency(let text, _) = finding.kind { note(text.text, in: &dependencies) }
      if case .signature(let problem) = finding.kind {
        note("\(finding.package?.description ?? ""): \(problem.reason)", in: &signatures)
      }
    }
    Console.print("")
    if !quarantined.isEmpty {
      Console.print(
        "Use pkgsend(1) or pkgrecv(1) to republish the\nfollowing packages or paths which were quarantined:\n\n\t"
          + quarantined.joined(separator: "\n\t"))
    }
    if !failed.isEmpty {
      Console.print(
        "\npkgrepo could not repair the following paths in the repository:\n\n\t" + failed.joined(separator: "\n\t"))
    }
    if !dependencies.isEmpty {
      Console.print(
        "\npkgrepo could not repair the following dependency issues in the repository:\n\n\t"
          + dependencies.joined(separator: "\n\t"))
    }
    if !signatures.isEmpty {
      Console.print(
        "\nThe following packages are whole, but nobody who is trusted vouches for them:\n\n\t"
          + signatures.joined(separator: "\n\t"))
    }
    let left = failed + dependencies + signatures
    let isClean = quarantined.isEmpty && left.isEmpty
    Console.print(isClean ? "No repository fixes required." : "Repository repairs completed.")
    return left.isEmpty ? Pkgrepo.Status.fine : Pkgrepo.Status.failed
  }
}

/// A finding as pkgrepo prints it: labels aligned to the right, and a blank line behind.
struct VerificationReport {
  let text: String

  /// `nil` for what the reference does not look for and can do without.
  init?(_ finding: Finding) {
    let package = finding.package.map { ("Package", $0.description) }
    let path = finding.path.map { ("Repository path", $0.text) }
    let delivered = finding.deliveredPath.map { ("Path", $0.text) }
    var details: [(String, String)?] = [package, path, delivered]
    let message: String
    switch finding.kind {
    case .wrongContent(let expected, let found):
      message = "Invalid file hash: \(expected)"
      details = [package, path, ("Computed hash", found.text), delivered]
    case .damagedStream: message = "Corrupted gzip file."
    case .missingPayload(let name): message = "Missing file: \(name)"
    case .wrongAttribute(let name, let expected, let found):
      message = "Invalid \(name): \(expected)"
      details = [package, path, ("Computed value", found.text), delivered]
    case .signature(let problem):
      message = finding.isWarning ? "Doubtful signature." : "Bad signature."
      details = [package, path, ("Detail", Self.wrapped(problem.reason))]
    case .damagedInfo(let reason):
      message = "Damaged publisher information."
      details = [path, ("Detail", Self.wrapped(reason))]
    case .damagedManifest:
      message = "Corrupt manifest."
      details = [path, ("Detail", "Use pkglint(1) for more details.")]
    case .stranger(let reason):
      message = "Bad manifest."
      details = [path, ("Detail", Self.wrapped(reason))]
    case .unreadable(let reason):
      message = "Verification failure: \(reason)"
      details = [package, path]
    case .missingDependency(let fmri, let type):
      message = "Missing dependency."
      details = [package, ("Dependency", fmri.text), ("Dependency type", type.text)]
    case .restrictivePermissions(let path):
      message = "Restrictive permissions."
      details = [
        ("Path", path.text),
        (
          "Detail",
          Self.wrapped(
            "Some repository content for publisher '\(finding.publisher)' or paths leading to the repository were not "
              + "world-readable, which can cause access errors if the repository is served by a depot that runs as "
              + "another user. Only the first path found with restrictive permissions is shown.")
        ),
      ]
    case .damagedCatalog(let reason):
      message = "Damaged catalog."
      details = [path, ("Detail", Self.wrapped(reason))]
    case .staleCatalog, .unlisted: return nil
    }
    text =
      Self.line(finding.isWarning ? "WARNING" : "ERROR", message)
      + details.compactMap { $0 }.map { Self.line($0.0, $0.1) }.joined() + "\n"
  }

  private static func line(_ label: String, _ text: String) -> String {
    String(repeating: " ", count: max(0, 16 - label.utf8.count)) + "\(label): \(text)\n"
  }

  /// Text that does not fit a line begins on the next one.
  private static func wrapped(_ text: String) -> String {
    let width = 70
    var lines: [String] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if let last = lines.last, last.utf8.count + 1 + word.utf8.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    guard lines.count > 1 else { return lines.first ?? "" }
    return "\n"
      + lines.map { String(repeating: " ", count: max(0, 18 - $0.utf8.count)) + $0 }.joined(separator: "\n")
  }
}
