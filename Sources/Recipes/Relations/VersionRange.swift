import PackageModel

/// Ends of ranges of versions.
enum VersionRange {
  /// The first version outside `~> version`: the last part but one counted up, or the only one.
  static func endOfPessimisticRange(_ version: String) -> String {
    changing(version) { parts in
      if parts.count > 1 {
        parts[parts.count - 2].countUp()
        parts[parts.count - 1] = 0
      } else {
        parts[0].countUp()
      }
    }
  }

  /// The first version that is not a revision of `version`: its last part counted up.
  static func next(after version: String) -> String {
    changing(version) { $0[$0.count - 1].countUp() }
  }

  /// Changes the numbers between the dots; of every part the leading digits count. The epoch stays.
  private static func changing(_ version: String, _ change: (inout [UInt64]) -> Void) -> String {
    var epoch = ""
    var rest = version[...]
    if let colon = version.firstIndex(of: ":") {
      epoch = String(version[...colon])
      rest = version[version.index(after: colon)...]
    }
    var parts = rest.split(separator: ".", omittingEmptySubsequences: false).map { part in
      UInt64(String(decoding: part.utf8.prefix(while: ASCII.isDigit), as: UTF8.self)) ?? 0
    }
    change(&parts)
    return epoch + parts.map(String.init).joined(separator: ".")
  }
}

extension UInt64 {
  fileprivate mutating func countUp() { self = addingReportingOverflow(1).overflow ? self : self + 1 }
}
