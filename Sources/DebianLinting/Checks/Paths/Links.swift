/// Symbolic links taken apart as text.
enum Links {
  /// The path of the package that a link leads to; `nil` where it leads out.
  static func normalized(_ entry: PackageEntry) -> String? {
    var parts = entry.target.hasPrefix("/") ? [] : entry.path.split(separator: "/").dropLast().map(String.init)
    for part in entry.target.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
