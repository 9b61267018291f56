/// A piece of a maintainer script that is complete in itself.
///
/// It may be put into any shell script, so it relies on nothing but dpkg's arguments in `$1` and `$2`.
struct Snippet: Equatable {
  /// Its lines.
  var lines: [String]

  /// A snippet.
  init(_ lines: [String]) { self.lines = lines }

  /// The text between the marks by which lintian knows generated parts.
  var text: String {
    (["# Automatically added by pkgwright"] + lines + ["# End automatically added section"])
      .map { $0 + "\n" }.joined()
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
  var text: String { (beforeHook + afterHook).map(\.text).joined() }
}
