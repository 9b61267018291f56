import IPSRepository
import PackageModel
import Synchronization

/// A version of a package in a list.
struct ListedVersion: Sendable {
  var fmri: FMRI
  var state: ListedPackage.State?

  /// The version without build release and time, as the IPS tools show it.
  var text: String {
    guard let version = fmri.version else { return "" }
    let text = version.text(includingBuild: false).text
    return text.split(separator: ":").first.map(String.init) ?? text
  }

  /// What has become of it, in a word.
  var stateText: String? { state.map { "\($0)" } }
}

/// A package in a list.
struct PageEntry: Sendable {
  var stem: ByteString
  /// Newest first; never empty.
  var versions: [ListedVersion]
  /// What the newest version says it is.
  var summary: String

  var newest: ListedVersion { versions[0] }
  /// Whether it can be installed.
  var isPresent: Bool { newest.state != .obsolete && newest.state != .renamed }
}

/// The packages of a publisher as pages show them.
struct PageCatalog: Sendable {
  var publisher: ByteString
  /// By stem.
  var entries: [PageEntry] = []
  var versions = 0
  var updated: CatalogTime?
  private var places: [ByteString: Int] = [:]

  init(_ publisher: ByteString, _ catalog: Catalog) {
    self.publisher = publisher
    for package in catalog.packages(of: publisher) {
      let version = ListedVersion(fmri: package.fmri, state: package.state)
      versions += 1
      if let last = entries.indices.last, entries[last].stem == package.fmri.stem {
        entries[last].versions.append(version)
        continue
      }
      let attributes = catalog.attributes(of: package.fmri)
      let summary =
        (attributes["pkg.summary"] ?? attributes["description"])?.first?.values.first.map { PageText.plain($0) } ?? ""
      places[package.fmri.stem] = entries.count
      entries.append(PageEntry(stem: package.fmri.stem, versions: [version], summary: summary))
    }
    updated = versions == 0 ? nil : catalog.attributes.lastModified
  }

  subscript(stem: ByteString) -> PageEntry? { places[stem].map { entries[$0] } }

  /// Those published last, newest first.
  func recent(_ most: Int) -> [(version: ListedVersion, summary: String)] {
    entries.flatMap { entry in entry.versions.map { ($0, entry.summary) } }
      .sorted {
        let (left, right) = ($0.0.fmri, $1.0.fmri)
        let times = (left.version?.timestamp ?? "", right.version?.timestamp ?? "")
        return times.0 != times.1 ? times.1 < times.0 : left < right
      }.prefix(most).map { (version: $0.0, summary: $0.1) }
  }
}

/// Keeps what was made of catalogs for as long as they do not change.
final class PageCatalogs: Sendable {
  private let kept = Mutex<[ByteString: (state: CatalogState?, catalog: PageCatalog)]>([:])

  /// The packages of a publisher at this time.
  func catalog(of store: PublisherStore) throws(RepositoryError) -> PageCatalog {
    let state = try store.catalogFolder.loadAttributes().map { CatalogState($0) }
    if let found = kept.withLock({ $0[store.root] }), found.state == state { return found.catalog }
    let catalog = PageCatalog(store.publisher, try store.catalogFolder.load() ?? Catalog())
    kept.withLock { $0[store.root] = (state, catalog) }
    return catalog
  }
}
