import IPSRepository
import PackageModel

/// `pkgrepo diff`: what two repositories do not have in common.
enum PkgrepoDiff {
  static func run(_ words: [ByteString], _ location: RepositoryLocation?) throws -> Int32 {
    let options = try PkgrepoOptions(
      "diff", words, location, short: "vqp:s:", long: ["strict", "parsable", "key=", "cert="])
    guard options.locations.count <= 2 else {
      throw PkgrepoEnd.usage("only two repositories can be specified", command: options.command)
    }
    for name in options.publishers where name != "all" && !FMRI.isValidPublisher(name) {
      throw PkgrepoEnd("Invalid publisher prefix '\(name)'", command: options.command)
    }
    guard options.operands.isEmpty else {
      throw PkgrepoEnd.usage("command does not take any operands", command: options.command)
    }
    let isQuiet = options.has("q")
    let isVerbose = options.has("v")
    guard !isQuiet || !isVerbose else {
      throw PkgrepoEnd.usage("-q and -v can not be combined", command: options.command)
    }
    _ = try options.location(orComplain: "Two package repository locations must be provided using -s.")
    guard options.locations.count == 2 else {
      throw PkgrepoEnd.usage(
        "A second package repository location must also be provided using -s.", command: options.command)
    }
    let origins = try options.locations.map { try RepositoryAccess.open($0, options.network) }
    var publishers: [[ByteString]] = []
    for (origin, location) in zip(origins, options.locations) {
      let place = " in repository: \(shown(location, asURI: true))"
      publishers.append(try options.matching(try origin.publishers, place: place, isQuiet: false).publishers)
    }
    let comparison = try RepositoryComparison(
      origins[0], publishers[0], origins[1], publishers[1], comparingTimes: options.has("strict"))
    guard !comparison.isSame else { return Pkgrepo.Status.fine }
    if isQuiet { return Pkgrepo.Status.different }
    let names = options.locations.map { shown($0, asURI: false) }
    switch (isVerbose, options.has("parsable")) {
    case (true, true): printDetailsJSON(comparison)
    case (true, false): printDetails(comparison)
    case (false, true): printTableJSON(comparison, names)
    case (false, false): printTable(comparison, names)
    }
    return Pkgrepo.Status.different
  }

  /// A repository as the reference shows it; folders get a slash.
  private static func shown(_ location: RepositoryLocation, asURI: Bool) -> ByteString {
    let text: ByteString =
      switch location {
      case .path(let path): asURI ? location.uri : path
      case .network(let uri): uri
      }
    if case .path(let path) = location, FileSystem.isFile(path) { return text }
    return text.hasSuffix("/") ? text : text + "/"
  }

  private static func printDetails(_ comparison: RepositoryComparison) {
    for publisher in comparison.publishers {
      guard publisher.isInFirst, publisher.isInSecond else {
        let sign = publisher.isInFirst ? "- " : "+ "
        Console.print("\(sign)\(publisher.name)")
        Console.print(
          "        \(sign)(\(publisher.total.packages) package(s) with \(publisher.total.versions) different version(s))"
        )
        continue
      }
      guard !publisher.hasSamePackages || publisher.catalogTimes != nil else { continue }
      Console.print(publisher.name.text)
      if let (first, second) = publisher.catalogTimes {
        Console.print("        - catalog last modified: \(first.extended)")
        Console.print("        + catalog last modified: \(second.extended)")
      }
      for fmri in publisher.onlyFirst { Console.print("        - \(fmri)") }
      for fmri in publisher.onlySecond { Console.print("        + \(fmri)") }
      guard !publisher.hasSamePackages else { continue }
      Console.print(
        "        (\(publisher.common.packages) pkg(s) with \(publisher.common.versions) version(s) are in both "
          + "repositories.)")
    }
  }

  private static func printDetailsJSON(_ comparison: RepositoryComparison) {
    var lists: [ByteString: [JSONValue]] = ["plus_pubs": [], "minus_pubs": [], "common_pubs": []]
    for publisher in comparison.publishers {
      guard publisher.isInFirst, publisher.isInSecond else {
        lists[publisher.isInFirst ? "minus_pubs" : "plus_pubs"]?.append(
          .object([
            "publisher": .string(publisher.name), "packages": .integer(publisher.total.packages),
            "versions": .integer(publisher.total.versions),
          ]))
        continue
      }
      guard !publisher.hasSamePackages || publisher.catalogTimes != nil else { continue }
      var members: [ByteString: JSONValue] = [
        "publisher": .string(publisher.name), "+": .strings(publisher.onlySecond.map { $0.text() }),
        "-": .strings(publisher.onlyFirst.map { $0.text() }),
      ]
      if let (first, second) = publisher.catalogTimes {
        func text(_ time: CatalogTime) -> JSONValue { .string(ByteString("catalog last modified: \(time.extended)")) }
        members["catalog"] = .object(["-": text(first), "+": text(second)])
      }
      if !publisher.hasSamePackages { members["common"] = count(publisher.common) }
      lists["common_pubs"]?.append(.object(members))
    }
    Console.output(JSONWriter.bytes(.object(lists.mapValues { .array($0) })) + [ASCII.newline])
  }

  private static func count(_ count: RepositoryComparison.Count) -> JSONValue {
    .object(["packages": .integer(count.packages), "versions": .integer(count.versions)])
  }

  private static let headers = ["Publisher", "Repo1 only", "Repo2 only", "In both", "Total"]

  /// A row of the table; `nil` stands for a repository that does not have the publisher.
  private static func cells(_ publisher: RepositoryComparison.Publisher) -> [RepositoryComparison.Count?] {
    [
      publisher.isInFirst ? .init(packages: publisher.packagesOnlyFirst, versions: publisher.onlyFirst.count) : nil,
      publisher.isInSecond ? .init(packages: publisher.packagesOnlySecond, versions: publisher.onlySecond.count) : nil,
      publisher.common, publisher.total,
    ]
  }

  private static func printTable(_ comparison: RepositoryComparison, _ names: [ByteString]) {
    let stale = comparison.publishers.filter { $0.catalogTimes != nil }.map(\.name.text)
    if !stale.isEmpty {
      Console.print(
        "\nThe catalog for the following publisher(s) in repository \(names[0]) is not an exact copy of the one for the "
          + "same publisher in repository \(names[1]):\n    \(stale.joined(separator: ", "))")
    }
    let different = comparison.publishers.filter { !$0.hasSamePackages }
    guard !different.isEmpty else { return }
    Console.print("\nThe table below shows the number of packages [total distinct versions]")
    Console.print("by publisher in the specified repositories.\n")
    Console.print("* Repo1: \(names[0])\n* Repo2: \(names[1])\n")
    let all = different.map { cells($0) }
    let digits = (0..<4).map { column in all.compactMap { $0[column].map { String($0.versions).count } }.max() ?? 1 }
    var table = [headers]
    for (publisher, cells) in zip(different, all) {
      table.append(
        [publisher.name.text]
          + zip(cells, digits).map { cell, digits in
            guard let cell else { return "-" }
            let versions = String(cell.versions)
            return "\(cell.packages) [\(String(repeating: " ", count: max(0, digits - versions.count)))\(versions)]"
          })
    }
    printBoxed(table)
  }

  /// Prints a table with lines around it; the first column is aligned to the left, the others to the right.
  private static func printBoxed(_ rows: [[String]]) {
    let widths = rows[0].indices.map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    let rule = "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined()
    Console.print(rule)
    for (place, row) in rows.enumerated() {
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.unicodeScalars.count)
        return column == 0 ? " \(text)\(padding) |" : " \(padding)\(text) |"
      }
      Console.print("|" + cells.joined())
      if place == 0 { Console.print(rule) }
    }
    Console.print(rule)
  }

  /// Members in the order in which the reference writes them, which is that of no sorting.
  private static func printTableJSON(_ comparison: RepositoryComparison, _ names: [ByteString]) {
    var writer = JSONWriter()
    writer.raw("{")
    writer.name("table_legend")
    writer.write(
      .array([.strings(["Repo1", names[0]]), .strings(["Repo2", names[1]])]))
    writer.raw(",")
    writer.name("table_header")
    writer.write(.strings(headers.map { ByteString($0) }))
    writer.raw(",")
    writer.name("table_data")
    writer.write(
      .array(
        comparison.publishers.filter { !$0.hasSamePackages }.map { publisher in
          .array([.string(publisher.name)] + cells(publisher).map { $0.map(count) ?? .null })
        }))
    let stale = comparison.publishers.filter { $0.catalogTimes != nil }.map(\.name)
    if !stale.isEmpty {
      writer.raw(",")
      writer.name("nonstrict_pubs")
      writer.write(.strings(stale))
    }
    writer.raw("}\n")
    Console.output(writer.bytes)
  }
}
