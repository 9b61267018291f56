package import PackageModel
import Payload

/// Writes a tree of files from which any web server, or an object store, serves packages to IPS clients.
///
/// A path of the tree is what a web server makes of the path that a client sends, so with every percent sign decoded:
/// `manifest/0/web%2Fapp@1.0%2C5.11:…` is the file `manifest/0/web/app@1.0,5.11:…`. What clients ask for with a slash at the
/// end is an `index.html`.
///
/// The tree can be read at any time while it is brought up to date: payload and manifests come first, then each catalog
/// in one step, and what no package needs any more goes last.
package struct StaticExport {
  package struct Options: Sendable {
    /// The publishers; all where there are none.
    package var publishers: [ByteString] = []
    /// Whether payload becomes a second name of the repository's files instead of a copy.
    package var linksPayload = false
    /// Whether everything gets the one name only that clients of today use, below its publisher: an object store keeps
    /// a copy for each name.
    package var isCompact = false

    package init() {}
  }

  /// What has been done.
  package struct Result: Hashable, Sendable {
    package var packages = 0
    /// Files of payload and manifests that were not there before, whatever the number of their names.
    package var added = 0
    package var removed = 0
  }

  private let origin: any PackageOrigin
  private let options: Options

  package init(_ origin: any PackageOrigin, _ options: Options = Options()) {
    self.origin = origin
    self.options = options
  }

  /// Makes a tree, or brings it up to date.
  ///
  /// - Parameter path: a directory that is empty, not there yet, or such a tree.
  /// - Throws: ``RepositoryError/repositoryExists(_:)`` where the directory holds something else,
  ///   ``RepositoryError/missingPayload(name:_:)`` before a catalog speaks of it.
  package func write(to path: ByteString) throws(RepositoryError) -> Result {
    let publishers = try publishers()
    let lock = try ExportTree.claim(path)
    let tree = ExportTree(path, origin, isLinking: options.linksPayload)
    var result = Result()
    var catalogs: [(folder: ByteString, snapshot: CatalogSnapshot)] = []
    for publisher in publishers {
      let snapshot = try CatalogSnapshot(origin, publisher)
      let prefixes = prefixes(of: publisher, first: publishers[0])
      for fmri in snapshot.packages {
        try export(fmri, prefixes, to: tree)
        result.packages += 1
      }
      try documents(of: publisher, snapshot, prefixes, to: tree)
      for prefix in prefixes where prefix != "" || publisher == publishers[0] {
        catalogs.append((prefix + "catalog/1", snapshot))
      }
    }
    try overview(publishers, to: tree)
    // Nothing may speak of what a power failure could still take away.
    try FileSystem.synchronizeFileSystem(of: path)
    for (folder, snapshot) in catalogs { try tree.replace(folder, with: snapshot) }
    result.removed = try tree.removeStrangers()
    result.added = tree.added
    withExtendedLifetime(lock) {}
    return result
  }

  /// The publishers in the order in which their packages take the names without publisher: the default one first.
  private func publishers() throws(RepositoryError) -> [ByteString] {
    let known = try origin.publishers
    for name in options.publishers where !known.contains(name) { throw .unknownPublisher(name) }
    var names = options.publishers.isEmpty ? known : known.filter { options.publishers.contains($0) }
    for name in names where Self.operations.contains(name) { throw .invalidPublisher(name) }
    guard !names.isEmpty else { throw .noDefaultPublisher }
    if let first = try defaultPublisher(), let place = names.firstIndex(of: first) {
      names.insert(names.remove(at: place), at: 0)
    }
    return names
  }

  /// What the first component of a path means before it can be a publisher.
  private static let operations: Set<ByteString> = [
    "versions", "search", "catalog", "info", "manifest", "file", "open", "append", "close", "abandon", "add", "p5i",
    "publisher", "index", "status", "admin", "feed",
  ]

  private func defaultPublisher() throws(RepositoryError) -> ByteString? {
    let properties = try origin.properties.first { $0.name == "publisher" }?.properties
    guard case .text(let prefix) = properties?.first(where: { $0.name == "prefix" })?.value else { return nil }
    return prefix
  }

  private func prefixes(of publisher: ByteString, first: ByteString) -> [ByteString] {
    options.isCompact ? [publisher + "/"] : [publisher + "/", ""]
  }

  private func export(_ fmri: FMRI, _ prefixes: [ByteString], to tree: ExportTree) throws(RepositoryError) {
    let bytes = try origin.manifest(of: fmri)
    let shipment = try PackageTransfer.Shipment(fmri, manifest: bytes)
    let publisher = fmri.publisher ?? ""
    let versions: [ByteString] = options.isCompact ? ["1"] : ["1", "0"]
    _ = try ParallelWork.map(shipment.payload, threads: origin.parallelism) { (name) throws(RepositoryError) in
      let names = prefixes.flatMap { prefix in versions.map { prefix + "file/" + $0 + "/" + name } }
      try tree.place(payload: name, of: publisher, fmri, at: names)
    }
    try tree.place(bytes, at: prefixes.map { $0 + "manifest/0/" + fmri.nameAndVersion() })
  }

  /// What names the packages of a publisher for `pkg install -g`, and who it is.
  private func documents(
    of publisher: ByteString, _ snapshot: CatalogSnapshot, _ prefixes: [ByteString], to tree: ExportTree
  ) throws(RepositoryError) {
    let info = try origin.info(of: publisher)
    for stem in Set(snapshot.packages.map(\.stem)).sorted() {
      var named = info
      named.packages = [stem]
      try tree.place(
        PublisherInfo.document([named]), at: prefixes.map { $0 + "p5i/0/" + stem + ".p5i" })
    }
    let prefix = publisher + "/"
    try tree.place(
      PublisherInfo.document([info]),
      at: [prefix + "publisher/0/" + Self.index, prefix + "publisher/1/" + Self.index])
    try tree.place(Self.versions, at: [prefix + "versions/0/" + Self.index])
  }

  private func overview(_ publishers: [ByteString], to tree: ExportTree) throws(RepositoryError) {
    let infos = try publishers.sorted().map { (name) throws(RepositoryError) in try origin.info(of: name) }
    try tree.place(
      PublisherInfo.document(infos), at: ["publisher/0/" + Self.index, "publisher/1/" + Self.index])
    try tree.place(Self.versions, at: ["versions/0/" + Self.index])
  }

  private static let index: ByteString = "index.html"

  /// The operations that files can answer: those that a client needs to install packages.
  private static let versions = Array(
    "pkg-server pkgwright\ncatalog 1\nfile 0 1\nmanifest 0\np5i 0\npublisher 0 1\nversions 0\n".utf8)
}
