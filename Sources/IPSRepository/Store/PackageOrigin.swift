package import PackageModel
package import Payload

/// Something that packages can be read from: a repository on disk or a package archive.
package protocol PackageOrigin {
  /// The path, for messages.
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

  /// When the list of a publisher's packages was last changed, and how many packages it has.
  package func summary(of publisher: ByteString) throws(RepositoryError) -> (count: Int, updated: CatalogTime) {
    let attributes = try catalog(of: publisher).attributes
    return (attributes.packageCount, attributes.lastModified)
  }
}

/// Opens what a user names.
package enum PackageOrigins {
  /// - Throws: ``RepositoryError/notARepository(_:)`` or ``RepositoryError/invalidArchive(_:)``.
  package static func open(_ path: ByteString) throws(RepositoryError) -> any PackageOrigin {
    if FileSystem.isFile(path) { return try PackageArchive(path) }
    return try Repository(path)
  }
}
