import GRDB
import IPSRepository
import PackageModel
import Payload

/// Changes a search index within one transaction.
struct SearchIndexWriter {
  private let database: Database
  private let store: PublisherStore
  private var tokens: [ByteString: Int64] = [:]
  private var headings: [ByteString: Int64] = [:]

  init(_ database: Database, _ store: PublisherStore) {
    self.database = database
    self.store = store
  }

  /// Makes the index one of the packages that a catalog lists.
  ///
  /// - Parameter most: how many packages may be put in.
  /// - Returns: whether more are to be put in.
  mutating func apply(_ part: CatalogPart, most: Int) throws -> Bool {
    var known: [String: (id: Int64, signature: String, stem: String)] = [:]
    let rows = try Row.fetchCursor(database, sql: "SELECT id, name, signature, stem FROM package")
    while let row = try rows.next() { known[row["name"]] = (row["id"], row["signature"], row["stem"]) }
    var new: [(fmri: FMRI, signature: String)] = []
    for (stem, entries) in part.publishers[store.publisher] ?? [:] {
      for entry in entries {
        let signature = (entry.members["signature-sha-1"]?.string ?? "").text
        let name = stem + "@" + entry.version
        if let old = known[name.text], old.signature == signature {
          known[name.text] = nil
          continue
        }
        guard var fmri = try? FMRI(parsing: name) else { continue }
        fmri.publisher = store.publisher
        new.append((fmri, signature))
      }
    }
    var changed = Set(known.values.map { ByteString($0.stem) })
    for old in known.values.sorted(by: { $0.id < $1.id }) { try remove(old.id) }
    new.sort { $0.fmri < $1.fmri }
    for (fmri, signature) in new.prefix(most) {
      // A package whose manifest is missing is found again when the catalog changes.
      guard let manifest = try? FileBytes.read(store.manifestPath(fmri)) else { continue }
      try add(fmri, signature, manifest)
      changed.insert(fmri.stem)
    }
    for stem in changed.sorted() { try describe(stem) }
    return new.count > most
  }

  private mutating func add(_ fmri: FMRI, _ signature: String, _ manifest: [UInt8]) throws {
    let name = fmri.nameAndVersion().text
    try database.cachedStatement(sql: "INSERT INTO package (name, folded, stem, signature) VALUES (?, ?, ?, ?)")
      .execute(arguments: [name, SearchPattern.fold(name), fmri.stem.text, signature])
    let package = database.lastInsertedRowID
    let insertAction = try database.cachedStatement(
      sql: "INSERT INTO action (package, kind, place, line) VALUES (?, ?, ?, ?)")
    let insertPosting = try database.cachedStatement(sql: "INSERT OR IGNORE INTO posting VALUES (?, ?, ?, ?)")
    var scanner = LineScanner()
    let text = manifest.span
    while let range = scanner.next(text) {
      let line = ByteString(text.extracting(range))
      guard let action = try? Action(parsing: line) else { continue }
      try insertAction.execute(arguments: [package, action.kind.name.text, range.lowerBound, line.data])
      let id = database.lastInsertedRowID
      for entry in SearchTokens.all(of: action) {
        let heading = try heading(entry.key)
        let value = (entry.fullValue == entry.key ? ByteString() : entry.fullValue).data
        for token in entry.tokens where !token.isEmpty {
          try insertPosting.execute(arguments: [try self.token(token), id, heading, value])
        }
      }
    }
  }

  private mutating func heading(_ name: ByteString) throws -> Int64 {
    if let id = headings[name] { return id }
    let text = name.text
    var id = try Int64.fetchOne(database, sql: "SELECT id FROM heading WHERE name = ?", arguments: [text])
    if id == nil {
      try database.execute(sql: "INSERT INTO heading (name) VALUES (?)", arguments: [text])
      id = database.lastInsertedRowID
    }
    headings[name] = id
    return id ?? 0
  }

  private mutating func token(_ token: ByteString) throws -> Int64 {
    if let id = tokens[token] { return id }
    let text = token.text
    let find = try database.cachedStatement(sql: "SELECT id FROM token WHERE text = ?")
    if let id = try Int64.fetchOne(find, arguments: [text]) {
      tokens[token] = id
      return id
    }
    let folded = SearchPattern.fold(text)
    let isDigest = Self.isDigest(token)
    try database.cachedStatement(sql: "INSERT INTO token (text, folded, isDigest) VALUES (?, ?, ?)")
      .execute(arguments: [text, folded, isDigest])
    let id = database.lastInsertedRowID
    if !isDigest {
      try database.cachedStatement(sql: "INSERT INTO token_trigram (rowid, folded) VALUES (?, ?)")
        .execute(arguments: [id, folded])
    }
    tokens[token] = id
    return id
  }

  /// A digest, or one with its algorithm in front.
  private static func isDigest(_ token: ByteString) -> Bool {
    let digits = token.bytes.reversed().prefix { $0 != ASCII.colon }
    return digits.count >= 40 && digits.allSatisfy { ASCII.isDigit($0) || (0x61...0x66).contains($0) }
  }

  private func remove(_ package: Int64) throws {
    let actions = "SELECT id FROM action WHERE package = ?"
    let tokens = try Int64.fetchAll(
      database, sql: "SELECT DISTINCT token FROM posting WHERE action IN (\(actions))", arguments: [package])
    try database.execute(sql: "DELETE FROM posting WHERE action IN (\(actions))", arguments: [package])
    for sql in [
      "DELETE FROM action WHERE package = ?", "DELETE FROM about WHERE rowid = ?",
      "DELETE FROM package WHERE id = ?",
    ] { try database.execute(sql: sql, arguments: [package]) }
    let find = try database.cachedStatement(
      sql: """
        SELECT folded, isDigest FROM token
        WHERE id = ? AND NOT EXISTS (SELECT 1 FROM posting WHERE posting.token = token.id)
        """)
    for token in tokens {
      guard let row = try Row.fetchOne(find, arguments: [token]) else { continue }
      let (folded, isDigest): (String, Bool) = (row["folded"], row["isDigest"])
      if !isDigest {
        try database.cachedStatement(
          sql: "INSERT INTO token_trigram (token_trigram, rowid, folded) VALUES ('delete', ?, ?)"
        ).execute(arguments: [token, folded])
      }
      try database.cachedStatement(sql: "DELETE FROM token WHERE id = ?").execute(arguments: [token])
    }
  }

  /// Notes what people search by: the words of the newest version, unless the package is gone.
  private func describe(_ stem: ByteString) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, name FROM package WHERE stem = ?", arguments: [stem.text])
    try database.execute(
      sql: "DELETE FROM about WHERE rowid IN (SELECT id FROM package WHERE stem = ?)", arguments: [stem.text])
    let versions = rows.compactMap { row -> (id: Int64, fmri: FMRI)? in
      let name: String = row["name"]
      return (try? FMRI(parsing: ByteString(name))).map { (row["id"], $0) }
    }
    guard let newest = versions.max(by: { $0.fmri < $1.fmri }) else { return }
    let lines = try Row.fetchAll(
      database, sql: "SELECT line FROM action WHERE package = ? AND kind = 'set' ORDER BY place",
      arguments: [newest.id])
    var values: [ByteString: ByteString] = [:]
    for row in lines {
      guard let action = try? Action(parsing: ByteString(data: row["line"])), let name = action.attributes["name"]
      else {
        continue
      }
      values[name] = values[name] ?? action.attributes["value"]
    }
    if values["pkg.obsolete"] == "true" || values["pkg.renamed"] == "true" { return }
    try database.execute(
      sql: "INSERT INTO about (rowid, stem, summary, description) VALUES (?, ?, ?, ?)",
      arguments: [
        newest.id, stem.text, (values["pkg.summary"] ?? values["description"] ?? "").text,
        (values["pkg.description"] ?? "").text,
      ])
  }
}
