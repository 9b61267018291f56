package import PackageModel

/// The value of a property of a repository, as its definition types it.
package enum ConfigurationValue: Hashable, Sendable {
  case text(ByteString)
  case flag(Bool)
  case number(Int)
  case list([ByteString])

  /// How values of a property are checked and written.
  package enum Kind: Hashable, Sendable {
    case text, flag, number, publisher
    /// A list written as Python writes one.
    case list
    /// A list with commas between the elements.
    case commaList
  }

  /// Reads a value from a configuration file.
  static func parse(_ text: ByteString, _ kind: Kind) -> ConfigurationValue? {
    switch kind {
    case .text: return .text(text)
    case .publisher: return text.isEmpty || FMRI.isValidPublisher(text) ? .text(text) : nil
    case .flag:
      switch text.text.lowercased() {
      case "true": return .flag(true)
      case "false", "": return .flag(false)
      default: return nil
      }
    case .number: return Int(text.text).map { .number($0) }
    case .list: return PythonList.read(text).map { .list($0) }
    case .commaList:
      return .list(text.split(on: ASCII.comma).filter { !$0.isEmpty }.map { PercentEncoding.decodeCommas($0) })
    }
  }

  /// Takes the values that a user gave.
  static func make(_ values: [ByteString], isList: Bool, _ kind: Kind) -> ConfigurationValue? {
    switch kind {
    case .list, .commaList: return .list(isList ? values : values.filter { !$0.isEmpty })
    case .text where isList: return .list(values)
    default: return isList ? nil : values.first.flatMap { parse($0, kind) }
    }
  }

  /// The text in a configuration file.
  func text(_ kind: Kind) -> ByteString {
    switch self {
    case .text(let text): return text
    case .flag(let flag): return flag ? "True" : "False"
    case .number(let number): return ByteString(String(number))
    case .list(let values):
      guard kind == .commaList else { return PythonList.text(values) }
      return values.map { PercentEncoding.encodeCommas($0) }.joined(separator: ",")
    }
  }
}

extension PercentEncoding {
  fileprivate static func encodeCommas(_ text: ByteString) -> ByteString {
    text.split(on: ASCII.comma).joined(separator: "%2C")
  }

  fileprivate static func decodeCommas(_ text: ByteString) -> ByteString {
    ByteString(text.text.split(separator: "%2C", omittingEmptySubsequences: false).joined(separator: ","))
  }
}

/// Lists of strings as Python writes them: `['one', 'two']`.
package enum PythonList {
  package static func text(_ values: [ByteString]) -> ByteString {
    "[" + values.map(quoted).joined(separator: ", ") + "]"
  }

  private static func quoted(_ value: ByteString) -> ByteString {
    let quote =
      value.contains(ASCII.singleQuote) && !value.contains(ASCII.doubleQuote)
      ? ASCII.doubleQuote : ASCII.singleQuote
    var result = [quote]
    for byte in value.bytes {
      switch byte {
      case ASCII.backslash, quote: result += [ASCII.backslash, byte]
      case ASCII.newline: result += Array("\\n".utf8)
      case ASCII.tab: result += Array("\\t".utf8)
      case ASCII.carriageReturn: result += Array("\\r".utf8)
      default: result.append(byte)
      }
    }
    return ByteString(result + [quote])
  }

  /// Reads a list; nothing is an empty one, and `nil` stands for anything else.
  package static func read(_ text: ByteString) -> [ByteString]? {
    let text = UnicodeBlanks.trimmed(text)
    if text.isEmpty { return [] }
    guard text.bytes.first == UInt8(ascii: "["), text.bytes.last == UInt8(ascii: "]") else { return nil }
    var rest = text.bytes.dropFirst().dropLast()
    var values: [ByteString] = []
    while true {
      rest = rest.drop { ASCII.isActionBlank($0) }
      guard let first = rest.first else { return values }
      // A prefix that tells what kind of string it was to older Pythons.
      if first == UInt8(ascii: "u") || first == UInt8(ascii: "b") { rest = rest.dropFirst() }
      guard let value = string(&rest) else { return nil }
      values.append(value)
      rest = rest.drop { ASCII.isActionBlank($0) }
      if rest.isEmpty { return values }
      guard rest.popFirst() == ASCII.comma else { return nil }
    }
  }

  private static func string(_ rest: inout ArraySlice<UInt8>) -> ByteString? {
    guard let quote = rest.popFirst(), quote == ASCII.singleQuote || quote == ASCII.doubleQuote else { return nil }
    var result: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote { return ByteString(result) }
      guard byte == ASCII.backslash else {
        result.append(byte)
        continue
      }
      guard let escaped = rest.popFirst() else { return nil }
      switch escaped {
      case UInt8(ascii: "n"): result.append(ASCII.newline)
      case UInt8(ascii: "t"): result.append(ASCII.tab)
      case UInt8(ascii: "r"): result.append(ASCII.carriageReturn)
      default: result.append(escaped)
      }
    }
    return nil
  }
}
