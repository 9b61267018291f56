package import PackageModel

/// Something that a tree and the manifests of a run do not have in common.
package struct TreeDifference: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// The tree has the path, and no manifest delivers it.
    case undelivered
    /// A manifest delivers the path, and the tree does not have it.
    case missing
    case kind, mode, target
  }

  /// The action that delivers the path: its manifest's file and its number there.
  package struct Place: Sendable, Hashable {
    package var file: String
    package var action: Int

    package init(file: String, action: Int) {
      self.file = file
      self.action = action
    }
  }

  package var path: ByteString
  package var reason: Reason
  /// What the tree has; `nil` where it has nothing.
  package var tree: ByteString?
  /// What the manifest says; `nil` where it says nothing.
  package var manifest: ByteString?
  /// `nil` for what no manifest delivers.
  package var place: Place?
  /// The file of the tree, as the user may find it.
  package var file: ByteString

  package init(
    path: ByteString, reason: Reason, tree: ByteString?, manifest: ByteString?, place: Place?, file: ByteString
  ) {
    self.path = path
    self.reason = reason
    self.tree = tree
    self.manifest = manifest
    self.place = place
    self.file = file
  }
}
