import GRDB

/// The tables of a search index.
enum SearchIndexSchema {
  /// Grows with every change of the tables or of what is put into them; an index of another number is made anew.
  static let version = 1

  /// Makes the tables in an empty database.
  ///
  /// - Words are kept as written and in lower case. Those that are no digests are also indexed by the trigrams of their
  ///   lower case, so that `*middle*` need not look at all of them; digests are seldom asked for by their middle.
  /// - The value of a `posting` is empty where an action is shown with the heading's name.
  /// - `about` is for the searches of people: the newest version of each package.
  static func create(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE coverage (
          modified TEXT NOT NULL, versions INTEGER NOT NULL, signature TEXT NOT NULL);
        CREATE TABLE package (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, stem TEXT NOT NULL,
          signature TEXT NOT NULL);
        CREATE INDEX package_stem ON package (stem);
        CREATE TABLE action (
          id INTEGER PRIMARY KEY, package INTEGER NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL,
          line BLOB NOT NULL);
        CREATE INDEX action_package ON action (package);
        CREATE TABLE heading (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE token (
          id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, isDigest INTEGER NOT NULL);
        CREATE INDEX token_folded ON token (folded);
        CREATE INDEX token_digest ON token (folded) WHERE isDigest;
        CREATE TABLE posting (
          token INTEGER NOT NULL, action INTEGER NOT NULL, heading INTEGER NOT NULL, value BLOB NOT NULL,
          PRIMARY KEY (token, action, heading, value)) WITHOUT ROWID;
        CREATE INDEX posting_action ON posting (action);
        CREATE VIRTUAL TABLE token_trigram USING fts5 (
          folded, content = 'token', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = 'none');
        CREATE VIRTUAL TABLE about USING fts5 (
          stem, summary, description, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
        PRAGMA user_version = \(version);
        """)
  }
}
