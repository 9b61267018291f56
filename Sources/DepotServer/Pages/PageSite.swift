import IPSRepository
import PackageModel

/// Where the pages of a depot are, and what all of them show.
struct PageSite: Sendable {
  /// A place on the way to the page; without a link it is the page itself.
  struct Step: Sendable {
    var name: String
    var link: String?
  }

  var title: String
  var trail: [Step]
  /// Where the form leads.
  var search: String
  var query = ""
  var feed: String
  var style: String
}

/// The addresses of the pages. Within a page they have no host, so that nothing a client says about it gets into them.
struct PageAddresses: Sendable {
  /// Scheme, host and path of the depot.
  let base: String
  /// The path of the depot.
  let root: String

  init(base: ByteString) {
    self.base = base.text
    guard let mark = base.firstRange(of: "://") else {
      root = base.text
      return
    }
    let path = base.bytes[mark.upperBound...].drop { $0 != ASCII.slash }
    root = ByteString(path).text
  }

  var front: String { root + "/" }
  var style: String { root + "/_themes/pkgwright.css" }

  func publisher(_ name: ByteString) -> String { "\(root)/\(PageText.path(name))/" }

  func feed(_ publisher: ByteString?) -> String {
    publisher.map { "\(root)/\(PageText.path($0))/feed" } ?? "\(root)/feed"
  }

  /// The page of a package; without a version that of the newest one.
  func package(_ fmri: FMRI) -> String {
    let version = fmri.version.map { "@" + PercentEncoding.encode($0.text()).text } ?? ""
    return publisher(fmri.publisher ?? "") + "package/" + PageText.path(fmri.stem) + version
  }

  func contents(_ fmri: FMRI) -> String { package(fmri) + "?view=contents" }

  /// An operation of the protocol on a package.
  func operation(_ name: String, _ fmri: FMRI) -> String {
    let stem = PercentEncoding.encode(fmri.stem).text
    let version = PercentEncoding.encode(fmri.version?.text() ?? "").text
    return publisher(fmri.publisher ?? "") + "\(name)/0/\(stem)@\(version)"
  }

  /// The whole address of a page.
  func whole(_ path: String) -> String { String(base.dropLast(root.count)) + path }

  /// What a user types to install from the depot.
  func setPublisher(_ name: ByteString) -> String { "pkg set-publisher -g \(base)/ \(name)" }
}
