import PackageModel

/// Text as Python sees it: a sequence of code points, where a byte that is not UTF-8 has a number of its own.
enum PythonText {
  /// The number of a byte that is no part of a character; Python calls this "surrogate escape".
  static func escaped(_ byte: UInt8) -> UInt32 { 0xdc00 + UInt32(byte) }

  /// The code points of a text.
  static func scalars(_ bytes: [UInt8]) -> [UInt32] {
    if !bytes.contains(where: { $0 >= 0x80 }) { return bytes.map(UInt32.init) }
    var result: [UInt32] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let (scalar, width) = decode(bytes.span, at: index)
      result.append(scalar)
      index += width
    }
    return result
  }

  /// The code point at a place and how many bytes it takes.
  static func decode(_ bytes: Span<UInt8>, at index: Int) -> (scalar: UInt32, width: Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), 1) }
    let width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    guard first >= 0xc2, first <= 0xf4, index + width <= bytes.count else { return (escaped(first), 1) }
    var scalar = UInt32(first) & (0xff >> UInt32(width + 1))
    for offset in 1..<width {
      let byte = bytes[index + offset]
      guard byte & 0xc0 == 0x80 else { return (escaped(first), 1) }
      scalar = scalar << 6 | UInt32(byte & 0x3f)
    }
    let isShortest = width == 2 || scalar >= (width == 3 ? 0x800 : 0x10000)
    guard isShortest, Unicode.Scalar(scalar) != nil else { return (escaped(first), 1) }
    return (scalar, width)
  }

  /// Appends the UTF-8 bytes of a code point, or the byte that an escaped one stands for.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if let valid = Unicode.Scalar(scalar) {
      bytes.append(contentsOf: UTF8.encode(valid)!)
    } else if scalar >= 0xdc80, scalar <= 0xdcff {
      bytes.append(UInt8(scalar - 0xdc00))
    } else {
      bytes.append(contentsOf: "\u{FFFD}".utf8)
    }
  }

  /// The bytes of some code points.
  static func bytes(_ scalars: some Sequence<UInt32>) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in scalars { append(scalar, to: &result) }
    return result
  }

  /// Whether all bytes are ASCII.
  static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] >= 0x80 { return false }
    return true
  }

  /// Whether the code points make a name, as `str.isidentifier` tells.
  static func isIdentifier(_ scalars: some Collection<UInt32>) -> Bool {
    guard let first = scalars.first, first == 0x5f || Unicode.Scalar(first)?.properties.isXIDStart == true else {
      return false
    }
    return scalars.dropFirst().allSatisfy { Unicode.Scalar($0)?.properties.isXIDContinue == true }
  }

  /// The value of a decimal digit of any script.
  static func digit(_ scalar: UInt32) -> Int? {
    if scalar < 0x80 { return scalar >= 0x30 && scalar <= 0x39 ? Int(scalar) - 0x30 : nil }
    guard let properties = Unicode.Scalar(scalar)?.properties, properties.generalCategory == .decimalNumber else {
      return nil
    }
    return properties.numericValue.map { Int($0) }
  }

  /// Whether a code point is white space for `str.strip` and `str.split`.
  static func isBlank(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0d, 0x1c...0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000: true
    default: false
    }
  }

  /// A number as `int(text)` reads it: blanks around, a sign, underscores between digits. `nil` is no number; numbers
  /// too large for this machine are cut to the largest.
  static func integer(_ scalars: some BidirectionalCollection<UInt32>) -> Int? {
    var rest = scalars[...]
    while let first = rest.first, isBlank(first) { rest = rest.dropFirst() }
    while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
    var isNegative = false
    if let sign = rest.first, sign == 0x2b || sign == 0x2d {
      isNegative = sign == 0x2d
      rest = rest.dropFirst()
    }
    var value = 0
    var lastWasDigit = false
    for scalar in rest {
      if scalar == 0x5f {
        guard lastWasDigit else { return nil }
        lastWasDigit = false
        continue
      }
      guard let digit = digit(scalar) else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowAgain) = product.addingReportingOverflow(digit)
      value = overflow || overflowAgain ? Int.max : sum
      lastWasDigit = true
    }
    guard lastWasDigit else { return nil }
    return isNegative ? -value : value
  }
}
