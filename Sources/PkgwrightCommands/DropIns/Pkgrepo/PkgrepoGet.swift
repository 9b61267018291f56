import IPSRepository
import PackageModel

/// `pkgrepo get`: properties of a repository or of its publishers.
enum PkgrepoGet {
  private struct Property {
    var publisher: ByteString?
    var section: ByteString
    var name: ByteString
    var value: Listing.Value

    var path: ByteString { section + "/" + name }
  }

  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions("get", words, location, short: "F:Hp:s:", long: ["key=", "cert="])
    let origin = try options.origin()
    guard options.publishers.isEmpty else { return try printPublishers(options, origin) }
    let properties = try origin.properties.flatMap { section in
      section.properties.map { Property(section: section.name, name: $0.name, value: value($0.value)) }
    }
    return try show(properties, options)
  }

  private static func value(_ value: ConfigurationValue) -> Listing.Value {
    switch value {
    case .text(let text): .text(text)
    case .flag(let flag): .text(flag ? "True" : "False")
    case .number(let number): .text(ByteString(String(number)))
    case .list(let values): .list(values)
    }
  }

  private static func printPublishers(_ options: PkgrepoOptions, _ origin: any PackageOrigin) throws -> Int32 {
    let (publishers, isPartial) = try options.matching(try origin.publishers)
    let properties = try publishers.flatMap { publisher in
      try self.properties(of: try origin.info(of: publisher))
    }
    let status = try show(properties, options)
    return status == Pkgrepo.Status.fine && isPartial ? Pkgrepo.Status.partial : status
  }

  private static func properties(of info: PublisherInfo) throws -> [Property] {
    func optional(_ text: ByteString?) -> Listing.Value { text.map { .text($0) } ?? .missing }
    let sources = info.sources
    let seconds = sources.map { sources in optional(sources.refreshSeconds.map { ByteString(String($0)) }) }
    let values: [(ByteString, ByteString, Listing.Value)] = [
      ("publisher", "alias", optional(info.alias)), ("publisher", "prefix", .text(info.prefix)),
      ("repository", "collection-type", .text(sources?.collectionType ?? "core")),
      ("repository", "description", sources.map { optional($0.description) } ?? .text("")),
      ("repository", "legal-uris", .list(sources?.legalURIs ?? [])),
      ("repository", "mirrors", .list(sources?.mirrors ?? [])),
      ("repository", "name", sources.map { optional($0.name) } ?? .text("")),
      ("repository", "origins", .list(sources?.origins ?? [])),
      ("repository", "refresh-seconds", seconds ?? .text("")),
      ("repository", "registration-uri", .text(sources?.registrationURI ?? "")),
      ("repository", "related-uris", .list(sources?.relatedURIs ?? [])),
    ]
    return values.map { Property(publisher: info.prefix, section: $0.0, name: $0.1, value: $0.2) }
  }

  /// Lists what was asked for, by publisher, section and name.
  private static func show(_ properties: [Property], _ options: PkgrepoOptions) throws -> Int32 {
    let wanted = options.operands
    let shown = (wanted.isEmpty ? properties : properties.filter { wanted.contains($0.path) }).sorted {
      ($0.publisher ?? "", $0.path) < ($1.publisher ?? "", $1.path)
    }
    if !shown.isEmpty || wanted.isEmpty && options.format == .plain {
      func width(_ header: ByteString, _ values: [ByteString]) -> Int { ([header] + values).map(\.count).max() ?? 0 }
      var columns = [
        Listing.Column(name: "section", header: "SECTION", width: width("SECTION", properties.map(\.section))),
        Listing.Column(name: "property", header: "PROPERTY", width: width("PROPERTY", properties.map(\.name))),
        Listing.Column(name: "value", header: "VALUE"),
      ]
      if !options.publishers.isEmpty {
        let names = properties.compactMap(\.publisher)
        columns.insert(
          Listing.Column(name: "publisher", header: "PUBLISHER", width: width("PUBLISHER", names)), at: 0)
      }
      Listing(options.format, omitsHeader: options.omitsHeader).print(
        columns,
        shown.map { property in
          var row: [ByteString: Listing.Value] = [
            "section": .text(property.section), "property": .text(property.name), "value": property.value,
          ]
          if let publisher = property.publisher { row["publisher"] = .text(publisher) }
          return row
        })
    }
    if wanted.isEmpty { return Pkgrepo.Status.fine }
    guard !shown.isEmpty else {
      guard options.format == .plain else { throw PkgrepoEnd(silently: Pkgrepo.Status.failed) }
      throw PkgrepoEnd("no matching properties found", command: options.command)
    }
    let isComplete = wanted.allSatisfy { path in shown.contains { $0.path == path } }
    return isComplete ? Pkgrepo.Status.fine : Pkgrepo.Status.partial
  }
}
