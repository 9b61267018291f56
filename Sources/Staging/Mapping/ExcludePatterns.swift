import PackageModel

/// Patterns for what is left out, matched against paths below a prefix.
struct ExcludePatterns: Sendable {
  private let patterns: [GlobPattern]
  private let prefix: ByteString

  init(_ patterns: [ByteString], below prefix: ByteString) {
    self.patterns = patterns.map { GlobPattern($0, .ruby) }
    self.prefix = prefix.isEmpty ? prefix : prefix + "/"
  }

  var isEmpty: Bool { patterns.isEmpty }

  /// Whether a path of the package is left out by itself.
  func matches(_ path: ByteString) -> Bool {
    guard let below = path.dropping(prefix: prefix), !below.isEmpty else { return false }
    return patterns.contains { $0.matches(below) }
  }

  /// Takes out what matches, with everything below it.
  func remove(from tree: inout StagedTree) {
    guard !isEmpty else { return }
    // Directories come before what is in them, so what lies deeper is found through its parent.
    var removed: Set<ByteString> = []
    tree.entries.removeAll { entry in
      guard removed.contains(StagedPath.parent(of: entry.path)) || matches(entry.path) else { return false }
      if entry.kind == .directory { removed.insert(entry.path) }
      return true
    }
  }
}
