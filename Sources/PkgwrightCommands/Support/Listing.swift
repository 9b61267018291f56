import IPSRepository
import PackageModel

/// The forms in which the IPS tools list things.
enum ListingFormat: String {
  case plain = "default"
  case tabs = "tsv"
  case json
  case indentedJSON = "json-formatted"

  var isJSON: Bool { self == .json || self == .indentedJSON }
}

/// Rows of named values, listed in columns for people, with tabs between them for scripts, or as JSON.
struct Listing {
  /// A value of a row.
  enum Value {
    case text(ByteString)
    case list([ByteString])
    case missing
    /// A value that only JSON shows.
    case structure(JSONValue)
  }

  struct Column {
    var name: ByteString
    var header: ByteString
    /// The least width in columns.
    var width = 0
  }

  private let format: ListingFormat
  private let omitsHeader: Bool

  init(_ format: ListingFormat, omitsHeader: Bool) {
    self.format = format
    self.omitsHeader = omitsHeader
  }

  /// Prints rows.
  ///
  /// - Parameter columns: those shown in columns or between tabs; JSON shows everything.
  func print(_ columns: [Column], _ rows: [[ByteString: Value]]) {
    switch format {
    case .json, .indentedJSON: printJSON(rows)
    case .plain:
      if !omitsHeader { line(columns.map { ($0.header, $0.width) }, separator: ASCII.space) }
      for row in rows { line(columns.map { (shown(row[$0.name]), $0.width) }, separator: ASCII.space) }
    case .tabs:
      if !omitsHeader { line(columns.map { ($0.header, 0) }, separator: ASCII.tab) }
      for row in rows { line(columns.map { (shown(row[$0.name]), 0) }, separator: ASCII.tab) }
    }
  }

  private func line(_ cells: [(ByteString, Int)], separator: UInt8) {
    var bytes: [UInt8] = []
    for (place, (text, width)) in cells.enumerated() {
      if place > 0 { bytes.append(separator) }
      bytes += text.bytes
      let missing = width - text.text.unicodeScalars.count
      if missing > 0 { bytes += [UInt8](repeating: ASCII.space, count: missing) }
    }
    Console.output(bytes + [ASCII.newline])
  }

  private func shown(_ value: Value?) -> ByteString {
    switch value {
    case .text(""): "\"\""
    case .text(let text): escaped(text)
    case .list(let values):
      ByteString("(") + values.map { $0.isEmpty ? "\"\"" : escaped($0) }.joined(separator: " ") + ")"
    case .missing, .structure, nil: ""
    }
  }

  /// Characters that a shell would take for its own get a backslash.
  private func escaped(_ text: ByteString) -> ByteString {
    var result: [UInt8] = []
    for byte in text.bytes {
      if byte == ASCII.tab, format == .tabs {
        result += [UInt8](repeating: ASCII.space, count: 8).flatMap { [ASCII.backslash, $0] }
        continue
      }
      if "\\ \t\n'`;&()|^<>".utf8.contains(byte) { result.append(ASCII.backslash) }
      result.append(byte)
    }
    return ByteString(result)
  }

  private func printJSON(_ rows: [[ByteString: Value]]) {
    let value = JSONValue.array(
      rows.map { row in
        .object(
          row.mapValues { value in
            switch value {
            case .text(let text): .string(text)
            case .list(let values): .strings(values)
            case .missing: .string("None")
            case .structure(let value): value
            }
          })
      })
    let isIndented = format == .indentedJSON
    Console.output(JSONWriter.bytes(value, isIndented ? .indented : .compact) + (isIndented ? [ASCII.newline] : []))
  }
}
