import PackageModel

/// A line of `conffiles` (deb-conffiles(5)).
package struct Conffile: Sendable, Hashable {
  /// From 1.
  package var line: Int
  /// The words before the path, as in `remove-on-upgrade`.
  package var instructions: [String]
  /// The path without the slash in front.
  package var path: String
  /// Whether the path does not begin with a slash.
  package var isRelative: Bool

  /// The lines of a file; empty ones are left out.
  static func read(_ bytes: [UInt8]) -> [Conffile] {
    TextLines.split(bytes).enumerated().compactMap { index, line in
      var words = line.words
      guard let path = words.popLast() else { return nil }
      return Conffile(
        line: index + 1, instructions: words, path: String(path.drop { $0 == "/" }), isRelative: !path.hasPrefix("/"))
    }
  }
}
