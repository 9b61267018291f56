extension TemplateVariable {
  /// Checks a value.
  ///
  /// - Throws: what the value should look like.
  func check(_ value: String) throws(TemplateError) {
    guard let expectation = form.expectation(of: value) else { return }
    throw TemplateError(
      code: .invalidValue, message: "\"\(Self.printable(value))\" cannot be the value of \(name)", remedy: expectation)
  }

  /// Control characters must not reach a terminal.
  private static func printable(_ value: String) -> String {
    String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
  }
}

extension TemplateVariable.Form {
  /// What a value should look like, or nil if it does.
  func expectation(of value: String) -> String? {
    let bytes = Array(value.utf8)
    let words = bytes.split(separator: UInt8(ascii: " "))
    switch self {
    case .name:
      return Self.isWord(bytes, first: "", rest: "._+-")
        ? nil : "use letters, digits and ._+-, beginning with a letter or digit"
    case .account:
      let isValid = Self.isWord(bytes, first: "_", rest: "_-") && !Self.isDigit(bytes[0]) && bytes.count <= 32
      return isValid ? nil : "use up to 32 letters, digits, _ and -, beginning with a letter or _"
    case .path:
      let climbs = bytes.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
      let isValid = Self.isWord(bytes, first: "/", rest: "._+@:=/-") && bytes[0] == UInt8(ascii: "/") && !climbs
      return isValid ? nil : "give an absolute path of letters, digits and ._+@:=-, without .."
    case .text:
      let isValid = !words.isEmpty && !Self.hasControl(bytes) && bytes.last != UInt8(ascii: "\\")
      return isValid ? nil : "give one line of text that does not end in a backslash"
    case .comment:
      let isValid = !words.isEmpty && !Self.hasControl(bytes) && !bytes.contains { ":,\"\\%$`'".utf8.contains($0) }
      return isValid ? nil : "give one line of text without quotes and any of :,\\%$`"
    case .arguments:
      let isValid = !Self.hasControl(bytes) && !bytes.contains { "\"'\\$`*?[~".utf8.contains($0) }
      return isValid
        ? nil : "leave out quotes and any of \\$`*?[~, or keep such values in the program's own configuration"
    case .word: return Self.isWord(bytes, first: "", rest: "_-") ? nil : "give one word of letters, digits, _ and -"
    case .optionalWord:
      return value.isEmpty || Self.isWord(bytes, first: "", rest: "_-")
        ? nil : "give one word of letters, digits, _ and -"
    case .words, .optionalWords:
      let isValid = words.allSatisfy { Self.isWord(Array($0), first: "$_", rest: "$._+-,") }
      let mayBeEmpty = self == .optionalWords
      return isValid && (mayBeEmpty || !words.isEmpty) ? nil : "give words of letters, digits and $._+-"
    case .number(let range):
      return Int(value).map(range.contains) == true && value.utf8.allSatisfy(Self.isDigit)
        ? nil : "give a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .documentation:
      let schemes = ["man:", "info:", "file:", "http://", "https://"]
      let isValid = words.allSatisfy { word in
        schemes.contains { word.starts(with: $0.utf8) && word.count > $0.utf8.count }
      }
      return isValid && !Self.hasControl(bytes) && !bytes.contains(UInt8(ascii: "\\"))
        ? nil : "give URIs that begin with man:, info:, file:, http:// or https://"
    case .choice(let values): return values.contains(value) ? nil : "choose one of \(values.joined(separator: ", "))"
    case .optionalSignal:
      let isValid = bytes.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || Self.isDigit($0) }
      return isValid && !value.hasPrefix("SIG") ? nil : "give a signal's name without SIG, such as HUP or USR1"
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isWord(_ bytes: [UInt8], first: String, rest: String) -> Bool {
    let isAlphanumeric = { (byte: UInt8) in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || isDigit(byte)
    }
    guard let head = bytes.first, isAlphanumeric(head) || first.utf8.contains(head) else { return false }
    return bytes.allSatisfy { isAlphanumeric($0) || rest.utf8.contains($0) }
  }

  private static func hasControl(_ bytes: [UInt8]) -> Bool {
    bytes.contains { $0 < 0x20 || $0 == 0x7F }
  }
}
