package import PackageModel

/// Where a word is looked for; an empty field is everywhere.
package struct SearchFields: Hashable, Sendable {
  /// How the package's name and version begin, with wildcards.
  package var package: ByteString = ""
  /// The kind of action.
  package var kind: ByteString = ""
  /// The heading that the word stands under.
  package var heading: ByteString = ""

  package init() {}
}

/// One word, or several that follow each other.
package struct SearchTerm: Hashable, Sendable {
  package var fields = SearchFields()
  package var words: [ByteString]
  /// Whether it was quoted: an action must hold it as it is.
  package var isPhrase = false

  package init(_ word: ByteString) { words = [word] }

  package init(phrase: [ByteString]) {
    words = phrase
    isPhrase = true
  }
}

/// What is searched for, as a tree.
package indirect enum SearchExpression: Hashable, Sendable {
  case term(SearchTerm)
  case both(SearchExpression, SearchExpression)
  case either(SearchExpression, SearchExpression)
  /// The packages that something is found in.
  case packages(SearchExpression)

  /// What it finds.
  package var result: SearchResultKind {
    switch self {
    case .term: .actions
    case .both(let left, _), .either(let left, _): left.result
    case .packages: .packages
    }
  }

  /// The same with the packages of every term instead of its actions.
  ///
  /// So `a b` finds the packages that have both, be it in different actions.
  package var findingPackages: SearchExpression {
    switch self {
    case .term: .packages(self)
    case .both(let left, let right): .both(left.findingPackages, right.findingPackages)
    case .either(let left, let right): .either(left.findingPackages, right.findingPackages)
    case .packages: self
    }
  }
}
