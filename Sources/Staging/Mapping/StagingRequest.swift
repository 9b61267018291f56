package import PackageModel

/// What goes into a package and how: inputs in order, a later one replacing what an earlier one put at the same path.
package struct StagingRequest: Sendable {
  /// Something to put into the package.
  package enum Input: Sendable {
    /// fpm's argument: a path, or a source, `=` and a destination.
    case argument(ByteString)
    /// A path and where it goes.
    case mapping(PathMapping)
    /// An archive as ``ForeignArchive`` reads them, unpacked at the prefix. With a directory, only what is below it is
    /// taken.
    case archive(ByteString, directory: ByteString?)
    /// A tree that was read elsewhere, put at the root whatever the prefix is.
    case tree(StagedTree)
  }

  /// Whom the files belong to.
  package enum Ownership: Hashable, Sendable {
    /// Everything belongs to one user and one group.
    case fixed(owner: StagedEntry.Account, group: StagedEntry.Account)
    /// As on disk, or as the archive says.
    case asFound

    package static let root = Ownership.fixed(owner: .root, group: .root)
  }

  package var inputs: [Input] = []
  /// The directory that relative inputs are looked up in.
  package var directory: ByteString?
  /// Put before every destination.
  package var prefix: ByteString?
  /// Patterns as of fpm's `--exclude`: matched against whole paths below the prefix, `*` crosses slashes; what matches is
  /// left out with everything below it.
  package var excludes: [ByteString] = []
  package var ownership: Ownership = .root
  /// Later rules win.
  package var modeRules: [ModeRule] = []
  /// Later rules win.
  package var ownerRules: [OwnerRule] = []
  package var specialFiles: TreeWalk.SpecialFiles = .areErrors

  package init(inputs: [Input] = []) {
    self.inputs = inputs
  }

  /// Puts the tree together.
  ///
  /// - Throws: ``StagingError`` naming the input or the path that is wrong.
  package func stage() throws(StagingError) -> StagedTree {
    var stager = try Stager(self)
    for input in inputs { try stager.add(input) }
    return stager.finish()
  }
}
