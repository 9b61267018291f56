import Comparison
import Linting
import PackageModel
import Payload

/// Mends manifests, in memory first.
struct LintFixing {
  /// The texts that changed, by the file's name.
  private(set) var texts: [String: [UInt8]] = [:]
  private var originals: [String: [UInt8]] = [:]
  /// How many findings were mended.
  private(set) var count = 0

  var isEmpty: Bool { texts.isEmpty }

  /// Applies what fixes there are.
  ///
  /// - Parameter sources: the text of each file, as it was checked.
  /// - Returns: whether anything was changed.
  mutating func apply(_ findings: [LintFinding], to sources: [String: [UInt8]]) -> Bool {
    var isChanged = false
    for (file, findings) in Dictionary(grouping: findings, by: \.place.file) {
      guard let source = sources[file] else { continue }
      let fixes = findings.filter { !$0.isSuppressed }.compactMap(\.fix)
      let (text, applied) = FixApplication.apply(fixes, to: source)
      guard applied > 0 else { continue }
      if originals[file] == nil { originals[file] = source }
      texts[file] = text
      count += applied
      isChanged = true
    }
    return isChanged
  }

  /// What was changed, in the form of `diff -u`.
  var differences: [UInt8] {
    texts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.flatMap { file in
      let name = ByteString(file)
      return UnifiedDiff(
        originals[file] ?? [], texts[file] ?? [], names: (name + "\t(as it is)", name + "\t(fixed)")
      ).text()
    }
  }

  /// Writes the files, each at once.
  ///
  /// - Throws: a failure where a file was changed by somebody else meanwhile, or cannot be written.
  func write() throws {
    for file in texts.keys.sorted() {
      let path = ByteString(file)
      guard try FileBytes.read(path) == originals[file] else {
        throw CommandFailure(
          Diagnostic(.error, "\(file) was changed while it was checked", remedy: "run again").description, status: 3)
      }
      try FileRewriting.replace(path, with: texts[file] ?? [])
    }
  }
}
