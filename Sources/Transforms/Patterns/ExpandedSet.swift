/// A set of characters with its flags worked in: ranges, and categories that cannot be listed.
struct ExpandedSet {
  /// The ranges, in ascending order, apart from one another.
  private(set) var ranges: [ClosedRange<UInt32>] = []
  /// Categories of Unicode that are not listed as ranges.
  private(set) var digits: Bool?
  private(set) var words: Bool?
  /// Whether the set holds both a category and its complement.
  private(set) var isEverything = false
  var isComplement: Bool

  /// The white space of Python's `str.isspace`.
  private static let blanks: [ClosedRange<UInt32>] = [
    0x09...0x0d, 0x1c...0x20, 0x85...0x85, 0xa0...0xa0, 0x1680...0x1680, 0x2000...0x200a, 0x2028...0x2029,
    0x202f...0x202f, 0x205f...0x205f, 0x3000...0x3000,
  ]
  private static let asciiBlanks: [ClosedRange<UInt32>] = [0x09...0x0d, 0x20...0x20]
  private static let asciiDigits: [ClosedRange<UInt32>] = [0x30...0x39]
  private static let asciiWords: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a]

  /// The blocks of Unicode in which letters with cases are.
  private static let casedBlocks: [ClosedRange<UInt32>] = [
    0x41...0x587, 0x10a0...0x13ff, 0x1c80...0x1fff, 0x2100...0x24ff, 0x2c00...0x2dff, 0xa640...0xabff,
    0xfb00...0xfb17, 0xff21...0xff5a, 0x10400...0x10cff, 0x118a0...0x118df, 0x16e40...0x16e7f, 0x1e900...0x1e943,
  ]

  /// - Parameter limitedToASCII: whether only ASCII characters will be asked for.
  init(_ set: CharacterSet, flags: PatternFlags, limitedToASCII: Bool) {
    isComplement = set.isComplement
    let asciiOnly = flags.contains(.ascii)
    var found: [ClosedRange<UInt32>] = []
    for member in set.members {
      switch member {
      case .range(let low, let high):
        found.append(low...high)
        guard flags.contains(.ignoreCase) else { continue }
        for block in Self.casedBlocks where block.overlaps(low...high) {
          for scalar in block.clamped(to: low...high) {
            found += CaseVariants.variants(of: scalar, asciiOnly: asciiOnly).map { $0...$0 }
          }
        }
      case .category(.space, let isComplement):
        let ranges = asciiOnly ? Self.asciiBlanks : Self.blanks
        found += isComplement ? Self.complement(ranges) : ranges
      case .category(.digit, let isComplement):
        if asciiOnly || limitedToASCII {
          found += isComplement ? Self.complement(Self.asciiDigits) : Self.asciiDigits
        } else {
          isEverything = isEverything || digits != nil && digits != !isComplement
          digits = !isComplement
        }
      case .category(.word, let isComplement):
        if asciiOnly || limitedToASCII {
          found += isComplement ? Self.complement(Self.asciiWords) : Self.asciiWords
        } else {
          isEverything = isEverything || words != nil && words != !isComplement
          words = !isComplement
        }
      }
    }
    ranges = Self.merged(limitedToASCII ? found.filter { $0.lowerBound < 0x80 } : found)
  }

  /// Whether an ASCII character belongs to the set.
  func contains(ascii scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isComplement }

  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound &+ 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if next < range.lowerBound { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    result.append(next...0x10ffff)
    return result
  }
}
