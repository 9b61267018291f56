import PackageModel

/// A configuration file as Python's `configparser` reads it: sections, `name = value` or `name: value`, comments on lines
/// of their own that begin with `#` or `;`, values that go on in indented lines, names in any case.
package struct INIFile: Sendable {
  /// The section whose values hold for all others.
  static let defaultSection = "DEFAULT"

  /// A section with its values in order.
  package struct Section: Sendable {
    package var name: String
    package var options: [(name: String, value: String)] = []

    /// The value of a name in lower case.
    package func value(_ name: String) -> String? { options.first { $0.name == name }?.value }
  }

  package private(set) var sections: [Section] = []

  /// The values that hold for all sections.
  package var defaults: Section {
    sections.first { $0.name == Self.defaultSection } ?? Section(name: Self.defaultSection)
  }

  /// The section of a name.
  package func section(_ name: String) -> Section? { sections.first { $0.name == name } }

  /// Reads a file's text.
  ///
  /// - Parameter name: the file's name, for errors.
  package init(_ text: [UInt8], name: String) throws(INIError) {
    var current: Int?
    var optionIndentation = 0
    var hasOption = false
    var lines = LineScanner()
    let span = text.span
    var pendingBlankLines = 0
    var strangers: [(Int, String)] = []
    while let range = lines.next(span) {
      let line = String(decoding: text[range], as: UTF8.self)
      let trimmed = UnicodeBlanks.trimmed(ByteString(text[range])).text
      if trimmed.isEmpty {
        pendingBlankLines += 1
        continue
      }
      if trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
      let indentation = UnicodeBlanks.trimmed(span, range).lowerBound - range.lowerBound
      if let section = current, hasOption, indentation > optionIndentation {
        let last = sections[section].options.count - 1
        sections[section].options[last].value += String(repeating: "\n", count: pendingBlankLines + 1) + trimmed
        pendingBlankLines = 0
        continue
      }
      pendingBlankLines = 0
      optionIndentation = indentation
      if trimmed.hasPrefix("["), let end = trimmed.lastIndex(of: "]"), trimmed.index(after: trimmed.startIndex) < end {
        let title = String(trimmed[trimmed.index(after: trimmed.startIndex)..<end])
        if title != Self.defaultSection, sections.contains(where: { $0.name == title }) {
          throw .duplicateSection(file: name, line: lines.line, section: title)
        }
        current = sections.firstIndex { $0.name == title } ?? sections.count
        if current == sections.count { sections.append(Section(name: title)) }
        hasOption = false
        continue
      }
      guard let section = current else { throw .noSection(file: name, line: lines.line, text: line) }
      guard let (option, value) = Self.option(trimmed) else {
        strangers.append((lines.line, line))
        continue
      }
      if sections[section].value(option) != nil {
        throw .duplicateOption(file: name, line: lines.line, section: sections[section].name, option: option)
      }
      sections[section].options.append((option, value))
      hasOption = true
    }
    if !strangers.isEmpty { throw .strangeLines(file: name, strangers.map { INIError.Line(number: $0.0, text: $0.1) }) }
  }

  private static func option(_ line: String) -> (String, String)? {
    let bytes = ByteString(line)
    guard let end = bytes.bytes.firstIndex(where: { $0 == ASCII.equals || $0 == ASCII.colon }), end > 0 else {
      return nil
    }
    let name = UnicodeBlanks.trimmed(ByteString(bytes.bytes[..<end])).text.lowercased()
    return name.isEmpty ? nil : (name, UnicodeBlanks.trimmed(ByteString(bytes.bytes[(end + 1)...])).text)
  }
}

/// Why a text is no configuration file.
package enum INIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A line that is neither a section nor a value.
  package struct Line: Hashable, Sendable {
    package var number: Int
    package var text: String
  }

  case noSection(file: String, line: Int, text: String)
  case strangeLines(file: String, [Line])
  case duplicateSection(file: String, line: Int, section: String)
  case duplicateOption(file: String, line: Int, section: String, option: String)

  /// What is wrong, in the words that users of the IPS tools know.
  package var description: String {
    switch self {
    case .noSection(let file, let line, let text):
      "File contains no section headers.\nfile: \(quoted(file)), line: \(line)\n\(quoted(text + "\n"))"
    case .strangeLines(let file, let lines):
      "Source contains parsing errors: \(quoted(file))"
        + lines.map { "\n\t[line \(padded($0.number))]: \(quoted($0.text + "\n"))" }.joined()
    case .duplicateSection(let file, let line, let section):
      "While reading from \(quoted(file)) [line \(padded(line))]: section \(quoted(section)) already exists"
    case .duplicateOption(let file, let line, let section, let option):
      "While reading from \(quoted(file)) [line \(padded(line))]: option \(quoted(option)) in section "
        + "\(quoted(section)) already exists"
    }
  }

  private func quoted(_ text: String) -> String { PythonForm.repr(ByteString(text)) }

  private func padded(_ line: Int) -> String { line < 10 ? " \(line)" : "\(line)" }
}
