import PackageModel

/// Applies fixes to the text of a manifest.
package enum FixApplication {
  /// The text with fixes applied, and how many were: one that touches what another one has changed waits for the next
  /// round, and where a change made the text unreadable none is applied.
  package static func apply(_ fixes: [LintFinding.Fix], to text: [UInt8]) -> (text: [UInt8], count: Int) {
    var result: [UInt8] = []
    var position = 0
    var count = 0
    for fix in fixes.sorted(by: { $0.edit.range.lowerBound < $1.edit.range.lowerBound }) {
      let edit = fix.edit
      guard edit.range.lowerBound >= position, edit.range.upperBound <= text.count else { continue }
      result += text[position..<edit.range.lowerBound]
      result += edit.replacement.bytes
      position = edit.range.upperBound
      count += 1
    }
    result += text[position...]
    guard mistakes(in: result) <= mistakes(in: text) else { return (text, 0) }
    return (result, count)
  }

  private static func mistakes(in text: [UInt8]) -> Int {
    var diagnostics: [Diagnostic] = []
    _ = Manifest(reading: text, fileName: "", diagnostics: &diagnostics)
    return diagnostics.count
  }
}
