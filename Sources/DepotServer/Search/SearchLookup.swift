import Foundation
import GRDB
import PackageModel

/// Finds single words in an index.
struct SearchLookup {
  private let database: Database
  private let isCaseSensitive: Bool

  init(_ database: Database, isCaseSensitive: Bool) {
    self.database = database
    self.isCaseSensitive = isCaseSensitive
  }

  /// Tells the actions of a word in order: by word, kind, heading, value, package and place.
  ///
  /// - Parameter body: takes an action and says whether to go on.
  /// - Returns: whether to go on.
  func visit(_ term: SearchTermPattern, _ body: (SearchHit) throws -> Bool) throws -> Bool {
    let (sql, arguments) = condition(term)
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT token.text AS token, package.name AS package, action.kind AS kind, heading.name AS heading,
          posting.value AS value, action.line AS line
        \(sql)
        ORDER BY token.text, action.kind, heading.name, posting.value, package.name, action.place
        """, arguments: arguments)
    while let row = try rows.next() {
      guard accepts(row, term) else { continue }
      let heading = ByteString(row["heading"] as String)
      let value = ByteString(data: row["value"])
      let hit = SearchHit(
        package: ByteString(row["package"] as String), kind: ByteString(row["kind"] as String), heading: heading,
        value: value.isEmpty ? heading : value, line: ByteString(data: row["line"]))
      guard try body(hit) else { return false }
    }
    return true
  }

  /// The names of the packages that have a word.
  func packages(_ term: SearchTermPattern) throws -> Set<ByteString> {
    let (sql, arguments) = condition(term)
    let token = term.word.hasSets ? "token.text" : "''"
    let rows = try Row.fetchCursor(
      database, sql: "SELECT DISTINCT \(token) AS token, package.name AS package \(sql)", arguments: arguments)
    var names: Set<ByteString> = []
    while let row = try rows.next() {
      if accepts(row, term) { names.insert(ByteString(row["package"] as String)) }
    }
    return names
  }

  private func accepts(_ row: Row, _ term: SearchTermPattern) -> Bool {
    if term.word.hasSets, !term.word.matches(row["token"]) { return false }
    if let package = term.package, package.hasSets, !package.matches(row["package"]) { return false }
    return true
  }

  private func condition(_ term: SearchTermPattern) -> (sql: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var arguments: [String] = []
    func add(_ condition: String, _ argument: String) {
      conditions.append(condition)
      arguments.append(argument)
    }
    if let literal = term.word.literal {
      add("token.\(isCaseSensitive ? "text" : "folded") = ?", literal)
    } else if !term.word.isEverything {
      let folded = isCaseSensitive ? SearchPattern.fold(term.word.glob) : term.word.glob
      conditions.append(
        """
        token.id IN (
          SELECT rowid FROM token_trigram WHERE folded GLOB ?
          UNION ALL SELECT id FROM token WHERE isDigest AND folded GLOB ?)
        """)
      arguments += [folded, folded]
      if isCaseSensitive { add("token.text GLOB ?", term.word.glob) }
    }
    if !term.kind.isEmpty { add("action.kind = ?", term.kind.text) }
    if !term.heading.isEmpty { add("heading.name = ?", term.heading.text) }
    if let package = term.package { add("package.folded GLOB ?", package.glob) }
    let sql = """
      FROM token JOIN posting ON posting.token = token.id JOIN action ON action.id = posting.action
        JOIN package ON package.id = action.package JOIN heading ON heading.id = posting.heading
      """
    return (
      conditions.isEmpty ? sql : sql + " WHERE " + conditions.joined(separator: " AND "), StatementArguments(arguments)
    )
  }
}

/// A term made ready for looking up.
struct SearchTermPattern {
  /// The word, or the first one of a phrase as the beginning of a word.
  var word: SearchPattern
  var package: SearchPattern?
  var kind: ByteString
  var heading: ByteString
  /// The whole phrase.
  var phrase: SearchPhrase?

  init(_ term: SearchTerm, isCaseSensitive: Bool) {
    // Every word of a phrase but the last ends where it ends; that of the first is told by the phrase itself.
    let first = term.words.first ?? ""
    word = SearchPattern(
      term.words.count > 1 && !first.hasSuffix("*") ? first + "*" : first, isCaseSensitive: isCaseSensitive)
    func field(_ text: ByteString) -> ByteString { text == "*" ? "" : text }
    kind = field(term.fields.kind)
    heading = field(term.fields.heading)
    let name = field(term.fields.package)
    if !name.isEmpty {
      let stem = name.dropping(prefix: "/") ?? name
      package = SearchPattern(stem.hasSuffix("*") ? stem : stem + "*", isCaseSensitive: false)
    }
    if term.isPhrase { phrase = SearchPhrase(term.words, isCaseSensitive: isCaseSensitive) }
  }
}

/// Words that follow each other in an action.
struct SearchPhrase {
  private let text: String
  private let isCaseSensitive: Bool

  init(_ words: [ByteString], isCaseSensitive: Bool) {
    let text = words.joined(separator: " ").text
    self.text = isCaseSensitive ? text : SearchPattern.fold(text)
    self.isCaseSensitive = isCaseSensitive
  }

  /// The hit as it is shown if its action has the phrase.
  func narrow(_ hit: SearchHit) -> SearchHit? {
    guard isIn(hit.line) else { return nil }
    var hit = hit
    if hit.kind == "set", !isIn(hit.value) { hit.value = ByteString(text) }
    return hit
  }

  private func isIn(_ other: ByteString) -> Bool {
    ByteString(isCaseSensitive ? other.text : SearchPattern.fold(other.text)).contains(ByteString(text))
  }
}
