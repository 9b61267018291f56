package import PackageModel

/// A request for something that is no operation of the protocol: a page for people or a feed.
package struct DepotPageRequest: Sendable {
  /// The publisher in front of the path, where the first component names one.
  package var publisher: ByteString?
  /// The rest of the path, decoded, component by component; no component is empty, `.` or `..`, or holds a slash.
  package var path: [ByteString]
  /// Names and values behind the question mark, decoded.
  package var query: [(name: ByteString, value: ByteString)]
  /// Scheme, host and path that clients reach the depot under, without a slash at the end.
  package var base: ByteString

  package init(
    publisher: ByteString?, path: [ByteString], query: [(name: ByteString, value: ByteString)], base: ByteString
  ) {
    self.publisher = publisher
    self.path = path
    self.query = query
    self.base = base
  }
}

/// The pages of a depot for people. Calls come from threads that may block; several may come at once.
package protocol DepotPages: Sendable {
  /// Answers a GET request.
  ///
  /// - Throws: ``DepotFailure`` for what is not there.
  func answer(_ request: DepotPageRequest) throws -> DepotReply
}
