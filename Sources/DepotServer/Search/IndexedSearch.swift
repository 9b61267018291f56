import Glibc
package import IPSRepository
package import PackageModel
import Payload
import Synchronization

/// The search of a depot: an index for each publisher, opened when it is first needed.
package final class IndexedSearch: DepotSearch {
  private let writableRoot: ByteString?
  private let indexes = Mutex<[ByteString: SearchIndexDatabase]>([:])
  /// Where indexes are kept for repositories that cannot be written to, until the depot ends.
  private let temporary = Mutex<ByteString?>(nil)

  /// Makes a search.
  ///
  /// - Parameter writableRoot: where indexes are kept; by default in the folder of their publisher, or where that cannot
  ///   be written to in a temporary one.
  package init(writableRoot: ByteString? = nil) { self.writableRoot = writableRoot }

  deinit {
    indexes.withLock { $0 = [:] }
    if let folder = temporary.withLock({ $0 }) { DirectoryTree.remove(folder) }
  }

  package func note(_ package: FMRI, in store: PublisherStore) throws { try refresh(store) }

  package func refresh(_ store: PublisherStore) throws { try index(of: store).update() }

  package func rebuild(_ store: PublisherStore) throws {
    let index = try index(of: store)
    try index.empty()
    try index.update()
  }

  package func answer(_ queries: [ByteString], in store: PublisherStore) throws -> DepotReply {
    var text = SearchAnswer.heading.bytes
    for (number, query) in queries.enumerated() {
      text += SearchAnswer.lines(try results(store) { () throws in try SearchQuery(parsing: query) }, number: number)
    }
    if queries.count == 1, text.count == SearchAnswer.heading.count { return DepotReply(204) }
    return .text(text)
  }

  package func answer(token: ByteString, in store: PublisherStore) throws -> DepotReply {
    .text(SearchAnswer.plainLines(try results(store) { () throws in try SearchQuery(token) }))
  }

  /// What a query finds.
  ///
  /// - Throws: ``DepotFailure``.
  private func results(_ store: PublisherStore, _ query: () throws -> SearchQuery) throws -> [SearchResult] {
    do {
      return try index(of: store).results(try query())
    } catch let error as SearchQueryError {
      throw DepotFailure(error.isBadRequest ? 400 : 404, error.description)
    } catch let error as SearchIndexError {
      throw DepotFailure(503, error.description)
    }
  }

  /// The index of a publisher.
  package func index(of store: PublisherStore) throws -> SearchIndexDatabase {
    try indexes.withLock { indexes in
      // Whoever removes the index, or the publisher, while the depot runs gets a new one.
      if let index = indexes[store.root], index.isInPlace { return index }
      let index = try SearchIndexDatabase(store, folder: try folder(of: store))
      indexes[store.root] = index
      return index
    }
  }

  private func folder(of store: PublisherStore) throws -> ByteString {
    let own = SearchIndexDatabase.folder(of: store)
    if let writableRoot { return writableRoot + "/search/" + store.publisher }
    let nearest = [own, store.root, AtomicOutput.directory(of: store.root)].first { FileSystem.isDirectory($0) }
    if let nearest, nearest.withCString({ access($0, W_OK) }) == 0 { return own }
    return try temporary.withLock { folder in
      if folder == nil { folder = try Self.makeTemporary() }
      return (folder ?? "") + "/" + store.publisher
    }
  }

  private static func makeTemporary() throws -> ByteString {
    let parent = getenv("TMPDIR").map { ByteString(cString: $0) } ?? "/tmp"
    var template = (parent + "/pkgwright-search-XXXXXX").bytes.map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil else { throw RepositoryError.payload(PayloadError("create", parent)) }
    return ByteString(template.dropLast().map { UInt8(bitPattern: $0) })
  }
}
