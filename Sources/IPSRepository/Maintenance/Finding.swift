package import PackageModel

/// Something wrong in a repository.
package struct Finding: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The content of a payload does not have the digest that the manifest gives.
    case wrongContent(expected: ByteString, found: ByteString)
    /// A stored payload cannot be decompressed.
    case damagedStream
    case missingPayload(ByteString)
    case damagedManifest
    /// A file lies where manifests are and is none.
    case stranger(reason: String)
    case unreadable(reason: String)
    case missingDependency(ByteString, type: ByteString)
    /// Others than the owner cannot read everything.
    case restrictivePermissions(ByteString)
    /// A file of the catalog is damaged.
    case damagedCatalog(reason: String)
    /// The catalog lists a package whose manifest is missing or another one.
    case staleCatalog
    /// A manifest that the catalog does not list.
    case unlisted
  }

  package var kind: Kind
  package var publisher: ByteString
  /// The file it is about.
  package var path: ByteString?
  package var package: FMRI?
  /// The path that the file is delivered to.
  package var deliveredPath: ByteString?

  /// Whether it is worth knowing only.
  package var isWarning: Bool {
    switch kind {
    case .restrictivePermissions, .unlisted: true
    default: false
    }
  }
}
