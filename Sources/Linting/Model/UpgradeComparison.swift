import PackageModel

/// What an update from the version published before to the one that is checked changes.
struct UpgradeComparison: Sendable {
  let previous: LintPackage
  /// Files and links of the previous version that no package of the run delivers any more.
  let removed: [LintAction]
  /// Paths that both versions deliver.
  let kept: [(old: LintAction, new: LintAction)]

  /// - Parameter isDelivered: whether any package of the run delivers a path.
  init(from previous: LintPackage, to package: LintPackage, isDelivered: (ByteString) -> Bool) {
    self.previous = previous
    var byPath: [ByteString: [LintAction]] = [:]
    for action in package.actions where action.kind.deliversPath {
      if let path = action.first(.path) { byPath[path, default: []].append(action) }
    }
    var removed: [LintAction] = []
    var kept: [(old: LintAction, new: LintAction)] = []
    for old in previous.actions where old.kind.deliversPath {
      guard let path = old.first(.path) else { continue }
      let variants = old.variants
      if let new = byPath[path]?.first(where: { $0.variants.intersects(variants) }) {
        kept.append((old, new))
      } else if old.kind != .dir, byPath[path] == nil, !isDelivered(path) {
        removed.append(old)
      }
    }
    self.removed = removed
    self.kept = kept
  }

  /// Whether users may have changed a file, so that its contents outlive updates.
  static func isEditable(_ action: LintAction) -> Bool { action.kind == .file && action.has(.preserve) }
}
