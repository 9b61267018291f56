package import PackageModel

/// Puts entries into a tree one after the other, as files are put into a directory: a later file replaces an earlier
/// one, directories above a path appear by themselves, and paths go through links to directories of the tree.
package struct TreeBuilder: Sendable {
  private var entries: [ByteString: StagedEntry] = ["": Self.implied("")]

  package init() {}

  private static func implied(_ path: ByteString) -> StagedEntry {
    var directory = StagedEntry(path, .directory, permissions: 0o755, modified: .distantPast)
    directory.isImplied = true
    return directory
  }

  /// How deep links may lead to links, as the kernel has it.
  private static let linkLimit = 40

  /// Whether a path is a directory in the tree, or a link to one.
  package func isDirectory(_ path: ByteString) -> Bool {
    if path.isEmpty { return true }
    guard let resolved = try? resolve(path, mayEnd: false).path else { return false }
    return resolved.isEmpty || entries[resolved]?.kind == .directory
  }

  /// The entry at exactly this path.
  package func entry(at path: ByteString) -> StagedEntry? { entries[path] }

  /// Puts an entry at its path.
  ///
  /// - Throws: ``StagingError`` where a file would replace a directory, a directory a file, or the way there is no
  ///   directory.
  package mutating func place(_ entry: StagedEntry) throws(StagingError) {
    var entry = entry
    guard !entry.path.isEmpty else {
      if !entry.isImplied { entries[""] = entry }
      return
    }
    let name = entry.name
    let parent = try directory(StagedPath.parent(of: entry.path))
    entry.path = StagedPath.join(parent, name)
    if let old = entries[entry.path] {
      switch (old.kind, entry.kind) {
      case (.directory, .directory):
        if entry.isImplied { return }
      case (.directory, _): throw .isADirectory(entry.path)
      case (.link, .directory):
        // What is put into a directory goes where the link leads, and so does what is said about the directory.
        let resolved = try resolve(entry.path, mayEnd: false).path
        guard resolved.isEmpty || entries[resolved]?.kind == .directory else { throw .isAFile(entry.path) }
        if entry.isImplied { return }
        entry.path = resolved
      case (_, .directory): throw .isAFile(entry.path)
      default: break
      }
    }
    entries[entry.path] = entry
  }

  /// The directory to put something into, links followed, made where it is missing.
  private mutating func directory(_ path: ByteString) throws(StagingError) -> ByteString {
    // Directories in the table never lie behind links, so most ways need not be looked at part by part.
    if path.isEmpty || entries[path]?.kind == .directory { return path }
    let (resolved, missing) = try resolve(path, mayEnd: true)
    for new in missing { entries[new] = Self.implied(new) }
    return resolved
  }

  /// Follows the links on the way of a path, the last part included.
  ///
  /// - Parameter mayEnd: whether the way may leave what exists; the directories that are missing are then given.
  private func resolve(
    _ path: ByteString, mayEnd: Bool
  ) throws(StagingError) -> (path: ByteString, missing: [ByteString]) {
    var missing: [ByteString] = []
    var current: ByteString = ""
    var pending = Array(path.split(on: ASCII.slash).reversed())
    var links = 0
    // The link whose target is being followed and how much of the way lies behind it. Nothing is made on the way of a
    // link: whoever made it meant something that is there.
    var followed: (link: StagedEntry, rest: Int)?
    while let part = pending.popLast() {
      if let link = followed, pending.count < link.rest { followed = nil }
      if part.isEmpty || part == "." { continue }
      if part == ".." {
        current = StagedPath.parent(of: current)
        continue
      }
      let next = StagedPath.join(current, part)
      guard let found = entries[next] else {
        if let link = followed?.link { throw .deadLink(link.path, target: link.target) }
        guard mayEnd else { throw .notADirectory(next) }
        missing.append(next)
        current = next
        continue
      }
      switch found.kind {
      case .directory: current = next
      case .link:
        links += 1
        guard links <= Self.linkLimit else { throw .deadLink(found.path, target: found.target) }
        if followed == nil { followed = (found, pending.count) }
        if found.target.bytes.first == ASCII.slash { current = "" }
        pending += found.target.split(on: ASCII.slash).reversed()
      case .file, .fifo:
        if let link = followed?.link { throw .deadLink(link.path, target: link.target) }
        throw .notADirectory(next)
      }
    }
    return (current, missing)
  }

  /// The finished tree.
  package func finish() -> StagedTree {
    var tree = StagedTree(Array(entries.values))
    tree.settleImpliedTimes()
    return tree
  }
}
