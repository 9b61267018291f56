package import IPSRepository
import PackageModel

/// The pages of a depot over one repository.
///
/// `/` is the front page, `/PUBLISHER/` the list of its packages, `?q=` with either searches,
/// `/PUBLISHER/package/STEM[@VERSION]` a package, `feed` with or without publisher the recent packages. None of these begins
/// with the name of an operation.
package struct RepositoryPages: DepotPages {
  /// How many packages are on one page of a list.
  static let pageLength = 100

  private let current: @Sendable () -> Repository
  let search: IndexedSearch
  let catalogs = PageCatalogs()

  /// Makes the pages.
  ///
  /// - Parameters:
  ///   - repository: the repository with its configuration as it is at the time.
  ///   - search: the same that the depot answers searches with.
  package init(_ repository: @escaping @Sendable () -> Repository, search: IndexedSearch) {
    current = repository
    self.search = search
  }

  /// The repository as it is now.
  var repository: Repository { current() }

  package func answer(_ request: DepotPageRequest) throws -> DepotReply {
    let request = PageRequest(request)
    if let publisher = request.publisher, !repository.publishers.contains(publisher) {
      throw DepotFailure(404, "There is no publisher '\(publisher)'.")
    }
    switch request.path.first {
    case nil: return try overview(request)
    case "en" where request.path == ["en", "index.shtml"]: return try overview(request)
    case "feed" where request.path.count == 1: return try feed(request)
    case "package" where request.path.count > 1 && request.publisher != nil: return try package(request)
    case "_themes" where request.path == ["_themes", "pkgwright.css"]:
      return DepotReply(
        headers: PageTemplates.headers("text/css;charset=utf-8", seconds: 86400), body: PageTemplates.style)
    case "robots.txt" where request.path.count == 1 && request.publisher == nil:
      return .text(Array("User-agent: *\nDisallow: /\n".utf8))
    default: throw DepotFailure(404, "There is no such page.")
    }
  }

  private func overview(_ request: PageRequest) throws -> DepotReply {
    if let query = request["q"], !query.isEmpty { return try searchPage(request, query) }
    guard let publisher = request.publisher else { return try frontPage(request) }
    return try listingPage(request, publisher)
  }

  /// The packages of a publisher at this time.
  func catalog(_ publisher: ByteString) throws(RepositoryError) -> PageCatalog {
    try catalogs.catalog(of: repository.store(of: publisher))
  }

  /// Where an entry leads, with what is said about it.
  func row(_ entry: PageEntry, _ addresses: PageAddresses) -> PackageRow {
    var fmri = entry.newest.fmri
    fmri.version = nil
    return PackageRow(
      stem: entry.stem.text, link: addresses.package(fmri), version: entry.newest.text, summary: entry.summary,
      state: entry.newest.stateText)
  }
}

/// A package in a list on a page.
struct PackageRow: Sendable {
  var stem: String
  var link: String
  var version: String
  var summary: String
  var state: String?
}

/// A request with what pages ask about it.
struct PageRequest {
  let publisher: ByteString?
  let path: [ByteString]
  let addresses: PageAddresses
  private let query: [(name: ByteString, value: ByteString)]

  init(_ request: DepotPageRequest) {
    publisher = request.publisher
    path = request.path
    query = request.query
    addresses = PageAddresses(base: request.base)
  }

  /// The value of a parameter.
  subscript(name: ByteString) -> ByteString? { query.first { $0.name == name }?.value }

  /// What all pages show.
  ///
  /// - Parameter trail: the way to the page behind its publisher.
  func site(_ title: String, _ trail: [PageSite.Step] = []) -> PageSite {
    var steps = [PageSite.Step(name: "Packages", link: addresses.front)]
    if let publisher { steps.append(.init(name: publisher.text, link: addresses.publisher(publisher))) }
    steps += trail
    steps[steps.count - 1].link = nil
    return PageSite(
      title: title, trail: steps, search: publisher.map(addresses.publisher) ?? addresses.front,
      query: PageText.plain(self["q"] ?? ""), feed: addresses.feed(publisher), style: addresses.style)
  }
}
