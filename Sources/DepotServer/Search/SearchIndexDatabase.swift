import GRDB
package import IPSRepository
package import PackageModel
import Synchronization

/// The search index of a publisher: an SQLite database that follows the catalog.
///
/// It can be made anew from catalog and manifests at any time, so it is no part of the repository that needs a backup.
/// Several processes may use it at the same time.
package final class SearchIndexDatabase: Sendable {
  /// The name of the database in its folder.
  static let fileName: ByteString = "search.sqlite"

  let store: PublisherStore
  /// The database's file.
  package let path: ByteString
  let pool: DatabasePool
  /// The state of the catalog that is known to be in the index.
  let covered = Mutex<CatalogState?>(nil)

  /// Opens the index, made where it is missing, damaged or of another version.
  ///
  /// - Parameters:
  ///   - store: the publisher.
  ///   - folder: where the index is kept; by default beside the publisher's catalog.
  package init(_ store: PublisherStore, folder: ByteString? = nil) throws(SearchIndexError) {
    self.store = store
    let folder = folder ?? Self.folder(of: store)
    let path = folder + "/" + Self.fileName
    self.path = path
    do {
      try FileSystem.makeDirectories(folder)
      pool = try Self.open(path)
    } catch {
      throw SearchIndexError(path: path.text, reason: "\(error)")
    }
  }

  /// The folder of the index: not the one that other tools keep theirs in, because they replace that as a whole.
  package static func folder(of store: PublisherStore) -> ByteString { store.root + "/search" }

  private static func open(_ path: ByteString) throws -> DatabasePool {
    do {
      return try prepare(path)
    } catch let error as DatabaseError where error.isDamage {
      for suffix in ["", "-wal", "-shm"] as [ByteString] { try FileSystem.remove(path + suffix) }
      return try prepare(path)
    }
  }

  private static func prepare(_ path: ByteString) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    let pool = try DatabasePool(path: path.text, configuration: configuration)
    try pool.write { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      if version == SearchIndexSchema.version { return }
      guard try !database.tableExists("package") else { throw DatabaseError(resultCode: .SQLITE_NOTADB) }
      try SearchIndexSchema.create(database)
    }
    return pool
  }

  /// Whether the database still is the file of its name.
  package var isInPlace: Bool { FileSystem.isFile(path) }

  /// Gives errors of the database this room's type.
  func failing<Value>(_ body: () throws -> Value) throws(SearchIndexError) -> Value {
    do {
      return try body()
    } catch {
      throw SearchIndexError(path: path.text, reason: "\(error)")
    }
  }
}

extension DatabaseError {
  /// Whether the file is to be thrown away.
  fileprivate var isDamage: Bool { resultCode == .SQLITE_NOTADB || resultCode == .SQLITE_CORRUPT }
}

/// What a catalog can be told apart by.
struct CatalogState: Hashable, Sendable {
  var modified: String
  var versions: Int
  /// The digest of the part that lists the packages.
  var signature: String

  init(_ attributes: CatalogAttributes) {
    modified = attributes.lastModified.basic.text
    versions = attributes.packageVersionCount
    signature = (attributes.parts[CatalogFileName.base]?.signature ?? "").text
  }

  init(_ row: Row) {
    modified = row["modified"]
    versions = row["versions"]
    signature = row["signature"]
  }
}
