package import IPSRepository
package import PackageModel

/// The search of a depot, one index for each publisher.
///
/// All calls come from threads that may block; several may come at once.
package protocol DepotSearch: Sendable {
  /// Notes a package that has just been published, or signed, and is in the catalog: it must be found from now on.
  ///
  /// - Parameters:
  ///   - package: with publisher and version.
  ///   - store: where the publisher's packages are.
  func note(_ package: FMRI, in store: PublisherStore) throws

  /// Brings the index in line with the catalog: at the start, after another process has published, and when a client asks
  /// for it.
  func refresh(_ store: PublisherStore) throws

  /// Makes the index anew.
  func rebuild(_ store: PublisherStore) throws

  /// Answers `search/1`.
  ///
  /// - Parameters:
  ///   - queries: as clients send them, decoded: `CASE_RETURN_NUM_START_TEXT`. More than one where parameters were given.
  ///   - store: where the publisher's packages are.
  /// - Throws: ``DepotFailure`` with the status that clients know: 400, 404 or 503.
  func answer(_ queries: [ByteString], in store: PublisherStore) throws -> DepotReply

  /// Answers `search/0`.
  func answer(token: ByteString, in store: PublisherStore) throws -> DepotReply
}
