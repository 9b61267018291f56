import IPSRepository
import Linting
import PackageModel
import Payload
import Staging

/// Finds out what the arguments of `pkgwright lint` are, reads it and runs the checks.
struct LintInput {
  let plan: LintPlan

  /// What was found and in what.
  struct Result {
    var findings: [LintFinding] = []
    /// The files, and the packages of repositories.
    var subjects: [String] = []
    /// The files that could not be read.
    var unreadable: [FileError] = []
    /// The text of each manifest that came from a file.
    var texts: [String: [UInt8]] = [:]

    mutating func add(_ other: Result) {
      findings += other.findings
      subjects += other.subjects
      unreadable += other.unreadable
      texts.merge(other.texts) { $1 }
    }
  }

  private let settings: LintSettings
  private var manifests: [ByteString] = []
  /// The text of standard input, by the name it has in messages.
  private var input: [String: [UInt8]] = [:]
  private var published: [LintPackage] = []
  private var debianPackages: [ByteString] = []
  private var references: [LintPackage] = []
  private var previous: [LintPackage] = []

  /// Reads everything but the manifests to check.
  init(_ plan: LintPlan) throws {
    self.plan = plan
    settings = try Self.settings(plan)
    if plan.files.contains("-") {
      input[plan.inputName] = try FileBytes.readStandardInput()
      manifests.append(ByteString(plan.inputName))
    }
    for subject in try plan.files.filter({ $0 != "-" }).flatMap(LintSubject.find) {
      switch subject {
      case .manifest(let path): manifests.append(path)
      case .packages(let origin): published += try Self.packages(of: origin, as: .lintRepository)
      case .debianPackage(let path): debianPackages.append(path)
      }
    }
    references = try plan.references.flatMap { word in
      try Self.packages(of: RepositoryAccess.open(RepositoryAccess.locate(word)), as: .referenceRepository)
    }
    previous = try plan.previous.flatMap(LintSubject.find).flatMap(Self.previous)
  }

  /// Runs all checks.
  ///
  /// - Parameter texts: what to take for the text of some files instead of what is in them.
  func check(texts: [String: [UInt8]] = [:]) throws -> Result {
    var result = Result()
    if !manifests.isEmpty || !published.isEmpty { result.add(try checkManifests(texts)) }
    if !debianPackages.isEmpty { result.add(try DebianLint.check(debianPackages)) }
    return result
  }

  private func checkManifests(_ texts: [String: [UInt8]]) throws -> Result {
    var result = Result(subjects: manifests.map(\.text) + published.map(\.name))
    var intake: [ManifestIntake.Result] = []
    for read in ManifestIntake.read(manifests, texts: input.merging(texts) { $1 }) {
      switch read {
      case .success(let manifest): intake.append(manifest)
      case .failure(let error): result.unreadable.append(error)
      }
    }
    let files = intake.compactMap(\.package)
    for package in files { result.texts[package.manifest.fileName] = package.manifest.storage.text }
    let model = LintModel(
      files: files, lintRepository: published, referenceRepository: references, previous: previous,
      treeDifferences: try treeDifferences(files))
    var maker = FindingMaker()
    let reports = LintEngine(settings: settings).run(model)
    result.findings = intake.flatMap(\.findings) + maker.findings(of: reports)
    return result
  }

  /// What the trees have otherwise than the manifests say.
  private func treeDifferences(_ packages: [LintPackage]) throws -> [TreeDifference] {
    guard let first = plan.trees.first else { return [] }
    var actions: [Action] = []
    for tree in plan.trees { try SourceReader(GenerateOptions()).read(tree) { actions.append($0) } }
    var comparison = SourceComparison(source: actions)
    for package in packages { comparison.compare(package.manifest) }
    return comparison.result().map { finding in
      let place = finding.location.flatMap { location in
        finding.action.map { TreeDifference.Place(file: location.file, action: $0) }
      }
      // Of several trees the one that has the file is the one to name.
      let owner = plan.trees.first { FileSystem.kind(of: $0 + "/" + finding.path) != nil } ?? first
      return TreeDifference(
        path: finding.path, reason: Self.reason(finding.reason), tree: finding.source, manifest: finding.manifest,
        place: place, file: FileSystem.isDirectory(owner) ? owner + "/" + finding.path : owner)
    }
  }

  private static func reason(_ reason: SourceComparison.Finding.Reason) -> TreeDifference.Reason {
    switch reason {
    case .undelivered: .undelivered
    case .missing: .missing
    case .kind: .kind
    case .mode: .mode
    case .target: .target
    }
  }

  private static func settings(_ plan: LintPlan) throws -> LintSettings {
    var settings = LintSettings()
    if let file = plan.pkglintrc {
      do throws(PkglintConfiguration.Refusal) {
        settings = try PkglintConfiguration(file: file, home: nil).settings
      } catch {
        throw CommandFailure(Diagnostic(.error, "\(file): \(error.text)").description, status: 2)
      }
    }
    settings.parameters.merge(plan.parameters) { $1 }
    settings.targets = plan.targets
    return settings
  }

  /// The packages of a version that was published before.
  private static func previous(_ subject: LintSubject) throws -> [LintPackage] {
    switch subject {
    case .packages(let origin): return try packages(of: origin, as: .referenceRepository)
    case .debianPackage(let path):
      throw CommandFailure.usage(
        "\(path): a Debian package is no previous version of a manifest", "name a manifest or a repository")
    case .manifest(let path):
      let intake = ManifestIntake.read(try FileBytes.read(path), file: path.text)
      guard let package = intake.package else {
        let reason = intake.findings.first.map { "\($0.place.line.map { "\($0): " } ?? "")\($0.message)" } ?? ""
        throw CommandFailure(Diagnostic(.error, "\(path): no manifest to compare with: \(reason)").description)
      }
      return [package]
    }
  }

  private static func packages(of origin: any PackageOrigin, as kind: LintPackage.Origin) throws -> [LintPackage] {
    let source = OriginSource(origin: origin)
    return try NewestPackages.read(NewestPackages().pick(from: source), from: source, origin: kind)
  }
}
