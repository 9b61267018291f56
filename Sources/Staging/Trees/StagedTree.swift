package import PackageModel
package import Payload

/// A tree as it is to be installed: the entries of directories, archives and mappings, put together without copying.
package struct StagedTree: Sendable {
  /// The entries, sorted by the bytes of their paths, so that a directory comes before what is in it. The root, with an
  /// empty path, is the first where it is known.
  package var entries: [StagedEntry]
  /// What was left out because packages cannot hold it, with its kind.
  package var skipped: [Skipped] = []
  /// Rules for modes and owners and patterns that matched nothing, as they were written.
  package var unmatchedRules: [ByteString] = []

  /// Something that was left out.
  package struct Skipped: Hashable, Sendable {
    /// The name on disk.
    package var path: ByteString
    package var kind: FileKind

    package init(path: ByteString, kind: FileKind) {
      self.path = path
      self.kind = kind
    }
  }

  /// Takes entries in any order; no path may occur twice.
  package init(_ entries: [StagedEntry]) {
    // Entries are large; sorting their numbers moves them once.
    let order = entries.indices.sorted { StagedPath.precedes(entries[$0].path, entries[$1].path) }
    self.entries = order.map { entries[$0] }
  }

  /// The entry at a path, or `nil`.
  package func entry(at path: ByteString) -> StagedEntry? {
    index(of: path).map { entries[$0] }
  }

  /// The place of the entry at a path.
  package func index(of path: ByteString) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if StagedPath.precedes(entries[middle].path, path) { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].path == path ? low : nil
  }

  /// The places of the regular files below a path, itself included; `etc` and `/etc/` mean the same.
  package func files(below path: ByteString) -> [Int] {
    let top = ByteString(path.bytes.drop { $0 == ASCII.slash }.reversed().drop { $0 == ASCII.slash }.reversed())
    let prefix = top.isEmpty ? top : top + "/"
    return entries.indices.filter {
      entries[$0].kind == .file && (entries[$0].path == top || entries[$0].path.hasPrefix(prefix))
    }
  }

  /// Gives directories that are only implied the newest time of what is in them.
  mutating func settleImpliedTimes() {
    for index in entries.indices where entries[index].isImplied { entries[index].modified = .distantPast }
    for index in entries.indices.reversed() {
      if entries[index].modified == .distantPast { entries[index].modified = FileTime(seconds: 0) }
      guard !entries[index].path.isEmpty, let parent = self.index(of: StagedPath.parent(of: entries[index].path))
      else { continue }
      if entries[parent].isImplied, entries[parent].modified < entries[index].modified {
        entries[parent].modified = entries[index].modified
      }
    }
  }
}
