import GRDB
import IPSRepository
import PackageModel

/// Finds what an expression is about, as depots do.
///
/// The right side of `AND` between actions is looked for in the actions of the left side, wherever in them its word is.
struct SearchEvaluation {
  private let lookup: SearchLookup
  private let isCaseSensitive: Bool

  init(_ database: Database, isCaseSensitive: Bool) {
    lookup = SearchLookup(database, isCaseSensitive: isCaseSensitive)
    self.isCaseSensitive = isCaseSensitive
  }

  /// Tells the actions in order.
  ///
  /// - Returns: whether the body wanted to go on.
  @discardableResult
  func visit(_ expression: SearchExpression, _ body: (SearchHit) throws -> Bool) throws -> Bool {
    switch expression {
    case .term(let term):
      let pattern = SearchTermPattern(term, isCaseSensitive: isCaseSensitive)
      return try lookup.visit(pattern) { hit in
        guard let phrase = pattern.phrase else { return try body(hit) }
        guard let hit = phrase.narrow(hit) else { return true }
        return try body(hit)
      }
    case .both(let left, let right):
      return try visit(left) { hit in
        for hit in narrow(right, hit) where try !body(hit) { return false }
        return true
      }
    case .either(let left, let right): return try visit(left, body) && visit(right, body)
    case .packages: return true
    }
  }

  /// The names of the packages in order.
  func packages(_ expression: SearchExpression) throws -> [ByteString] { try found(expression).sorted() }

  private func found(_ expression: SearchExpression) throws -> Set<ByteString> {
    switch expression {
    case .packages(let inner) where inner.result == .packages: return try found(inner)
    case .packages(.term(let term)) where !term.isPhrase:
      return try lookup.packages(SearchTermPattern(term, isCaseSensitive: isCaseSensitive))
    case .packages(let inner):
      var names: Set<ByteString> = []
      try visit(inner) { hit in
        names.insert(hit.package)
        return true
      }
      return names
    case .both(let left, let right): return try found(left).intersection(try found(right))
    case .either(let left, let right): return try found(left).union(try found(right))
    case .term: return []
    }
  }

  /// What is left of an action when it must have something else, too.
  private func narrow(_ expression: SearchExpression, _ hit: SearchHit) -> [SearchHit] {
    switch expression {
    case .term(let term):
      return narrow(SearchTermPattern(term, isCaseSensitive: isCaseSensitive), hit).map { [$0] } ?? []
    case .both(let left, let right): return narrow(left, hit).flatMap { narrow(right, $0) }
    case .either(let left, let right): return narrow(left, hit) + narrow(right, hit)
    case .packages: return []
    }
  }

  private func narrow(_ term: SearchTermPattern, _ hit: SearchHit) -> SearchHit? {
    guard term.kind.isEmpty || term.kind == hit.kind, term.heading.isEmpty || term.heading == hit.heading,
      term.package?.matches(hit.package.text) ?? true, let action = try? Action(parsing: hit.line),
      SearchTokens.all(of: action).contains(where: { $0.tokens.contains { term.word.matches($0.text) } })
    else { return nil }
    return term.phrase.map { $0.narrow(hit) } ?? hit
  }
}
