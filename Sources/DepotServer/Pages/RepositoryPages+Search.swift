import IPSRepository
import PackageModel

extension RepositoryPages {
  private struct SearchView: Sendable {
    struct Hit: Sendable {
      var package: String
      var link: String
      var heading: String
      var value: String
    }

    var site: PageSite
    var heading: String
    var hasPackages: Bool
    var packages: [PackageRow]
    var mistake: String?
    var nothing: Bool
    var hasHits: Bool
    var hits: [Hit]
    var more: Bool
  }

  private static let mostPackages = 50
  private static let mostHits = 50

  /// What words find: packages by what they say they are, and actions as IPS clients find them.
  func searchPage(_ request: PageRequest, _ text: ByteString) throws -> DepotReply {
    var packages: [PackageRow] = []
    var hits: [SearchView.Hit] = []
    var mistake: String?
    for publisher in request.publisher.map({ [$0] }) ?? repository.publishers {
      let index = try search.index(of: repository.store(of: publisher))
      let catalog = try catalog(publisher)
      packages += try index.packages(about: text, most: Self.mostPackages).compactMap { stem in
        catalog[stem].map { row($0, request.addresses) }
      }
      do {
        // One more than is shown tells that there are more.
        for case .action(let hit) in try index.results(SearchQuery(text, limit: Self.mostHits + 1)) {
          guard var fmri = try? FMRI(parsing: hit.package) else { continue }
          fmri.publisher = publisher
          hits.append(
            SearchView.Hit(
              package: fmri.nameAndVersion(includingBuild: false).text, link: request.addresses.package(fmri),
              heading: PageText.plain(hit.heading), value: PageText.plain(shown(hit))))
        }
      } catch let error as SearchQueryError {
        mistake = PageText.plain(ByteString(error.description))
      }
    }
    return PageTemplates.page(
      .search,
      SearchView(
        site: request.site("Search: \(PageText.plain(text))", [.init(name: "Search", link: nil)]),
        heading: "Search for “\(PageText.plain(text))”", hasPackages: !packages.isEmpty,
        packages: Array(packages.prefix(Self.mostPackages)), mistake: mistake, nothing: hits.isEmpty && mistake == nil,
        hasHits: !hits.isEmpty, hits: Array(hits.prefix(Self.mostHits)), more: hits.count > Self.mostHits))
  }

  /// What an action is about: its path or name, or the attribute's value.
  private func shown(_ hit: SearchHit) -> ByteString {
    guard hit.kind != "set", let action = try? Action(parsing: hit.line) else { return hit.value }
    return action.kind.deliversPath ? "/" + (action.key ?? "") : action.key ?? hit.value
  }
}
