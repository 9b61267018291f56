import PackageModel

/// A field of a control file, read as leniently as possible, so that checks can say what is wrong with it.
package struct ControlField: Sendable, Hashable {
  package var name: String
  /// The value as written, continuation lines with the blank they begin with.
  package var rawValue: String
  /// The line of the name, from 1.
  package var line: Int
  /// The column in bytes at which the value begins, from 1.
  package var column: Int

  /// The value without blanks at both ends.
  package var value: String { rawValue.trimmed }

  /// The value on one line.
  package var unfolded: String { rawValue.split(separator: "\n").map { String($0).trimmed }.joined(separator: " ") }
}

/// The text of a control file with its fields.
package struct ControlText: Sendable {
  package private(set) var fields: [ControlField] = []
  /// The lines of the file.
  package let lines: [String]

  init(_ bytes: [UInt8]) {
    lines = TextLines.split(bytes)
    for (index, line) in lines.enumerated() {
      guard let first = line.utf8.first else { continue }
      if first == ASCII.space || first == ASCII.tab {
        if !fields.isEmpty { fields[fields.count - 1].rawValue += "\n" + line }
      } else if first != ASCII.hash, let colon = line.utf8.firstIndex(of: ASCII.colon) {
        let rest = line[line.utf8.index(after: colon)...]
        let value = rest.drop { $0 == " " || $0 == "\t" }
        fields.append(
          ControlField(
            name: String(line[..<colon]), rawValue: String(value), line: index + 1,
            column: line.utf8.count - value.utf8.count + 1))
      }
    }
  }

  /// A field by its name, whose case does not matter.
  package func field(_ name: String) -> ControlField? {
    let wanted = name.lowercasedASCII
    return fields.first { $0.name.lowercasedASCII == wanted }
  }
}
