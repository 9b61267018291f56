public import PackageModel

/// One paragraph of control data (Debian Policy 5.1; deb-control(5)): fields in order.
public struct ControlStanza: Hashable, Sendable {
  /// A field: its name, its value with continuation lines, and where it stood.
  public struct Field: Hashable, Sendable {
    /// The name as written.
    public var name: String
    /// The value without the blank behind the colon. Continuation lines follow `\n` with the blank they begin with.
    public var value: String
    /// The line of its name in the file it was read from, from 1; 0 for a field that was made.
    public var line: Int

    /// Makes a field.
    public init(name: String, value: String, line: Int = 0) {
      self.name = name
      self.value = value
      self.line = line
    }
  }

  /// The fields in order.
  public var fields: [Field] = []

  /// Makes an empty paragraph.
  public init() {}

  /// The value of a field; names do not depend on case. Setting keeps the place of a field that is already there.
  public subscript(name: String) -> String? {
    get { fields.first { Self.same($0.name, name) }?.value }
    set {
      guard let newValue else { return fields.removeAll { Self.same($0.name, name) } }
      if let index = fields.firstIndex(where: { Self.same($0.name, name) }) {
        fields[index].value = newValue
      } else {
        fields.append(Field(name: name, value: newValue))
      }
    }
  }

  /// The field with a name, with its place.
  public func field(_ name: String) -> Field? { fields.first { Self.same($0.name, name) } }

  /// Whether two field names are the same (Policy 5.1: names are not case-sensitive).
  static func same(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count
      && zip(one.utf8, other.utf8).allSatisfy { ASCII.lowercased($0) == ASCII.lowercased($1) }
  }

  /// The paragraph as text, each field on its lines.
  public var text: String {
    fields.map { $0.value.hasPrefix("\n") ? "\($0.name):\($0.value)\n" : "\($0.name): \($0.value)\n" }.joined()
  }
}

extension ControlStanza {
  /// Reads the only paragraph of a control file, as strictly as dpkg-deb does.
  ///
  /// - Throws: every mistake with its line: no fields, several paragraphs, a line that is no field (a comment is none),
  ///   a field given twice, a missing final newline, bytes that are not UTF-8.
  public init(reading bytes: [UInt8], fileName: String) throws(Diagnostics) {
    var reader = ControlReader(fileName: fileName, allowsComments: false)
    let stanzas = try reader.read(bytes)
    guard let first = stanzas.first else {
      throw Diagnostics([
        Diagnostic(
          .error, "no package information in the control file", at: SourceLocation(file: fileName),
          remedy: "write at least Package, Version, Architecture, Maintainer and Description")
      ])
    }
    if let second = stanzas.dropFirst().first {
      throw Diagnostics([
        Diagnostic(
          .error, "several paragraphs found, only one is allowed",
          at: SourceLocation(file: fileName, line: second.fields.first?.line), remedy: "remove the empty line")
      ])
    }
    self = first
  }

  /// Reads all paragraphs of a file (a Packages index, debian/control, a dpkg status file). Lines that begin with `#`
  /// are comments.
  ///
  /// - Throws: every mistake with its line.
  public static func readAll(_ bytes: [UInt8], fileName: String) throws(Diagnostics) -> [ControlStanza] {
    var reader = ControlReader(fileName: fileName, allowsComments: true)
    return try reader.read(bytes)
  }
}

/// The state of reading control data.
private struct ControlReader {
  let fileName: String
  let allowsComments: Bool
  var stanzas: [ControlStanza] = []
  var current = ControlStanza()
  var mistakes: [Diagnostic] = []

  init(fileName: String, allowsComments: Bool) {
    self.fileName = fileName
    self.allowsComments = allowsComments
  }

  mutating func read(_ bytes: [UInt8]) throws(Diagnostics) -> [ControlStanza] {
    let lines = bytes.split(separator: ASCII.newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.last == ASCII.carriageReturn ? line.dropLast() : line
      guard let text = String(validating: line, as: UTF8.self) else {
        complain("the line is not UTF-8", index + 1, Array(line), remedy: "convert the file with iconv")
        continue
      }
      read(text, index + 1)
    }
    if let last = bytes.last, last != ASCII.newline {
      complain("the last line has no line end", lines.count, Array(lines[lines.count - 1]), remedy: "add a newline")
    }
    finishStanza()
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    return stanzas
  }

  private mutating func read(_ line: String, _ number: Int) {
    guard let first = line.utf8.first else { return finishStanza() }
    if first == ASCII.hash {
      if !allowsComments {
        complain(
          "comments are not allowed in the control file of a binary package", number, Array(line.utf8),
          remedy: "remove the line")
      }
      return
    }
    if first == ASCII.space || first == ASCII.tab {
      if line.utf8.allSatisfy({ $0 == ASCII.space || $0 == ASCII.tab }) {
        return complain(
          "a line of blanks only inside the field", number, Array(line.utf8), remedy: "write \" .\" for an empty line")
      }
      guard !current.fields.isEmpty else {
        return complain(
          "a continuation line without a field", number, Array(line.utf8), remedy: "remove the blank at the beginning")
      }
      current.fields[current.fields.count - 1].value += "\n" + line
      return
    }
    guard let colon = line.utf8.firstIndex(of: ASCII.colon), colon != line.utf8.startIndex else {
      return complain(
        "not a field: the colon is missing", number, Array(line.utf8),
        remedy: "write \"Name: value\", or begin a continuation line with a blank")
    }
    let name = String(line[..<colon])
    guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), name.utf8.first != ASCII.hyphen else {
      return complain(
        "'\(name)' is not the name of a field", number, Array(line.utf8),
        remedy: "names have no blanks and do not begin with a hyphen")
    }
    if current.field(name) != nil {
      return complain("the field '\(name)' is given twice", number, Array(line.utf8), remedy: "remove one of them")
    }
    current.fields.append(
      ControlStanza.Field(name: name, value: Self.trim(line[line.utf8.index(after: colon)...]), line: number))
  }

  private mutating func finishStanza() {
    for field in current.fields where field.value.isEmpty {
      complain("the field '\(field.name)' has no value", field.line, Array("\(field.name):".utf8), remedy: "remove it")
    }
    if !current.fields.isEmpty { stanzas.append(current) }
    current = ControlStanza()
  }

  private mutating func complain(_ message: String, _ line: Int, _ text: [UInt8], remedy: String) {
    mistakes.append(
      Diagnostic(
        .error, message, at: SourceLocation(file: fileName, line: line, column: 1), sourceLine: ByteString(text),
        remedy: remedy))
  }

  private static func trim(_ text: Substring) -> String {
    var bytes = text.utf8[...]
    while let first = bytes.first, first == ASCII.space || first == ASCII.tab { bytes = bytes.dropFirst() }
    while let last = bytes.last, last == ASCII.space || last == ASCII.tab { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
