import PackageModel

/// The Description field (Debian Policy 5.6.13): a synopsis on the first line, the extended description folded below.
package enum DescriptionText {
  /// Folds a free text: its first line becomes the synopsis, an empty line becomes ` .`, and every other line is
  /// indented by one blank. Lines that are already indented stay verbatim paragraphs of the field.
  package static func folded(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    guard let first = lines.first else { return "" }
    let synopsis = String(UnicodeBlanks.trimmed(ByteString(first)).text)
    return ([synopsis] + lines.dropFirst().map { isBlank($0) ? " ." : " " + trimmedEnd($0) }).joined(separator: "\n")
  }

  /// Breaks long lines of prose at 79 columns, the width of Debian's own descriptions. Lines that begin with a blank
  /// or with a list mark are left as they are.
  package static func wrapped(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    guard let synopsis = lines.first else { return text }
    return ([synopsis] + lines.dropFirst().flatMap(wrapLine)).joined(separator: "\n")
  }

  private static func wrapLine(_ line: String) -> [String] {
    guard line.unicodeScalars.count > 78, let first = line.unicodeScalars.first, !" \t-*".unicodeScalars.contains(first)
    else { return [line] }
    var result: [String] = []
    var current = ""
    for word in line.split(separator: " ") {
      if !current.isEmpty, current.unicodeScalars.count + 1 + word.unicodeScalars.count > 78 {
        result.append(current)
        current = ""
      }
      current += current.isEmpty ? String(word) : " " + word
    }
    return result + [current]
  }

  private static func isBlank(_ line: String) -> Bool {
    line.utf8.allSatisfy { $0 == ASCII.space || $0 == ASCII.tab || $0 == ASCII.carriageReturn }
  }

  private static func trimmedEnd(_ line: String) -> String {
    var bytes = line.utf8[...]
    while let last = bytes.last, last == ASCII.space || last == ASCII.tab { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
