import PackageModel

/// Values as messages of the IPS tools show them, which is how Python writes lists and strings.
enum PythonForm {
  /// `'text'`, with double quotes where the text has single ones only.
  static func repr(_ text: ByteString) -> String {
    let scalars = text.text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in scalars {
      switch scalar {
      case quote, "\\":
        result.append("\\")
        result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        result.append(contentsOf: ("\\x" + (digits.count < 2 ? "0" : "") + digits).unicodeScalars)
      default: result.append(scalar)
      }
    }
    result.append(quote)
    return String(result)
  }

  /// An attribute's value: the text of a single one, else `['a', 'b']`.
  static func value(_ entry: Attributes.Entry) -> String {
    entry.isList ? list(entry.values) : entry.values[0].text
  }

  /// `['a', 'b']`
  static func list(_ values: [ByteString]) -> String { "[" + values.map(repr).joined(separator: ", ") + "]" }

  /// Whether a value is a whole number, as nearly all are that should be one.
  static func isInteger(_ text: Span<UInt8>) -> Bool {
    var isPlain = !text.isEmpty
    for index in text.indices where !ASCII.isDigit(text[index]) { isPlain = false }
    return isPlain || integer(ByteString(text)) != nil
  }

  /// A whole number as `int(text, base)` reads it: blanks around, a sign, underscores between digits and, for octal
  /// numbers, `0o`. `nil` is no number; numbers too large are cut to the largest.
  static func integer(_ text: ByteString, base: Int = 10) -> Int? {
    var rest = UnicodeBlanks.trimmed(text).bytes[...]
    var isNegative = false
    if let sign = rest.first, sign == ASCII.plus || sign == ASCII.hyphen {
      isNegative = sign == ASCII.hyphen
      rest = rest.dropFirst()
    }
    var lastWasDigit = false
    if base == 8, rest.starts(with: "0o".utf8) || rest.starts(with: "0O".utf8) {
      rest = rest.dropFirst(2)
      // An underscore may follow the prefix.
      lastWasDigit = true
      guard !rest.isEmpty else { return nil }
    }
    var value = 0
    for byte in rest {
      if byte == ASCII.underscore {
        guard lastWasDigit else { return nil }
        lastWasDigit = false
        continue
      }
      guard ASCII.isDigit(byte), Int(byte - ASCII.zero) < base else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: base)
      let (sum, overflowAgain) = product.addingReportingOverflow(Int(byte - ASCII.zero))
      value = overflow || overflowAgain ? Int.max : sum
      lastWasDigit = true
    }
    guard lastWasDigit, !rest.isEmpty else { return nil }
    return isNegative ? -value : value
  }
}
