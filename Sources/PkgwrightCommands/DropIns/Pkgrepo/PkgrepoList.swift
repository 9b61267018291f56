import IPSRepository
import PackageModel

/// `pkgrepo list`: the packages of a repository.
enum PkgrepoList {
  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("list", words, location, short: "F:Hp:s:", long: ["key=", "cert="])
    let origin = try options.origin()
    let (publishers, isPartial) = try options.matching(try origin.publishers)
    var patterns = try PkgrepoPatterns(options.operands) { PkgrepoEnd(PkgrepoPatterns.words($0)) }
    var rows: [[ByteString: Listing.Value]] = []
    for publisher in publishers {
      let catalog = try origin.catalog(of: publisher)
      for package in patterns.packages(of: publisher, in: catalog) {
        rows.append(row(package, options.format, catalog))
      }
    }
    let width = publishers.map(\.count).max() ?? 0
    Listing(options.format, omitsHeader: options.omitsHeader).print(
      columns(options.format, publisherWidth: max(width, "PUBLISHER".count)), rows)
    let unmatched = patterns.unmatched
    if !unmatched.isEmpty {
      Console.complain("")
      throw PkgrepoEnd(
        "The following pattern(s) did not match any packages:\n" + unmatched.map { "\t\($0)" }.joined(separator: "\n"),
        command: options.command, status: rows.isEmpty ? Pkgrepo.Status.failed : Pkgrepo.Status.partial)
    }
    return isPartial ? Pkgrepo.Status.partial : Pkgrepo.Status.fine
  }

  private static func columns(_ format: ListingFormat, publisherWidth: Int) -> [Listing.Column] {
    let first = [
      Listing.Column(name: "publisher", header: "PUBLISHER", width: publisherWidth),
      Listing.Column(name: "name", header: "NAME", width: 45), Listing.Column(name: "state", header: "O", width: 1),
    ]
    guard format == .tabs else { return first + [Listing.Column(name: "version", header: "VERSION")] }
    return first + [
      Listing.Column(name: "release", header: "RELEASE"),
      Listing.Column(name: "build-release", header: "BUILD RELEASE"), Listing.Column(name: "branch", header: "BRANCH"),
      Listing.Column(name: "timestamp", header: "PACKAGING DATE"), Listing.Column(name: "pkg.fmri", header: "FMRI"),
    ]
  }

  private static func row(
    _ package: ListedPackage, _ format: ListingFormat, _ catalog: Catalog
  ) -> [ByteString: Listing.Value] {
    let fmri = package.fmri
    var row: [ByteString: Listing.Value] = [
      "publisher": .text(fmri.publisher ?? ""), "name": .text(fmri.stem),
      "version": .text(fmri.version?.text(includingBuild: format != .plain) ?? ""),
      "release": .text(fmri.version?.release.text ?? ""),
      "build-release": .text(fmri.version?.buildRelease?.text ?? "None"),
      "branch": .text(fmri.version?.branch?.text ?? "None"), "timestamp": .text(fmri.version?.timestamp ?? "None"),
      "pkg.fmri": .text(fmri.text()),
    ]
    guard format.isJSON else {
      row["state"] = state(package.state)
      return row
    }
    for (name, values) in catalog.attributes(of: fmri) {
      row[name] = .structure(
        .array(
          values.map { attribute in
            var members = attribute.conditions.mapValues { JSONValue.strings($0) }
            members["value"] = .strings(attribute.values)
            return .object(members)
          }))
    }
    return row
  }

  private static func state(_ state: ListedPackage.State?) -> Listing.Value {
    switch state {
    case .obsolete: .text("o")
    case .renamed: .text("r")
    case .legacy: .text("l")
    case nil: .missing
    }
  }
}
