import GRDB
import IPSRepository
package import PackageModel

/// One result of a search.
package enum SearchResult: Hashable, Sendable {
  /// `STEM@VERSION`
  case package(ByteString)
  case action(SearchHit)
}

extension SearchIndexDatabase {
  /// The results of a query, from an index that is up to date.
  ///
  /// - Throws: ``SearchQueryError``, ``SearchIndexError``.
  package func results(_ query: SearchQuery) throws -> [SearchResult] {
    var expression = try SearchParser.parse(query.text)
    if query.result == .packages { expression = expression.findingPackages }
    try update()
    // What cannot be counted to is all.
    let end = query.limit.flatMap { query.start > Int.max - max(0, $0) ? nil : query.start + max(0, $0) }
    if end == query.start { return [] }
    return try failing { () throws -> [SearchResult] in
      try pool.read { database in
        let evaluation = SearchEvaluation(database, isCaseSensitive: query.isCaseSensitive)
        if expression.result == .packages {
          let names = try evaluation.packages(expression)
          return names.prefix(end ?? names.count).dropFirst(query.start).map { .package($0) }
        }
        var results: [SearchResult] = []
        var number = 0
        try evaluation.visit(expression) { hit in
          if number >= query.start { results.append(.action(hit)) }
          number += 1
          return end.map { number < $0 } ?? true
        }
        return results
      }
    }
  }
}

/// The texts that a depot answers searches with.
package enum SearchAnswer {
  /// The first line of an answer of `search/1`.
  package static let heading: ByteString = "Return from search v1\n"

  /// The lines of `search/1` for one query.
  ///
  /// - Parameter number: which of the queries it is, from 0.
  package static func lines(_ results: [SearchResult], number: Int) -> [UInt8] {
    var text: [UInt8] = []
    for result in results {
      switch result {
      case .package(let name): text += Array("\(number) 1 pkg:/\(name)".utf8)
      case .action(let hit):
        text += Array("\(number) 2 pkg:/\(hit.package) \(quote(hit.value)) ".utf8) + hit.line.bytes
      }
      text.append(ASCII.newline)
    }
    return text
  }

  /// The lines of `search/0`: the heading or the attribute, the package, the kind of the action, and what it is about.
  package static func plainLines(_ results: [SearchResult]) -> [UInt8] {
    var text: [UInt8] = []
    for case .action(let hit) in results {
      guard let action = try? Action(parsing: hit.line) else { continue }
      let fields =
        action.kind == .set
        ? [action.key ?? "", "pkg:/" + hit.package, hit.kind, hit.value]
        : [hit.value, "pkg:/" + hit.package, hit.kind, action.key ?? ""]
      text += fields.joined(separator: " ").bytes + [ASCII.newline]
    }
    return text
  }

  /// Percent signs for everything but letters, digits, `_.-~` and slashes.
  private static func quote(_ text: ByteString) -> ByteString {
    text.split(on: ASCII.slash).map { PercentEncoding.encode($0) }.joined(separator: "/")
  }
}
