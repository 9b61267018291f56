/// A place in a text: file, line and column.
public struct SourceLocation: Hashable, Sendable {
  /// The file's name as the user gave it, `<stdin>` for standard input.
  public var file: String
  /// The line, from 1; `nil` when the whole file is meant.
  public var line: Int?
  /// The column in bytes, from 1; `nil` when the whole line is meant.
  public var column: Int?

  /// Makes a place.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// How grave a diagnostic is.
public enum Severity: String, Sendable, Hashable {
  /// The work cannot be done.
  case error
  /// The work was done, but probably not as meant.
  case warning
  /// Additional information.
  case note
}

/// Something to tell the user about a place in the input: what is wrong, where, and what to do.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How grave it is.
  public var severity: Severity
  /// What is wrong, as a sentence without a full stop.
  public var message: String
  /// Where it is.
  public var location: SourceLocation?
  /// The line itself, to be shown with a caret below the column.
  public var sourceLine: ByteString?
  /// What to do about it.
  public var remedy: String?

  /// Makes a diagnostic.
  public init(
    _ severity: Severity = .error, _ message: String, at location: SourceLocation? = nil,
    sourceLine: ByteString? = nil, remedy: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.sourceLine = sourceLine
    self.remedy = remedy
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: what is wrong`, the line with a caret, and the remedy, without a final newline.
  public var description: String {
    var place = ""
    if let location {
      place = location.file
      if let line = location.line { place += ":\(line)" }
      if let column = location.column { place += ":\(column)" }
      place += ": "
    }
    var text = "\(place)\(severity.rawValue): \(message)"
    if let sourceLine { text += "\n    " + SourceExcerpt.text(of: sourceLine, column: location?.column) }
    if let remedy { text += "\n    help: \(remedy)" }
    return text
  }
}

/// Several diagnostics thrown together, so that one run reports every mistake.
public struct Diagnostics: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, in the order of the input.
  public var all: [Diagnostic]

  /// Bundles diagnostics.
  public init(_ all: [Diagnostic]) { self.all = all }

  /// Whether one of them is an error.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// The diagnostics one after the other.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
