package import PackageModel
package import Payload

/// Something that packages can be read from: a repository on disk or on the network, or a package archive.
package protocol PackageOrigin: Sendable {
  /// The path or the address, for messages.
  var path: ByteString { get }

  /// The publishers' names in order.
  var publishers: [ByteString] { get throws(RepositoryError) }

  /// What is known about a publisher.
  func info(of publisher: ByteString) throws(RepositoryError) -> PublisherInfo

  /// The list of a publisher's packages; empty where nothing has been published.
  func catalog(of publisher: ByteString) throws(RepositoryError) -> Catalog

  /// The bytes of a package's manifest.
  ///
  /// - Throws: ``RepositoryError/unknownPackage(_:)``.
  func manifest(of fmri: FMRI) throws(RepositoryError) -> [UInt8]

  /// The stored form of a payload, which is a gzip stream; `nil` where it is missing.
  func storedPayload(_ name: ByteString, of publisher: ByteString) throws(RepositoryError) -> ContentSource?

  /// Says that a payload will not be asked for again soon, so that what was kept of it need not be kept.
  func release(_ name: ByteString)

  /// How many things are best asked for at a time.
  var parallelism: Int { get }

  /// How much a publisher has, and what is being done with it.
  func summary(of publisher: ByteString) throws(RepositoryError) -> PublisherSummary

  /// The properties of the repository; none where it has none that say anything, as archives.
  var properties: [RepositoryConfiguration.Section] { get throws(RepositoryError) }

  /// The files of a publisher's catalog as they are; `nil` where there are none, as in archives.
  func catalogFiles(of publisher: ByteString) throws(RepositoryError) -> [CatalogFile]?
}

/// How much a publisher has in a repository.
package struct PublisherSummary: Hashable, Sendable {
  /// The number of packages, whatever the number of their versions.
  package var count: Int
  /// When the list of packages was last changed.
  package var updated: CatalogTime
  /// What is being done: `online` is nothing in particular, `processing` that somebody publishes.
  package var status: ByteString

  package init(count: Int, updated: CatalogTime, status: ByteString = "online") {
    self.count = count
    self.updated = updated
    self.status = status
  }
}

/// A file of a catalog.
package struct CatalogFile: Sendable {
  package var name: ByteString
  package var content: ContentSource
  /// When it was changed, in seconds since 1970.
  package var modificationTime: Int64?

  package init(name: ByteString, content: ContentSource, modificationTime: Int64?) {
    self.name = name
    self.content = content
    self.modificationTime = modificationTime
  }
}

extension PackageOrigin {
  /// A package's manifest, read.
  package func actions(of fmri: FMRI) throws(RepositoryError) -> Manifest {
    let bytes = try manifest(of: fmri)
    do throws(Diagnostics) {
      return try Manifest(reading: bytes, fileName: fmri.description)
    } catch {
      throw .manifest(error)
    }
  }

  package func release(_ name: ByteString) {}

  package var parallelism: Int { Processors.count }

  package func summary(of publisher: ByteString) throws(RepositoryError) -> PublisherSummary {
    let attributes = try catalog(of: publisher).attributes
    return PublisherSummary(count: attributes.packageCount, updated: attributes.lastModified)
  }

  package var properties: [RepositoryConfiguration.Section] { get throws(RepositoryError) { [] } }

  package func catalogFiles(of publisher: ByteString) throws(RepositoryError) -> [CatalogFile]? { nil }
}

/// Opens what a user names.
package enum PackageOrigins {
  /// - Throws: ``RepositoryError/notARepository(_:)`` or ``RepositoryError/invalidArchive(_:)``.
  package static func open(_ path: ByteString) throws(RepositoryError) -> any PackageOrigin {
    if FileSystem.isFile(path) { return try PackageArchive(path) }
    return try Repository(path)
  }
}
