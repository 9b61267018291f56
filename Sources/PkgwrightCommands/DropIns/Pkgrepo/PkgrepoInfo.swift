import IPSRepository
import PackageModel

/// `pkgrepo info`: the publishers of a repository, how many packages they have and when they were changed.
enum PkgrepoInfo {
  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("info", words, location, short: "F:Hp:s:", long: ["key=", "cert="])
    try options.requireNoOperands()
    let origin = try options.origin()
    let (publishers, isPartial) = try options.matching(try origin.publishers)
    if !publishers.isEmpty || options.publishers.isEmpty && options.format == .plain {
      let width = publishers.map(\.count).max() ?? 0
      let rows = try publishers.map { publisher -> [ByteString: Listing.Value] in
        let summary = try origin.summary(of: publisher)
        return [
          "publisher": .text(publisher), "packages": .text(ByteString(String(summary.count))),
          "status": .text(summary.status), "updated": .text(ByteString(summary.updated.extended + "Z")),
        ]
      }
      Listing(options.format, omitsHeader: options.omitsHeader).print(
        [
          Listing.Column(name: "publisher", header: "PUBLISHER", width: max(width, "PUBLISHER".count)),
          Listing.Column(name: "packages", header: "PACKAGES", width: 8),
          Listing.Column(name: "status", header: "STATUS", width: 16),
          Listing.Column(name: "updated", header: "UPDATED"),
        ], rows)
    }
    return isPartial ? Pkgrepo.Status.partial : Pkgrepo.Status.fine
  }
}
