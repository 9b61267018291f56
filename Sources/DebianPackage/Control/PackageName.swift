import PackageModel

/// The rule for names of packages (Debian Policy 5.6.1).
package enum PackageName {
  /// What is wrong with a name, or `nil`.
  package static func problem(_ name: String) -> String? {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty else { return "it is empty" }
    if let bad = name.unicodeScalars.first(where: { !isAllowed($0) }) {
      return "character '\(bad)' not allowed (only lower-case letters, digits and '-', '+', '.')"
    }
    guard ASCII.isAlphanumeric(bytes[0]) else { return "it must begin with a letter or digit" }
    return nil
  }

  /// Whether a name is shorter than Policy allows. dpkg takes such names all the same.
  package static func isTooShort(_ name: String) -> Bool { name.utf8.count == 1 }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    let byte = UInt8(scalar.value)
    return ASCII.isLower(byte) || ASCII.isDigit(byte) || byte == ASCII.hyphen || byte == ASCII.plus || byte == ASCII.dot
  }
}
