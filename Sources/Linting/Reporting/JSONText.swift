/// A JSON value that is written with its members in the order given.
indirect enum JSONText {
  case string(String)
  case number(Int)
  case flag(Bool)
  case null
  case array([JSONText])
  case object([(String, JSONText)])

  /// The value of something that may be missing.
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// The value of something that may be missing.
  init(_ number: Int?) { self = number.map { .number($0) } ?? .null }

  /// An object without the members that are missing.
  static func compact(_ members: [(String, JSONText)]) -> JSONText {
    .object(
      members.filter { member in
        if case .null = member.1 { return false }
        return true
      })
  }

  /// The text on one line.
  var line: String {
    var text = ""
    append(to: &text, indentation: nil)
    return text
  }

  /// The text with each member on a line of its own and a line end behind it.
  var document: String {
    var text = ""
    append(to: &text, indentation: 0)
    return text + "\n"
  }

  private func append(to text: inout String, indentation: Int?) {
    switch self {
    case .string(let value): Self.appendString(value, to: &text)
    case .number(let value): text += String(value)
    case .flag(let value): text += value ? "true" : "false"
    case .null: text += "null"
    case .array(let values):
      Self.appendList(values, "[", "]", to: &text, indentation) { value, text, indentation in
        value.append(to: &text, indentation: indentation)
      }
    case .object(let members):
      Self.appendList(members, "{", "}", to: &text, indentation) { member, text, indentation in
        Self.appendString(member.0, to: &text)
        text += indentation == nil ? ":" : ": "
        member.1.append(to: &text, indentation: indentation)
      }
    }
  }

  private static func appendList<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, _ indentation: Int?,
    _ write: (Element, inout String, Int?) -> Void
  ) {
    text += open
    for (place, element) in elements.enumerated() {
      if place > 0 { text += "," }
      if let indentation { text += "\n" + String(repeating: "  ", count: indentation + 1) }
      write(element, &text, indentation.map { $0 + 1 })
    }
    if let indentation, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indentation) }
    text += close
  }

  private static func appendString(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
