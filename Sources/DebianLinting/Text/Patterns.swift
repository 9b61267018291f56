import Transforms

/// Patterns in the syntax of PCRE2 that have been compiled. They belong to one run: matches share its memory.
package final class Patterns {
  private let context = PCREContext()
  private var codes: [String: PCRECode] = [:]

  package init() {}

  /// A pattern that matches exactly a text.
  static func quoted(_ text: String) -> String {
    text.unicodeScalars.map { "\\.+*?()[]{}|^$#".unicodeScalars.contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// Whether a pattern matches somewhere in a text. A pattern that gives up on a hostile text does not match it.
  func matches(_ pattern: String, _ text: String) -> Bool { run(pattern, text) != nil }

  /// What the groups of a pattern matched, the whole match first; `nil` where it does not match.
  func groups(_ pattern: String, _ text: String) -> [String?]? {
    guard let code = run(pattern, text) else { return nil }
    let bytes = Array(text.utf8)
    return (0..<8).map { group in
      guard group < code.groupCount else { return nil }
      return code.range(ofGroup: group).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  /// What the first group matched; `nil` where the pattern does not match.
  func first(_ pattern: String, _ text: String) -> String? { groups(pattern, text)?[1] ?? nil }

  /// Where in a text, in bytes, a pattern first matches.
  func range(_ pattern: String, _ text: String) -> Range<Int>? { run(pattern, text)?.range(ofGroup: 0) }

  private func run(_ pattern: String, _ text: String) -> PCRECode? {
    guard let code = code(pattern) else { return nil }
    var text = text
    let found = text.withUTF8 { (try? code.run($0.span)) ?? false }
    return found ? code : nil
  }

  private func code(_ pattern: String) -> PCRECode? {
    if let code = codes[pattern] { return code }
    let code = PCRECode(Array(pattern.utf8), isAnchored: false, isUTF: false, context: context)
    assert(code != nil, "not a pattern: \(pattern)")
    codes[pattern] = code
    return code
  }
}
