/// How much of an archive is read before it is refused. The defaults are far above any package.
package struct ArchiveLimits: Hashable, Sendable {
  /// The number of entries.
  package var entryCount: Int
  /// The bytes of all content together.
  package var totalSize: UInt64
  /// The bytes of a path, and of a link's target.
  package var pathLength: Int
  /// The directories above an entry.
  package var depth: Int

  package init(
    entryCount: Int = 4_000_000, totalSize: UInt64 = 1 << 40, pathLength: Int = 4096, depth: Int = 256
  ) {
    self.entryCount = entryCount
    self.totalSize = totalSize
    self.pathLength = pathLength
    self.depth = depth
  }
}
