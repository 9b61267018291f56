/// The version of a package in its parts.
package struct RecipeVersion: Hashable, Sendable {
  /// What stands before the colon; `nil` for none.
  package var epoch: String?
  /// What the software calls itself; it may hold an epoch and a revision of its own.
  package var upstream: String
  /// What stands behind the last hyphen; `nil` for none.
  package var revision: String?

  package init(epoch: String? = nil, upstream: String, revision: String? = nil) {
    self.epoch = epoch
    self.upstream = upstream
    self.revision = revision
  }

  /// Takes a version of a control file apart.
  package init(splitting text: String) {
    var rest = text[...]
    if let colon = rest.firstIndex(of: ":") {
      epoch = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    if let hyphen = rest.lastIndex(of: "-") {
      revision = String(rest[rest.index(after: hyphen)...])
      rest = rest[..<hyphen]
    }
    upstream = String(rest)
  }

  /// The version without its epoch, as it stands in the names of files.
  package var withoutEpoch: String { upstream + (revision.map { "-" + $0 } ?? "") }

  /// The whole version. An epoch of 0 is left out, as dpkg does.
  package var text: String {
    guard let epoch, epoch.contains(where: { $0 != "0" }) else { return withoutEpoch }
    return "\(epoch):\(withoutEpoch)"
  }
}
