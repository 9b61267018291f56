import PackageModel

/// Which files are kept whole because a check reads them.
struct KeptContent {
  /// More than this of one file is not looked at.
  static let largestFile: UInt64 = 4 << 20
  /// More than this of a package is not kept.
  static let largestSum: UInt64 = 64 << 20

  private static let folders = [
    "etc/init.d/", "etc/default/", "lib/systemd/system/", "usr/lib/systemd/system/", "etc/systemd/system/",
    "usr/share/lintian/overrides/",
  ]

  /// The name of the package.
  let package: String
  private var kept: UInt64 = 0

  init(package: String) { self.package = package }

  /// Whether a file is kept.
  mutating func takes(_ path: String, size: UInt64) -> Bool {
    guard size <= Self.largestFile, kept + size <= Self.largestSum, isWanted(path) else { return false }
    kept += size
    return true
  }

  private func isWanted(_ path: String) -> Bool {
    if Self.folders.contains(where: path.hasPrefix) { return true }
    guard path.hasPrefix("usr/share/doc/\(package)/") else { return false }
    let name = path.lastPathPart.lowercasedASCII
    return ["copyright", "changelog", "changes", "news"].contains(where: name.hasPrefix)
  }
}
