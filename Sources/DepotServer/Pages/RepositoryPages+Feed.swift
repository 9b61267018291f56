import IPSRepository
import PackageModel

extension RepositoryPages {
  private struct FeedView: Sendable {
    struct Entry: Sendable {
      var title: String
      var id: String
      var link: String
      var updated: String
      var author: String
      var summary: String
    }

    var title: String
    var id: String
    var link: String
    var page: String
    var updated: String
    var entries: [Entry]
  }

  private static let mostEntries = 50

  /// The packages published last (RFC 4287).
  func feed(_ request: PageRequest) throws -> DepotReply {
    let addresses = request.addresses
    let names = request.publisher.map { [$0] } ?? repository.publishers
    let catalogs = try names.map { (name) throws(RepositoryError) in try catalog(name) }
    let entries = recentVersions(catalogs, Self.mostEntries).map { version, summary in
      FeedView.Entry(
        title: "\(version.fmri.stem) \(version.text)" + (version.stateText.map { " (\($0))" } ?? ""),
        id: version.fmri.text().text, link: addresses.whole(addresses.package(version.fmri)),
        updated: PageText.Time(timestamp: version.fmri.version?.timestamp)?.machine ?? Self.never,
        author: (version.fmri.publisher ?? "").text, summary: summary)
    }
    let address = addresses.whole(addresses.feed(request.publisher))
    return PageTemplates.feed(
      FeedView(
        title: request.publisher.map { "Recent packages of \($0)" } ?? "Recent packages", id: address, link: address,
        page: addresses.whole(request.publisher.map(addresses.publisher) ?? addresses.front),
        updated: entries.first?.updated ?? Self.never, entries: entries))
  }

  /// The time of what has none: a feed must name one.
  private static let never = "1970-01-01T00:00:00Z"
}
