/// A piece of a maintainer script that is complete in itself.
///
/// It may be put into any shell script, so it relies on nothing but dpkg's arguments in `$1` and `$2`.
struct Snippet: Equatable {
  /// Its lines.
  var lines: [String]

  /// A snippet.
  init(_ lines: [String]) { self.lines = lines }

  /// Snippets between the marks by which lintian knows generated parts; nothing if there are none.
  static func section(_ snippets: [Snippet]) -> [UInt8] {
    guard !snippets.isEmpty else { return [] }
    return section(Array(snippets.flatMap(\.lines).map { $0 + "\n" }.joined().utf8))
  }

  /// Text between the marks.
  static func section(_ text: [UInt8]) -> [UInt8] {
    Array("# Automatically added by pkgwright\n".utf8) + text + Array("# End automatically added section\n".utf8)
  }
}

/// The generated parts of one maintainer script, around the packager's hook.
struct GeneratedParts: Equatable {
  /// What the hook may rely on: accounts, directories, renamed configuration.
  var beforeHook: [Snippet] = []
  /// What relies on the hook: services, cleaning up.
  var afterHook: [Snippet] = []

  /// Nothing is generated.
  var isEmpty: Bool { beforeHook.isEmpty && afterHook.isEmpty }

  /// Everything in order, for a script that says itself where it goes.
  var text: [UInt8] { Snippet.section(beforeHook + afterHook) }
}
