package import PackageModel

/// What a search is to find.
package enum SearchResultKind: Int, Hashable, Sendable {
  case packages = 1
  case actions = 2
}

/// A query as clients send it to `search/1`: `CASE_RETURN_NUM_START_TEXT`.
package struct SearchQuery: Hashable, Sendable {
  /// The most words that a text may have, blanks between them counted.
  package static let mostWords = 100

  package var isCaseSensitive: Bool
  package var result: SearchResultKind
  /// The most results that are wanted; `nil` is all.
  package var limit: Int?
  /// How many results are passed over.
  package var start: Int
  package var text: ByteString

  /// Makes a query.
  ///
  /// - Throws: ``SearchQueryError/Code/tooManyWords``.
  package init(
    _ text: ByteString, isCaseSensitive: Bool = false, result: SearchResultKind = .actions, limit: Int? = nil,
    start: Int = 0
  ) throws(SearchQueryError) {
    let words = text.split(on: ASCII.space).count
    guard words <= Self.mostWords else {
      throw SearchQueryError(
        code: .tooManyWords,
        message: "The search has \(words) words; \(Self.mostWords) are the most that it may have.", text: text)
    }
    self.text = text
    self.isCaseSensitive = isCaseSensitive
    self.result = result
    self.limit = limit
    self.start = start
  }

  /// Reads the five fields.
  ///
  /// - Throws: ``SearchQueryError/Code/incomplete``, ``SearchQueryError/Code/badField``,
  ///   ``SearchQueryError/Code/tooManyWords``.
  package init(parsing query: ByteString) throws(SearchQueryError) {
    let fields = query.bytes.split(separator: ASCII.underscore, maxSplits: 4, omittingEmptySubsequences: false)
      .map { ByteString($0) }
    guard fields.count == 5 else {
      throw SearchQueryError(
        code: .incomplete,
        message:
          "A search has five fields with _ between them: True or False for case, 1 or 2 for packages or actions, "
          + "how many results, how many are passed over, and the text; '\(query)' lacks one.", text: query)
    }
    func bad(_ name: String, _ value: ByteString) -> SearchQueryError {
      SearchQueryError(
        code: .badField, message: "In query '\(query)', \(name) had a bad value of '\(value)'.", text: query)
    }
    func number(_ name: String, _ value: ByteString) throws(SearchQueryError) -> Int? {
      if value == "None" { return nil }
      guard let number = Int(value.text) else { throw bad(name, value) }
      return number
    }
    guard fields[0] == "True" || fields[0] == "False" else { throw bad("case_sensitive", fields[0]) }
    let limit = try number("num_to_return", fields[2])
    let start = try number("start_point", fields[3])
    guard let code = Int(fields[1].text), let result = SearchResultKind(rawValue: code) else {
      throw bad("return_type", fields[1])
    }
    try self.init(
      fields[4], isCaseSensitive: fields[0] == "True", result: result, limit: limit, start: max(0, start ?? 0))
  }
}
