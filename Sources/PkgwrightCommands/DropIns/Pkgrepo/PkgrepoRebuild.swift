import IPSRepository
import PackageModel

/// `pkgrepo rebuild` and `pkgrepo refresh`: catalogs and search indexes.
enum PkgrepoRebuild {
  static func rebuild(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    try run("rebuild", words, location, title: "Initiating repository rebuild.") { maintenance in
      for (fmri, error) in try maintenance.rebuild().sorted(by: { $0.key < $1.key }) {
        Console.complain("pkgrepo rebuild: \(fmri) is left out: \(error)")
      }
    }
  }

  static func refresh(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    try run("refresh", words, location, title: "Initiating repository refresh.") { maintenance in
      for (fmri, error) in try maintenance.refresh().sorted(by: { $0.key < $1.key }) {
        Console.complain("pkgrepo refresh: \(fmri) is left out: \(error)")
      }
    }
  }

  private static func run(
    _ command: String, _ words: [ByteString], _ location: RepositoryLocation?, title: String,
    _ work: (CatalogMaintenance) throws -> Void
  ) throws -> Int32 {
    let options = try PkgrepoOptions(
      command, words, location, short: "p:s:", long: ["no-catalog", "no-index", "key=", "cert="])
    options.complainAboutNames()
    try options.requireNoOperands()
    let doesCatalog = !options.has("no-catalog")
    let doesIndex = !options.has("no-index")
    guard doesCatalog || doesIndex else { return Pkgrepo.Status.fine }
    let given = try options.location()
    let origin =
      command == "rebuild" ? try Repository(try options.path()) as any PackageOrigin : try RepositoryAccess.open(given)
    let (publishers, isPartial) = try options.matching(try origin.publishers, isQuiet: false)
    Console.print(title)
    guard let repository = origin as? Repository else {
      throw PkgrepoEnd(
        "Publisher '\(publishers.first ?? "")' has no repositories that support the 'admin/0' operation.")
    }
    for publisher in publishers {
      let store = repository.store(of: publisher)
      if doesCatalog { try work(CatalogMaintenance(store)) }
      if doesIndex { try SearchIndex(store).rebuild() }
    }
    return isPartial ? Pkgrepo.Status.partial : Pkgrepo.Status.fine
  }
}
