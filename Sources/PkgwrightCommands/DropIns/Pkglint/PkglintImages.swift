import IPSRepository
import Linting
import PackageModel
import Payload

/// The folders below the cache in which pkglint remembers repositories: `lint_image` for what is checked, `ref_image` for
/// what it is checked against.
struct PkglintImages {
  let showsProgress: Bool
  let isVerbose: Bool
  /// The highest branch that counts.
  let limit: PackageVersion.Numbers?
  let addsVariants: Bool

  /// The name of the file that remembers the repositories of an image.
  private static let originsFile: ByteString = "/pkgwright.origins"

  /// Whether one of the repositories is on the network.
  static func needNetwork(_ arguments: PkglintArguments) -> Bool {
    var uris = arguments.lintRepositories + arguments.referenceRepositories
    for image in ["/lint_image", "/ref_image"] as [ByteString] {
      guard let cache = arguments.cache, let text = try? FileBytes.read(cache + image + originsFile) else { continue }
      uris += ByteString(text).split(on: ASCII.newline)
    }
    return uris.contains { uri in
      if case .network = try? RepositoryLocation(uri) { true } else { false }
    }
  }

  /// Reads the newest packages of the images, which are made where repositories are given and there is none yet.
  func open(
    _ arguments: PkglintArguments, hasFiles: Bool
  ) throws(PkglintFailure) -> (lint: [LintPackage]?, reference: [LintPackage]?) {
    guard let cache = arguments.cache else { return (nil, nil) }
    let folder = FileSystem.absolute(cache)
    let lint = try image(folder + "/lint_image", arguments.lintRepositories, option: "-l", of: .lintRepository)
    let reference = try image(
      folder + "/ref_image", arguments.referenceRepositories, option: "-r", of: .referenceRepository,
      isAllowed: lint != nil || hasFiles)
    guard lint != nil || reference != nil else {
      throw .refused(status: 2, "Unable to access any pkglint images under \(cache)")
    }
    return (lint, reference)
  }

  private func image(
    _ path: ByteString, _ uris: [ByteString], option: String, of origin: LintPackage.Origin, isAllowed: Bool = true
  ) throws(PkglintFailure) -> [LintPackage]? {
    let kind = origin == .lintRepository ? "lint" : "reference"
    do {
      if FileSystem.exists(path) {
        let origins = try FileBytes.read(path + Self.originsFile)
        if !uris.isEmpty { Console.print("Ignoring \(option) option, existing image found.") }
        return try read(
          ByteString(origins).split(on: ASCII.newline).filter { !$0.isEmpty }, of: origin, verb: "Refreshing")
      }
      guard !uris.isEmpty else { return nil }
      guard isAllowed else { throw Refusal(text: "No lint image or manifests provided.") }
      if isVerbose { Console.print("Creating image at \(path)") }
      let origins = try uris.map { try RepositoryLocation($0).uri }
      let packages = try read(origins, of: origin, verb: "Retrieving")
      try FileSystem.makeDirectories(path)
      try FileSystem.write(origins.flatMap { $0.bytes + [ASCII.newline] }, to: path + Self.originsFile)
      return packages
    } catch {
      throw .refused(status: 2, "Unable to create \(kind) image: \(error)")
    }
  }

  private func read(_ uris: [ByteString], of origin: LintPackage.Origin, verb: String) throws -> [LintPackage] {
    var wanted: [(fmris: [FMRI], source: OriginSource)] = []
    for uri in uris {
      let source = OriginSource(origin: try RepositoryAccess.open(try RepositoryLocation(uri)))
      for publisher in try source.publishers { progress("\(verb) catalog '\(publisher)' ... Done") }
      wanted.append((try NewestPackages(upTo: limit).pick(from: source), source))
    }
    progress("Caching catalogs ... Done")
    var packages: [LintPackage] = []
    let total = wanted.reduce(0) { $0 + $1.fmris.count }
    if total > 0 { showFetched(1, of: total) }
    for (fmris, source) in wanted {
      packages += try NewestPackages.read(fmris, from: source, origin: origin, addsVariants: addsVariants)
    }
    if total > 0 { showFetched(total, of: total) }
    return packages
  }

  private func showFetched(_ done: Int, of total: Int) {
    let count = String(done)
    let padding = String(repeating: " ", count: String(total).utf8.count - count.utf8.count)
    progress("Fetching manifests: \(padding)\(count)/\(total)  \(done * 100 / total)% complete")
  }

  private func progress(_ line: String) {
    if showsProgress { Console.print(line) }
  }

  private struct Refusal: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }
}

/// Reads packages to check from a repository, a depot or an archive.
struct OriginSource: PackageSource {
  let origin: any PackageOrigin

  var publishers: [ByteString] { get throws { try origin.publishers } }

  func packages(of publisher: ByteString) throws -> [FMRI] {
    try origin.catalog(of: publisher).packages(of: publisher).map(\.fmri)
  }

  func manifest(of fmri: FMRI) throws -> [UInt8] { try origin.manifest(of: fmri) }

  var parallelism: Int { origin.parallelism }
}
