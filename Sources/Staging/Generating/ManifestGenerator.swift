package import PackageModel
package import Payload

/// Makes the actions of sources one after the other, in the reference's order (pkgsend(1), `generate`).
package struct ManifestGenerator {
  /// What became of a source, beyond its actions.
  package struct Report: Hashable, Sendable {
    /// What has no action: FIFOs, sockets, devices.
    package var skipped: [StagedTree.Skipped] = []
    /// What an SVR4 package does that IPS packages do not do.
    package var problems: [SVR4Package.Problem] = []
    /// Whether the source was an SVR4 package.
    package var isSVR4 = false
    /// Damage at the end of an archive, whose entries before it were all given.
    package var damage: ForeignArchive.ListingEnd = .complete

    package init() {}
  }

  private let options: GenerateOptions

  package init(_ options: GenerateOptions) {
    self.options = options
  }

  /// Gives the actions of a source one by one.
  ///
  /// - Throws: ``StagingError``; actions may have been given before.
  package func generate(
    _ source: PackageSource, emit: (Action) throws(StagingError) -> Void
  ) throws(StagingError) -> Report {
    switch source {
    case .directory(let path): try DirectoryActions(options).generate(path, emit: emit)
    case .archive(let path): try TarActions(options).generate(path, emit: emit)
    case .svr4Directory(let path):
      try SVR4Actions(SVR4Package(directory: path), options).generate(members: nil, emit: emit)
    case .svr4Datastream(let path):
      try SVR4Datastream(path).generate(options, emit: emit)
    }
  }
}
