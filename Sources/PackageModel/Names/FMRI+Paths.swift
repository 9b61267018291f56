extension FMRI {
  /// The name and version as repositories use them in paths and URLs: percent-quoted, with a slash between them.
  /// `nil` without a version.
  public var quotedPath: String? {
    version.map { Self.quoted(name) + "/" + Self.quoted($0.fullText) }
  }

  /// Reads a name and a version from the form that repositories use in paths and URLs.
  ///
  /// - Throws: ``InvalidFMRI`` where the text has another form, or is quoted wrongly.
  public init(quotedPath text: String) throws(InvalidFMRI) {
    let parts = text.utf8.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw InvalidFMRI(text: text, reason: "it is not a name and a version", offset: 0, remedy: "write NAME/VERSION")
    }
    let name = try Self.unquoted(parts[0], of: text, at: 0)
    let version = try Self.unquoted(parts[1], of: text, at: parts[0].count + 1)
    guard !name.utf8.contains(ASCII.at) else {
      throw InvalidFMRI(
        text: text, reason: "a name cannot have this character", offset: 0, remedy: "write the version behind the slash")
    }
    try self.init(parsing: "pkg:/\(name)@\(version)")
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    let digits = Array("0123456789ABCDEF")
    for byte in text.utf8 {
      if ASCII.isAlphanumeric(byte) || "_.-~".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }

  private static func unquoted(
    _ text: Substring.UTF8View, of whole: String, at offset: Int
  ) throws(InvalidFMRI) -> String {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == ASCII.percent else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16), digits.first != ASCII.plus,
        digits.first != ASCII.hyphen
      else {
        let place = offset + text.distance(from: text.startIndex, to: rest.startIndex) - 1
        throw InvalidFMRI(
          text: whole, reason: "two hexadecimal digits must follow a percent sign", offset: place,
          remedy: "quote it as in web%2Fserver")
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
