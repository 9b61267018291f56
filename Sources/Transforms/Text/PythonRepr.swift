import PackageModel

extension PythonText {
  /// A text as Python's `repr` writes it.
  static func repr(_ text: [UInt8]) -> [UInt8] { repr(scalars: scalars(text)) }

  /// Code points as Python's `repr` writes them.
  static func repr(scalars: some Sequence<UInt32>) -> [UInt8] {
    let scalars = Array(scalars)
    let hasSingle = scalars.contains(UInt32(ASCII.singleQuote))
    let hasDouble = scalars.contains(UInt32(ASCII.doubleQuote))
    let quote = hasSingle && !hasDouble ? ASCII.doubleQuote : ASCII.singleQuote
    var result: [UInt8] = [quote]
    for scalar in scalars {
      switch scalar {
      case UInt32(quote), UInt32(ASCII.backslash):
        result.append(ASCII.backslash)
        result.append(UInt8(scalar))
      case 0x0a: result.append(contentsOf: "\\n".utf8)
      case 0x0d: result.append(contentsOf: "\\r".utf8)
      case 0x09: result.append(contentsOf: "\\t".utf8)
      case 0x20..<0x7f: result.append(UInt8(scalar))
      default:
        if isPrintable(scalar) {
          append(scalar, to: &result)
        } else {
          result.append(contentsOf: escape(scalar).utf8)
        }
      }
    }
    result.append(quote)
    return result
  }

  private static func escape(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16)
    let (letter, width) = scalar < 0x100 ? ("x", 2) : scalar < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }

  private static func isPrintable(_ scalar: UInt32) -> Bool {
    guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return false
    default: return true
    }
  }
}
