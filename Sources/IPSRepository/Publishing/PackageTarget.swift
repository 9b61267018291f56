package import PackageModel
package import Payload

/// Something that packages can be published to: a repository on disk, or a depot.
package protocol PackageTarget: PackageOrigin {
  /// Whether listing many packages together is cheaper than each when it is closed.
  var listsTogether: Bool { get }

  /// Begins a package.
  ///
  /// - Parameters:
  ///   - fmri: with a version; the publisher may be missing where the repository has a default one, the timestamp where
  ///     the package is to have the present time.
  ///   - endsWithProcess: whether the transaction is void when this process dies; the older subcommands hand one on to
  ///     other processes.
  func open(_ fmri: FMRI, endsWithProcess: Bool) throws(RepositoryError) -> any PackageTransaction

  /// Begins to add signatures to a published package.
  func append(to fmri: FMRI, endsWithProcess: Bool) throws(RepositoryError) -> any PackageTransaction

  /// Goes on with a transaction that another process began.
  ///
  /// - Throws: ``RepositoryError/unknownTransaction(_:)``.
  func resume(_ id: ByteString) throws(RepositoryError) -> any PackageTransaction

  /// Removes what an earlier attempt at the same package left, unless a process is at it.
  func discardLeft(of fmri: FMRI) throws(RepositoryError)

  /// Looks after a publisher's catalog and search index.
  ///
  /// - Returns: the packages that the catalog cannot list; empty where that is not known.
  @discardableResult
  func maintain(_ maintenance: RepositoryMaintenance, of publisher: ByteString) throws(RepositoryError) -> [FMRI:
    RepositoryError]
}

/// The publication of one package: payload and manifest are put together aside, and appear in the repository together.
package protocol PackageTransaction: Sendable {
  var id: ByteString { get }

  /// Whether payload and manifest are taken by themselves. Old depots take action by action, each with its payload.
  var takesManifests: Bool { get }

  /// Takes payload in, unless the repository has it: several files at a time.
  ///
  /// - Parameter progress: told how many bytes of content have been dealt with.
  func take(
    _ sources: [ContentSource], _ progress: @escaping @Sendable (UInt64) -> Void
  ) throws(RepositoryError) -> [PayloadAttributes]

  /// Whether a payload is missing, so that it must be taken in. One that is there stays until the transaction is closed.
  func lacks(_ name: ByteString) throws(RepositoryError) -> Bool

  /// Takes a stream in that has its stored form already.
  ///
  /// - Throws: ``RepositoryError/wrongContent(name:found:)`` when the content is not what the name says.
  func takeStored(_ stream: ContentSource, name: ByteString) throws(RepositoryError)

  /// Adds actions, whose payload has been taken in, as they are to be published.
  ///
  /// - Parameter text: whole lines.
  func add(_ text: [UInt8]) throws(RepositoryError)

  /// Adds an action with its payload, as the older subcommands do. The payload's attributes are computed.
  func add(_ action: Action, _ content: ContentSource?) throws(RepositoryError)

  /// Publishes the package.
  ///
  /// - Parameter listing: whether the catalog is to list the package at once; a refresh of the catalog finds it
  ///   otherwise.
  /// - Throws: ``RepositoryError``; the transaction is open still.
  func close(listing: Bool) throws(RepositoryError) -> Transaction.Result

  /// Gives the package up. Nothing of it remains.
  func abandon() throws(RepositoryError)
}

/// Work on the catalog and the search index of a publisher.
package struct RepositoryMaintenance: Hashable, Sendable {
  /// How thorough it is.
  package enum Kind: String, Sendable {
    /// What is new is added.
    case refresh
    /// Everything is made anew.
    case rebuild
  }

  package var kind: Kind
  package var catalog: Bool
  package var index: Bool

  package init(_ kind: Kind, catalog: Bool = true, index: Bool = true) {
    self.kind = kind
    self.catalog = catalog
    self.index = index
  }
}
