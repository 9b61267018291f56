import PackageModel

/// A driver alias as the second style orders it: `pci8086,10d3` by its numbers, other names as they are.
struct AliasKey: Comparable {
  private enum Part: Comparable {
    /// A hexadecimal number: its sign and its digits without leading zeros.
    case number(isNegative: Bool, [UInt8])
    case word(ByteString)

    static func < (left: Part, right: Part) -> Bool {
      switch (left, right) {
      case (.number, .word): return true
      case (.word, .number): return false
      case (.word(let left), .word(let right)): return left < right
      case (.number(let isNegative, let left), .number(let otherIsNegative, let right)):
        if isNegative != otherIsNegative { return isNegative }
        if left.count != right.count { return (left.count < right.count) != isNegative }
        return isNegative ? right.lexicographicallyPrecedes(left) : left.lexicographicallyPrecedes(right)
      }
    }
  }

  /// The longer prefix goes first where one begins with another.
  private static let prefixes: [ByteString] = [
    "firewire", "pccard", "pciexclass", "pciclass", "pciex", "pcie", "pci", "pnpPNP", "usbia", "usbif", "usbi", "usb",
  ]

  private let parts: [Part]

  init(_ alias: ByteString) {
    guard let prefix = Self.prefixes.first(where: alias.hasPrefix) else {
      parts = [.word(alias)]
      return
    }
    var rest = alias
    while let range = rest.firstRange(of: prefix) { rest.bytes.removeSubrange(range) }
    let pieces = rest.bytes.split(omittingEmptySubsequences: false) { $0 == ASCII.comma || $0 == ASCII.dot }
    parts = [.word(prefix)] + pieces.map { Self.part(ByteString($0)) }
  }

  static func < (left: AliasKey, right: AliasKey) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }

  /// A number where Python's `int(text, 16)` sees one: blanks around it, a sign, `0x` and single underscores between
  /// digits are allowed.
  private static func part(_ piece: ByteString) -> Part {
    let word = Part.word(piece)
    var rest = UnicodeBlanks.trimmed(piece).text.unicodeScalars[...]
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    if rest.first == "0", let mark = rest.dropFirst().first, mark == "x" || mark == "X" {
      rest.removeFirst(2)
      if rest.first == "_" { rest.removeFirst() }
    }
    var digits: [UInt8] = []
    var mayBreak = false
    for scalar in rest {
      if scalar == "_", mayBreak {
        mayBreak = false
        continue
      }
      guard let digit = hexadecimalDigit(scalar) else { return word }
      digits.append(digit)
      mayBreak = true
    }
    guard mayBreak else { return word }
    let significant = Array(digits.drop { $0 == 0 })
    return .number(isNegative: isNegative && !significant.isEmpty, significant)
  }

  private static func hexadecimalDigit(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "0"..."9": UInt8(scalar.value - 0x30)
    case "a"..."f": UInt8(scalar.value - 0x61 + 10)
    case "A"..."F": UInt8(scalar.value - 0x41 + 10)
    default:
      scalar.properties.numericType == .decimal ? scalar.properties.numericValue.map { UInt8($0) } : nil
    }
  }
}
