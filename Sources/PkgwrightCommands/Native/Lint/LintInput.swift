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
  }

  func check(_ paths: [ByteString]) throws -> Result {
    let configuration = try configuration()
    var files: [ByteString] = []
    var published: [LintPackage] = []
    for path in paths {
      if let origin = try origin(path) {
        published += try packages(of: origin, as: .lintRepository)
      } else if FileSystem.isDirectory(path) {
        let found = ManifestSearch.files(below: path)
        guard !found.isEmpty else {
          throw CommandFailure(
            "\(path): there are no manifests (.p5m, .mf) below this directory, and it is no repository", status: 3)
        }
        files += found
      } else {
        files.append(path)
      }
    }
    let references = try reference.flatMap { path in
      try packages(of: PackageOrigins.open(ByteString(path)), as: .referenceRepository)
    }
    var result = Result(subjects: files.map(\.text) + published.map(\.name))
    var intake: [ManifestIntake.Result] = []
    for read in ManifestIntake.read(files) {
      switch read {
      case .success(let manifest): intake.append(manifest)
      case .failure(let error): result.unreadable.append(error)
      }
    }
    let model = LintModel(
      files: intake.compactMap(\.package), lintRepository: published, referenceRepository: references)
    var maker = FindingMaker()
    let reports = LintEngine(settings: configuration).run(model)
    result.findings = intake.flatMap(\.findings) + maker.findings(of: reports)
    return result
  }

  private func configuration() throws -> LintSettings {
    guard let config else { return LintSettings() }
    do throws(PkglintConfiguration.Refusal) {
      return try PkglintConfiguration(file: ByteString(config), home: nil).settings
    } catch {
      throw CommandFailure("\(config): \(error.text)", status: 3)
    }
  }

  /// The repository or archive at a path; `nil` for other files and directories.
  private func origin(_ path: ByteString) throws -> (any PackageOrigin)? {
    if FileSystem.isDirectory(path) {
      let marks: [ByteString] = ["/pkg5.repository", "/cfg_cache"]
      return marks.contains { FileSystem.isFile(path + $0) } ? try PackageOrigins.open(path) : nil
    }
    return path.hasSuffix(".p5p") && FileSystem.isFile(path) ? try PackageOrigins.open(path) : nil
  }

  private func packages(of origin: any PackageOrigin, as kind: LintPackage.Origin) throws -> [LintPackage] {
    let source = OriginSource(origin: origin)
    return try NewestPackages().pick(from: source).map { try NewestPackages.read($0, from: source, origin: kind) }
  }
}

/// Looks for manifests in directories.
enum ManifestSearch {
  /// The manifests below a directory in the order of their names; hidden directories are left out.
  static func files(below directory: ByteString) -> [ByteString] {
    var found: [ByteString] = []
    search(directory, depth: 0, &found)
    return found
  }

  private static func search(_ directory: ByteString, depth: Int, _ found: inout [ByteString]) {
    // Symbolic links may go round in circles.
    guard depth < 64 else { return }
    for name in FileSystem.names(in: directory) where name.bytes[0] != ASCII.dot {
      let path = (directory.hasSuffix("/") ? directory : directory + "/") + name
      switch FileSystem.kind(of: path) {
      case .directory: search(path, depth: depth + 1, &found)
      case .regular where name.hasSuffix(".p5m") || name.hasSuffix(".mf"): found.append(path)
      default: break
      }
    }
  }
}
