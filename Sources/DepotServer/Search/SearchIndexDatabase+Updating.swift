import GRDB
import IPSRepository
import PackageModel
import Synchronization

extension SearchIndexDatabase {
  /// How many packages are put in between two points from which an interrupted update goes on.
  private static let batch = 500

  /// Brings the index up to date with the catalog, whoever changed it.
  ///
  /// That costs the reading of one small file where nothing has changed.
  package func update() throws(SearchIndexError) {
    try failing {
      guard let attributes = try store.catalogFolder.loadAttributes() else { return }
      let wanted = CatalogState(attributes)
      if covered.withLock({ $0 }) == wanted { return }
      while try pool.writeWithoutTransaction({ try updateBatch($0) }) {}
    }
  }

  /// Throws away what is in the index.
  package func empty() throws(SearchIndexError) {
    covered.withLock { $0 = nil }
    try failing {
      try pool.write { database in
        for table in ["coverage", "package", "action", "heading", "token", "posting", "about"] {
          try database.execute(sql: "DELETE FROM \(table)")
        }
        try database.execute(sql: "INSERT INTO token_trigram (token_trigram) VALUES ('delete-all')")
      }
    }
  }

  /// - Returns: whether there is more to do.
  private func updateBatch(_ database: Database) throws -> Bool {
    var state: CatalogState?
    var isUnfinished = false
    // The lock is taken before the catalog is read, so that an older state never replaces a newer one.
    try database.inTransaction(.immediate) {
      guard let (attributes, part) = try store.catalogFolder.loadPart(CatalogFileName.base) else { return .rollback }
      let current = CatalogState(attributes)
      state = current
      let done = try Row.fetchOne(database, sql: "SELECT * FROM coverage").map { CatalogState($0) }
      if done == current { return .rollback }
      var writer = SearchIndexWriter(database, store)
      isUnfinished = try writer.apply(part, most: Self.batch)
      if !isUnfinished {
        try database.execute(sql: "DELETE FROM coverage")
        try database.execute(
          sql: "INSERT INTO coverage VALUES (?, ?, ?)",
          arguments: [current.modified, current.versions, current.signature])
      }
      return .commit
    }
    if !isUnfinished { covered.withLock { $0 = state } }
    return isUnfinished
  }
}
