/// The estimate of the disk space a package needs (Debian Policy 5.6.20), as dpkg-gencontrol computes it.
struct InstalledSize {
  /// The sum so far, in KiB. It begins with 1 for the root directory of the tree.
  private(set) var kibibytes: UInt64 = 1

  /// Counts a file or a symbolic link with its length, once for all its hard links.
  mutating func addContent(bytes: UInt64) { kibibytes += bytes / 1024 + (bytes % 1024 == 0 ? 0 : 1) }

  /// Counts a directory or a special file.
  mutating func addOther() { kibibytes += 1 }
}
