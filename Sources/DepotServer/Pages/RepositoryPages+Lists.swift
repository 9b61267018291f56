import IPSRepository
import PackageModel

extension RepositoryPages {
  private struct FrontView: Sendable {
    struct Publisher: Sendable {
      var name: String
      var anchor: String
      var link: String
      var packages: Int
      var packagesWord: String
      var versions: Int
      var versionsWord: String
      var updated: PageText.Time?
      var command: String
    }

    var site: PageSite
    var heading: String
    var publishers: [Publisher]
    var hasRecent: Bool
    var packages: [PackageRow]
  }

  /// The publishers, and what they published last.
  func frontPage(_ request: PageRequest) throws -> DepotReply {
    let catalogs = try repository.publishers.map { (name) throws(RepositoryError) in try catalog(name) }
    let publishers = catalogs.enumerated().map { number, catalog in
      FrontView.Publisher(
        name: catalog.publisher.text, anchor: "publisher-\(number)",
        link: request.addresses.publisher(catalog.publisher), packages: catalog.entries.count,
        packagesWord: catalog.entries.count == 1 ? "package" : "packages", versions: catalog.versions,
        versionsWord: catalog.versions == 1 ? "version" : "versions",
        updated: catalog.updated.map { PageText.Time(CivilTime(seconds: $0.seconds)) },
        command: request.addresses.setPublisher(catalog.publisher))
    }
    let recent = recentVersions(catalogs, 10).map { version, summary in
      PackageRow(
        stem: version.fmri.stem.text, link: request.addresses.package(version.fmri), version: version.text,
        summary: summary, state: version.stateText)
    }
    let given = repository.configuration.text("repository", "name")
    let name = given.isEmpty ? "Packages" : PageText.plain(given)
    return PageTemplates.page(
      .front,
      FrontView(
        site: request.site(name), heading: name, publishers: publishers, hasRecent: !recent.isEmpty, packages: recent))
  }

  /// The versions published last, of several publishers.
  func recentVersions(_ catalogs: [PageCatalog], _ most: Int) -> [(version: ListedVersion, summary: String)] {
    let all = catalogs.flatMap { $0.recent(most) }
    return Array(
      all.sorted { ($0.version.fmri.version?.timestamp ?? "") > ($1.version.fmri.version?.timestamp ?? "") }
        .prefix(most))
  }

  private struct ListingView: Sendable {
    var site: PageSite
    var heading: String
    var count: String
    var hiddenLink: String?
    var hiddenText: String
    var command: String
    var hasPackages: Bool
    var packages: [PackageRow]
    var hasPages: Bool
    var previous: String?
    var next: String?
    var place: String
  }

  /// The packages of a publisher, page by page.
  func listingPage(_ request: PageRequest, _ publisher: ByteString) throws -> DepotReply {
    let catalog = try catalog(publisher)
    let showsAll = request["all"] == "1"
    let present = catalog.entries.filter(\.isPresent)
    let entries = showsAll ? catalog.entries : present
    let pages = max(1, (entries.count + Self.pageLength - 1) / Self.pageLength)
    let page = min(max(1, Int((request["page"] ?? "1").text) ?? 1), pages)
    let shown = entries.dropFirst((page - 1) * Self.pageLength).prefix(Self.pageLength)
    let address = request.addresses.publisher(publisher)
    func link(_ page: Int) -> String { "\(address)?page=\(page)" + (showsAll ? "&all=1" : "") }
    let hidden = catalog.entries.count - present.count
    return PageTemplates.page(
      .listing,
      ListingView(
        site: request.site("Packages of \(publisher)"), heading: "Packages of \(publisher)",
        count: PageText.count(entries.count, "package.", "packages."),
        hiddenLink: hidden == 0 ? nil : address + (showsAll ? "" : "?all=1"),
        hiddenText: showsAll
          ? "Leave out what is obsolete or renamed"
          : "Show \(PageText.count(hidden, "package that is", "packages that are")) obsolete or renamed, too",
        command: request.addresses.setPublisher(publisher), hasPackages: !shown.isEmpty,
        packages: shown.map { row($0, request.addresses) }, hasPages: pages > 1,
        previous: page > 1 ? link(page - 1) : nil, next: page < pages ? link(page + 1) : nil,
        place: "Page \(page) of \(pages)"))
  }
}
