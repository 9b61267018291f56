package import PackageModel

/// Scripts with placeholders: the part of Ruby's ERB that needs no Ruby.
///
/// `<%= name %>` is replaced by a value, `<%= attributes[:prefix] %>` by that of a flag, `<%# … %>` by nothing, and
/// `<%%` by `<%`. A hyphen inside the marks removes the line end behind `-%>` and the indentation before `<%-`.
package struct ScriptTemplate: Sendable {
  /// The script.
  package var bytes: [UInt8]
  /// Its file name, for messages.
  package var fileName: String

  /// Makes a template.
  package init(_ bytes: [UInt8], fileName: String) {
    self.bytes = bytes
    self.fileName = fileName
  }

  /// What stands between the marks.
  package enum Placeholder: Hashable, Sendable {
    /// A plain name.
    case name(String)
    /// A flag, as in `attributes[:deb_user]`, by its name with underscores.
    case attribute(String)
  }

  /// The script with its placeholders replaced.
  ///
  /// - Parameter value: gives the value of a placeholder, or `nil` where there is none of that name.
  /// - Throws: a diagnostic with the place of what cannot be replaced.
  package func rendered(_ value: (Placeholder) -> ByteString?) throws(Diagnostic) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index...].starts(with: "<%".utf8) else {
        output.append(bytes[index])
        index += 1
        continue
      }
      if bytes[index...].starts(with: "<%%".utf8) {
        output += "<%".utf8
        index += 3
        continue
      }
      guard let end = firstRange(of: "%>", from: index + 2) else {
        throw mistake("'<%' is not closed", at: index, remedy: "add '%>', or write '<%%' for the plain characters")
      }
      try render(index, end, value, into: &output)
      index = end + 2
      if bytes[end - 1] == ASCII.hyphen, index < bytes.count, bytes[index] == ASCII.newline { index += 1 }
    }
    return output
  }

  private func render(
    _ start: Int, _ end: Int, _ value: (Placeholder) -> ByteString?, into output: inout [UInt8]
  ) throws(Diagnostic) {
    var code = bytes[(start + 2)..<end]
    if code.last == ASCII.hyphen { code = code.dropLast() }
    switch code.first {
    case ASCII.hash: return
    case ASCII.equals: code = code.dropFirst()
    case ASCII.hyphen where code.dropFirst().first == ASCII.hash:
      while let last = output.last, last == ASCII.space || last == ASCII.tab { output.removeLast() }
      return
    default:
      throw mistake(
        "only placeholders such as <%= name %> are replaced; '\(trimmed(code))' is Ruby code", at: start,
        remedy: "write the script without it, or let the shell decide when the script runs")
    }
    let text = trimmed(code)
    guard let placeholder = Self.placeholder(text) else {
      throw mistake(
        "'\(text)' is more than a placeholder", at: start,
        remedy: "use a name, or give the value with --template-value NAME=VALUE")
    }
    guard let replacement = value(placeholder) else {
      throw mistake(
        "nothing is known as '\(text)'", at: start, remedy: "give it with --template-value \(text)=VALUE")
    }
    output += replacement.bytes
  }

  private static func placeholder(_ text: String) -> Placeholder? {
    if isName(text) { return .name(text) }
    for (opening, closing) in [("attributes[:", "]"), ("attributes[\"", "\"]"), ("attributes['", "']")]
    where text.hasPrefix(opening) && text.hasSuffix(closing) {
      let name = String(text.dropFirst(opening.count).dropLast(closing.count))
      return isName(name) ? .attribute(name) : nil
    }
    return nil
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, ASCII.isLetter(first) || first == ASCII.underscore else { return false }
    return text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.underscore }
  }

  private func trimmed(_ code: ArraySlice<UInt8>) -> String {
    let blank = { (byte: UInt8) in ASCII.isActionBlank(byte) || byte == ASCII.carriageReturn }
    var rest = code.drop(while: blank)
    while let last = rest.last, blank(last) { rest = rest.dropLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  private func firstRange(of text: String, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index...].starts(with: text.utf8) { return index }
      index += 1
    }
    return nil
  }

  private func mistake(_ message: String, at offset: Int, remedy: String) -> Diagnostic {
    let line = bytes[..<offset].count { $0 == ASCII.newline } + 1
    let start = bytes[..<offset].lastIndex(of: ASCII.newline).map { $0 + 1 } ?? 0
    return Diagnostic(
      .error, message, at: SourceLocation(file: fileName, line: line, column: offset - start + 1),
      sourceLine: ByteString(bytes[start...].prefix { $0 != ASCII.newline }), remedy: remedy)
  }
}
