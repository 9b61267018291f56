/// The characters that `(?i)` takes for one another, by Python's rule: those with the same lower case, and those lower
/// cases that share an upper case.
enum CaseVariants {
  /// Lower cases with one upper case between them, as the Unicode data has them.
  private static let families: [[UInt32]] = [
    [0x69, 0x131], [0x73, 0x17f], [0xb5, 0x3bc], [0x345, 0x3b9, 0x1fbe], [0x390, 0x1fd3], [0x3b0, 0x1fe3],
    [0x3b2, 0x3d0], [0x3b5, 0x3f5], [0x3b8, 0x3d1], [0x3ba, 0x3f0], [0x3c0, 0x3d6], [0x3c1, 0x3f1], [0x3c2, 0x3c3],
    [0x3c6, 0x3d5], [0x432, 0x1c80], [0x434, 0x1c81], [0x43e, 0x1c82], [0x441, 0x1c83], [0x442, 0x1c84, 0x1c85],
    [0x44a, 0x1c86], [0x463, 0x1c87], [0x1c88, 0xa64b], [0x1e61, 0x1e9b], [0xfb05, 0xfb06],
  ]

  /// Capitals that are not the upper case of their lower case.
  private static let oddCapitals: [UInt32] = [0x130, 0x3f4, 0x1e9e, 0x2126, 0x212a, 0x212b]

  /// The lower case of a character, as one character.
  static func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5a ? scalar | 0x20 : scalar }
    return Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
  }

  /// The characters that match `scalar`, itself among them, in ascending order.
  static func variants(of scalar: UInt32, asciiOnly: Bool) -> [UInt32] {
    if asciiOnly {
      return scalar.isASCIILetter ? [scalar & ~0x20, scalar | 0x20] : [scalar]
    }
    let lower = lowercase(scalar)
    let targets = families.first { $0.contains(lower) } ?? [lower]
    var found: Set<UInt32> = [scalar]
    for target in targets {
      found.insert(target)
      guard let properties = Unicode.Scalar(target)?.properties else { continue }
      for mapping in [properties.uppercaseMapping, properties.titlecaseMapping] {
        let scalars = mapping.unicodeScalars
        if scalars.count == 1, let capital = scalars.first?.value, lowercase(capital) == target {
          found.insert(capital)
        }
      }
    }
    for capital in oddCapitals where targets.contains(lowercase(capital)) { found.insert(capital) }
    return found.sorted()
  }
}
