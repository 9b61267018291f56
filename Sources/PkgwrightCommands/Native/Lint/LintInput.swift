import IPSRepository
import Linting
import PackageModel
import Payload

/// Finds out what the arguments of `pkgwright lint` are, reads it and runs the checks.
struct LintInput {
  let reference: [String]
  let config: String?

  /// What was found and in what.
  struct Result {
    var findings: [LintFinding] = []
    /// The files, and the packages of repositories.
    var subjects: [String] = []
    /// The files that could not be read.
    var unreadable: [FileError] = []

    mutating func add(_ other: Result) {
      findings += other.findings
      subjects += other.subjects
      unreadable += other.unreadable
    }
  }

  func check(_ words: [ByteString]) throws -> Result {
    let settings = try settings()
    var manifests: [ByteString] = []
    var published: [LintPackage] = []
    var debianPackages: [ByteString] = []
    for subject in try words.flatMap(LintSubject.find) {
      switch subject {
      case .manifest(let path): manifests.append(path)
      case .packages(let origin): published += try packages(of: origin, as: .lintRepository)
      case .debianPackage(let path): debianPackages.append(path)
      }
    }
    var result = Result()
    if !manifests.isEmpty || !published.isEmpty { result.add(try check(manifests, published, settings)) }
    if !debianPackages.isEmpty { result.add(try DebianLint.check(debianPackages)) }
    return result
  }

  private func check(
    _ manifests: [ByteString], _ published: [LintPackage], _ settings: LintSettings
  ) throws -> Result {
    let references = try reference.flatMap { word in
      try packages(of: RepositoryAccess.open(RepositoryAccess.locate(ByteString(word))), as: .referenceRepository)
    }
    var result = Result(subjects: manifests.map(\.text) + published.map(\.name))
    var intake: [ManifestIntake.Result] = []
    for read in ManifestIntake.read(manifests) {
      switch read {
      case .success(let manifest): intake.append(manifest)
      case .failure(let error): result.unreadable.append(error)
      }
    }
    let model = LintModel(
      files: intake.compactMap(\.package), lintRepository: published, referenceRepository: references)
    var maker = FindingMaker()
    let reports = LintEngine(settings: settings).run(model)
    result.findings = intake.flatMap(\.findings) + maker.findings(of: reports)
    return result
  }

  private func settings() throws -> LintSettings {
    guard let config else { return LintSettings() }
    do throws(PkglintConfiguration.Refusal) {
      return try PkglintConfiguration(file: ByteString(config), home: nil).settings
    } catch {
      throw CommandFailure("\(config): \(error.text)", status: 3)
    }
  }

  private func packages(of origin: any PackageOrigin, as kind: LintPackage.Origin) throws -> [LintPackage] {
    let source = OriginSource(origin: origin)
    return try NewestPackages().pick(from: source).map { try NewestPackages.read($0, from: source, origin: kind) }
  }
}
