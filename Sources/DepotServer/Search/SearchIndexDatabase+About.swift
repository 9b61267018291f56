import GRDB
package import PackageModel

extension SearchIndexDatabase {
  /// The packages whose newest version has words in its name, its summary or its description; the best first.
  ///
  /// Every word must be there, if only as the beginning of one. What a name says counts for most.
  package func packages(about text: ByteString, most: Int) throws(SearchIndexError) -> [ByteString] {
    let words = text.text.split(whereSeparator: { !($0.isLetter || $0.isNumber) })
    guard !words.isEmpty else { return [] }
    try update()
    let pattern = words.map { "\"\($0)\"*" }.joined(separator: " ")
    return try failing {
      try pool.read { database in
        try String.fetchAll(
          database,
          sql: "SELECT stem FROM about WHERE about MATCH ? ORDER BY bm25(about, 10, 4, 1), stem LIMIT ?",
          arguments: [pattern, most]
        ).map { ByteString($0) }
      }
    }
  }
}
