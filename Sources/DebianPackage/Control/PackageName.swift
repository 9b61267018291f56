import PackageModel

/// The rule for names of packages (Debian Policy 5.6.1).
package enum PackageName {
  /// What is wrong with a name, or `nil`.
  package static func problem(_ name: String) -> String? {
    let bytes = Array(name.utf8)
    guard bytes.count >= 2 else { return "it must have at least two characters" }
    if let bad = name.unicodeScalars.first(where: { !isAllowed($0) }) {
      return "character '\(bad)' not allowed (only lower-case letters, digits and '-', '+', '.')"
    }
    guard ASCII.isAlphanumeric(bytes[0]) else { return "it must begin with a letter or digit" }
    return nil
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    let byte = UInt8(scalar.value)
    return ASCII.isLower(byte) || ASCII.isDigit(byte) || byte == ASCII.hyphen || byte == ASCII.plus || byte == ASCII.dot
  }
}
