import PackageModel

/// A text that is no JSON, and where that shows.
package struct JSONError: Error, Hashable, Sendable {
  /// Bytes from the beginning.
  package var offset: Int
  package var reason: String
}

/// Reads JSON (RFC 8259). Strings may hold surrogates without a partner, as catalogs of old clients do.
package struct JSONReader {
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0

  /// Reads a document: one value with white space around it.
  package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == bytes.count else { throw reader.failure("there is more behind the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func failure(_ reason: String) -> JSONError { JSONError(offset: position, reason: reason) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw failure("values are nested too deeply") }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func members(depth: Int) throws(JSONError) -> [ByteString: JSONValue] {
    position += 1
    var members: [ByteString: JSONValue] = [:]
    skipBlanks()
    if take(UInt8(ascii: "}")) { return members }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw failure("a member's name is missing") }
      let name = try string()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw failure("a colon is missing") }
      members[name] = try value(depth: depth + 1)
      skipBlanks()
      if take(UInt8(ascii: "}")) { return members }
      guard take(UInt8(ascii: ",")) else { throw failure("a comma or a closing brace is missing") }
    }
  }

  private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else { throw failure("a comma or a closing bracket is missing") }
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let word = ByteString(stringLiteral: text).bytes
    guard bytes[position...].starts(with: word) else { throw failure("this is no value") }
    position += word.count
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    while let byte = current, ASCII.isDigit(byte) || "+-.eE".utf8.contains(byte) { position += 1 }
    let text = ByteString(bytes[start..<position])
    guard !text.isEmpty, Double(text.text) != nil else {
      position = start
      throw failure("this is no value")
    }
    return Int(text.text).map { .integer($0) } ?? .number(text)
  }

  private mutating func string() throws(JSONError) -> ByteString {
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != ASCII.backslash, byte >= 0x20 { position += 1 }
    var result = Array(bytes[start..<position])
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return ByteString(result)
      case ASCII.backslash: try escape(&result)
      case 0..<0x20: throw failure("a control character stands in a string")
      default:
        result.append(byte)
        position += 1
      }
    }
    throw failure("a string has no end")
  }

  private mutating func escape(_ result: inout [UInt8]) throws(JSONError) {
    position += 1
    guard let byte = current else { throw failure("a string has no end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), ASCII.backslash, ASCII.slash: result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0c)
    case UInt8(ascii: "n"): result.append(0x0a)
    case UInt8(ascii: "r"): result.append(0x0d)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xd800..<0xdc00).contains(unit), bytes[position...].starts(with: [ASCII.backslash, UInt8(ascii: "u")]) {
        let before = position
        position += 2
        let low = try hexadecimal()
        if (0xdc00..<0xe000).contains(low) {
          unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
        } else {
          position = before
        }
      }
      Self.append(unit, to: &result)
    default:
      position -= 1
      throw failure("an escape is unknown")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("an escape has too few digits") }
    let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
    guard digits.utf8.allSatisfy({ ASCII.isAlphanumeric($0) }), let value = UInt32(digits, radix: 16) else {
      throw failure("an escape has too few digits")
    }
    position += 4
    return value
  }

  /// Surrogates without a partner are encoded like other code points, so that they are written again as they were.
  private static func append(_ unit: UInt32, to result: inout [UInt8]) {
    switch unit {
    case 0..<0x80: result.append(UInt8(unit))
    case 0..<0x800: result += [UInt8(0xc0 | unit >> 6), UInt8(0x80 | unit & 0x3f)]
    case 0..<0x10000: result += [UInt8(0xe0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3f), UInt8(0x80 | unit & 0x3f)]
    default:
      result += [
        UInt8(0xf0 | unit >> 18), UInt8(0x80 | unit >> 12 & 0x3f), UInt8(0x80 | unit >> 6 & 0x3f),
        UInt8(0x80 | unit & 0x3f),
      ]
    }
  }
}
