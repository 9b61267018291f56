package import Linting
import PackageModel

/// Makes findings of what the checks of Debian packages say.
package enum DebianFindings {
  /// The finding for a hint, with its place: a line of a control file, or a path of the package.
  package static func finding(of hint: TagHint, in package: BinaryPackage) -> LintFinding {
    let check = DebianChecks.check(hint.tag)
    let summary = check?.check.summary ?? hint.tag
    var finding = LintFinding(
      id: hint.tag, level: check?.severity.level ?? .error,
      message: hint.context.isEmpty ? summary : "\(summary): \(hint.context)", place: place(of: hint, in: package),
      remedy: check?.check.messages.first?.remedy, package: package.name.isEmpty ? nil : package.name)
    finding.isSuppressed = hint.isOverridden
    return finding
  }

  private static func place(of hint: TagHint, in package: BinaryPackage) -> LintFinding.Place {
    switch hint.pointer {
    case .package: return LintFinding.Place(file: package.source)
    case .path(let path, let line): return place(package.source + "/" + path, line, package.entry(path)?.lines)
    case .control(let name, let line):
      return place(package.source + "/DEBIAN/" + name, line, package.controlFile(name)?.lines)
    case .field(let name, let offset):
      let file = package.source + "/DEBIAN/control"
      guard let field = package.control.field(name) else { return LintFinding.Place(file: file) }
      var result = place(file, field.line, package.control.lines)
      result.column = field.column + offset
      result.endColumn = result.text.map { $0.count + 1 }
      return result
    }
  }

  private static func place(_ file: String, _ line: Int?, _ lines: [String]?) -> LintFinding.Place {
    guard let line, let lines, lines.indices.contains(line - 1) else {
      return LintFinding.Place(file: file, line: line)
    }
    return LintFinding.Place(file: file, line: line, text: ByteString(lines[line - 1]))
  }

  /// The hint as lintian prints it: `E: PACKAGE: TAG CONTEXT [PLACE]`.
  package static func lintianLine(of hint: TagHint, in package: BinaryPackage) -> String {
    let severity = hint.isOverridden ? "O" : DebianChecks.check(hint.tag)?.severity.rawValue ?? "E"
    let words = ["\(severity): \(package.name):", hint.tag, hint.fullContext].filter { !$0.isEmpty }
    return words.joined(separator: " ")
  }
}
