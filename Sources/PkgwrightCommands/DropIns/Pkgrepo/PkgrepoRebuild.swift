import IPSRepository
import PackageModel

/// `pkgrepo rebuild` and `pkgrepo refresh`: catalogs and search indexes.
enum PkgrepoRebuild {
  static func rebuild(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    try run(.rebuild, words, location)
  }

  static func refresh(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    try run(.refresh, words, location)
  }

  private static func run(
    _ kind: RepositoryMaintenance.Kind, _ words: [ByteString], _ location: RepositoryLocation?
  ) throws -> Int32 {
    let command = kind.rawValue
    let options = try PkgrepoOptions(
      command, words, location, short: "p:s:", long: ["no-catalog", "no-index", "key=", "cert="])
    options.complainAboutNames()
    try options.requireNoOperands()
    let maintenance = RepositoryMaintenance(
      kind, catalog: !options.has("no-catalog"), index: !options.has("no-index"))
    guard maintenance.catalog || maintenance.index else { return Pkgrepo.Status.fine }
    let origin = try open(kind, options)
    let (publishers, isPartial) = try options.matching(try origin.publishers, isQuiet: false)
    Console.print("Initiating repository \(command).")
    guard let target = origin as? any PackageTarget else {
      throw PkgrepoEnd(
        "Publisher '\(publishers.first ?? "")' has no repositories that support the 'admin/0' operation.")
    }
    for publisher in publishers {
      for (fmri, error) in try target.maintain(maintenance, of: publisher).sorted(by: { $0.key < $1.key }) {
        Console.complain("pkgrepo \(command): \(fmri) is left out: \(error)")
      }
    }
    return isPartial ? Pkgrepo.Status.partial : Pkgrepo.Status.fine
  }

  /// What is made anew cannot be an archive.
  private static func open(
    _ kind: RepositoryMaintenance.Kind, _ options: PkgrepoOptions
  ) throws -> any PackageOrigin {
    guard kind == .rebuild, case .path(let path) = try options.location() else { return try options.origin() }
    return try Repository(path)
  }
}
