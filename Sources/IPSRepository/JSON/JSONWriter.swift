package import PackageModel

/// Writes JSON, the same bytes for the same value: members sorted by code point, nothing between values, strings in
/// ASCII with upper-case hexadecimal digits. The signatures of catalogs are over these bytes.
package struct JSONWriter {
  /// How the text is laid out.
  package enum Layout: Sendable {
    /// On one line without blanks, as catalogs are.
    case compact
    /// Indented by two blanks a level, as p5i documents are.
    case indented
  }

  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private let escapesNonASCII: Bool

  /// The text of a value.
  ///
  /// - Parameter escapingNonASCII: whether characters beyond ASCII become escapes.
  package static func bytes(
    _ value: JSONValue, _ layout: Layout = .compact, escapingNonASCII: Bool = true
  ) -> [UInt8] {
    var writer = JSONWriter(layout, escapingNonASCII: escapingNonASCII)
    writer.write(value)
    return writer.bytes
  }

  package init(_ layout: Layout = .compact, escapingNonASCII: Bool = true) {
    self.layout = layout
    escapesNonASCII = escapingNonASCII
  }

  package mutating func write(_ value: JSONValue, level: Int = 0) {
    switch value {
    case .null: raw("null")
    case .bool(let flag): raw(flag ? "true" : "false")
    case .integer(let number): raw(ByteString(String(number)))
    case .number(let text): raw(text)
    case .string(let text): string(text)
    case .array(let values):
      list(values, open: "[", close: "]", level: level) { $0.write($1, level: level + 1) }
    case .object(let members):
      list(members.sorted { $0.key < $1.key }, open: "{", close: "}", level: level) { writer, member in
        writer.name(member.key)
        writer.write(member.value, level: level + 1)
      }
    }
  }

  /// Writes text that needs no escapes.
  package mutating func raw(_ text: ByteString) { bytes += text.bytes }

  /// Writes a member's name with its colon.
  package mutating func name(_ name: ByteString) {
    string(name)
    raw(layout == .indented ? ": " : ":")
  }

  private mutating func list<Element>(
    _ elements: [Element], open: ByteString, close: ByteString, level: Int,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    raw(open)
    for (place, element) in elements.enumerated() {
      if place > 0 { raw(",") }
      breakLine(level + 1)
      body(&self, element)
    }
    if !elements.isEmpty { breakLine(level) }
    raw(close)
  }

  private mutating func breakLine(_ level: Int) {
    guard layout == .indented else { return }
    bytes.append(ASCII.newline)
    for _ in 0..<(2 * level) { bytes.append(ASCII.space) }
  }

  package mutating func string(_ text: ByteString) {
    bytes.append(ASCII.doubleQuote)
    let source = text.bytes
    var position = 0
    while position < source.count {
      let byte = source[position]
      if byte >= 0x80, escapesNonASCII {
        let (character, width) = Self.character(source, at: position)
        escape(character)
        position += width
        continue
      }
      position += 1
      switch byte {
      case ASCII.doubleQuote, ASCII.backslash: bytes += [ASCII.backslash, byte]
      case 0x08: raw("\\b")
      case 0x09: raw("\\t")
      case 0x0a: raw("\\n")
      case 0x0c: raw("\\f")
      case 0x0d: raw("\\r")
      case 0..<0x20: unit(UInt32(byte))
      default: bytes.append(byte)
      }
    }
    bytes.append(ASCII.doubleQuote)
  }

  private mutating func escape(_ character: UInt32) {
    guard character >= 0x10000 else { return unit(character) }
    unit(0xd800 + (character - 0x10000) >> 10)
    unit(0xdc00 + (character - 0x10000) & 0x3ff)
  }

  private mutating func unit(_ unit: UInt32) {
    let digits = String(unit, radix: 16, uppercase: true)
    raw("\\u")
    for _ in digits.utf8.count..<4 { bytes.append(ASCII.zero) }
    bytes += Array(digits.utf8)
  }

  /// Decodes one character of UTF-8. Bytes that are none become what Python makes of them (`surrogateescape`), so that
  /// different bytes stay different.
  private static func character(_ bytes: [UInt8], at position: Int) -> (UInt32, Int) {
    let lead = bytes[position]
    let (width, initial): (Int, UInt32) =
      switch lead {
      case 0xc2..<0xe0: (2, UInt32(lead & 0x1f))
      case 0xe0..<0xf0: (3, UInt32(lead & 0x0f))
      case 0xf0..<0xf5: (4, UInt32(lead & 0x07))
      default: (1, 0)
      }
    let invalid = (0xdc00 + UInt32(lead), 1)
    guard width > 1, position + width <= bytes.count else { return invalid }
    var value = initial
    for byte in bytes[(position + 1)..<(position + width)] {
      guard byte & 0xc0 == 0x80 else { return invalid }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    let least: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard value >= least[width], value < 0x110000 else { return invalid }
    return (value, width)
  }
}
