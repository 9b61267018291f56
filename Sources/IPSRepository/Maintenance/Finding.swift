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
    /// The manifest says something about a stored payload that is not so.
    case wrongAttribute(ByteString, expected: ByteString, found: ByteString)
    case signature(SignatureProblem)
    /// What is said about the publisher cannot be read.
    case damagedInfo(reason: String)
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

  package init(
    kind: Kind, publisher: ByteString, path: ByteString? = nil, package: FMRI? = nil, deliveredPath: ByteString? = nil
  ) {
    self.kind = kind
    self.publisher = publisher
    self.path = path
    self.package = package
    self.deliveredPath = deliveredPath
  }

  /// Whether it is worth knowing only.
  package var isWarning: Bool {
    switch kind {
    case .restrictivePermissions, .unlisted: true
    case .signature(let problem): problem.kind == .outOfDate || problem.kind == .unknown
    default: false
    }
  }

  /// Whether moving files away and making the catalog anew helps. Whom a package is signed by is for people to judge.
  package var isRepairable: Bool {
    switch kind {
    case .restrictivePermissions, .missingDependency: false
    case .signature(let problem): problem.kind == .wrong
    default: true
    }
  }
}
