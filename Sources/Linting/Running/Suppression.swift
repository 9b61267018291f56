import PackageModel

/// Whether `pkg.linted` attributes suppress a message: those of an action and those of its package.
///
/// An attribute applies when its name begins with `pkg.linted` and is the beginning of `pkg.linted.ID`, and its value is
/// `true` in any case.
enum Suppression {
  /// An attribute with several values says nothing.
  struct Ambiguity: Error {
    let text: String
  }

  static func applies(to id: String, action: LintAction?, package: LintPackage?) throws(Ambiguity) -> Bool {
    if package?.suppressesNothing ?? true, action?.package.suppressesNothing ?? true { return false }
    let wanted = ByteString("pkg.linted." + id)
    if let action {
      for entry in action.entries(with: .linted) where wanted.hasPrefix(entry.name) {
        guard !entry.isList else { throw Ambiguity(text: "Multiple values for \(entry.name) in \(action.printed)") }
        if isTrue(entry) { return true }
      }
    }
    if let package {
      for entry in package.suppressions where wanted.hasPrefix(entry.name) {
        guard !entry.isList else { throw Ambiguity(text: "Multiple values for \(entry.name) in \(package.name)") }
        if isTrue(entry) { return true }
      }
    }
    return false
  }

  private static func isTrue(_ entry: Attributes.Entry) -> Bool {
    entry.values[0].bytes.map(ASCII.lowercased) == Array("true".utf8)
  }
}
