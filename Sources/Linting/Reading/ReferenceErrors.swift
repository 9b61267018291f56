import PackageModel

/// What is wrong with the lines of a manifest, in the words that users of the IPS tools know.
enum ReferenceErrors {
  /// One text for each line that is no action.
  static func describe(_ manifest: Manifest) -> [String] {
    var result: [String] = []
    for index in 0..<manifest.itemCount {
      let kind = manifest.itemKind(at: index)
      guard kind == .malformed || kind == .directive else { continue }
      let line = manifest.itemText(at: index)
      do throws(ActionError) {
        _ = try Action(scanning: line)
      } catch {
        result.append(describe(error, line))
      }
    }
    return result
  }

  private static func describe(_ error: ActionError, _ line: ByteString) -> String {
    if error.isMalformed {
      // A quote that is not closed is noticed at the end of the line.
      let position = error.reason == .unfinishedQuote ? line.count : error.position
      return "Malformed action at position: \(position): \(error.message):\n    \(line)\n"
        + String(repeating: " ", count: 4 + position) + "^"
    }
    switch error.reason {
    case .unknownType(let word): return "unknown action type '\(word)' in action '\(line)'"
    case .emptyPath: return "invalid action, '\(printed(line, emptyingPath: true))': \(error.message)"
    default: return "invalid action, '\(printed(line))': \(error.message)"
    }
  }

  /// The attributes of a line that has the form of an action but breaks a rule of its type.
  private static func printed(_ line: ByteString, emptyingPath: Bool = false) -> String {
    let blanks = line.bytes.firstIndex(where: ASCII.isActionBlank) ?? line.count
    let kind = ByteString(line.bytes[..<blanks])
    var rest = ByteString(line.bytes[blanks...])
    // The type `unknown` has no rules; nor has it a payload, which is not printed here either.
    if (try? Action(scanning: "unknown" + rest)) == nil {
      let words = rest.bytes.split(maxSplits: 1, whereSeparator: ASCII.isActionBlank)
      rest = words.count > 1 ? " " + ByteString(words[1]) : ""
    }
    guard var action = try? Action(scanning: "unknown" + rest) else { return line.text }
    if emptyingPath { action.attributes["path"] = "" }
    let text = action.line()
    return (kind + (text.dropping(prefix: "unknown") ?? text)).text
  }
}

/// Where a text stops being UTF-8, described as Python does.
struct UTF8Problem {
  let description: String

  /// `nil` where all of the text is UTF-8.
  init?(in text: [UInt8]) {
    guard String(validating: text, as: UTF8.self) == nil else { return nil }
    var start = 0
    while start < text.count {
      let (length, reason) = Self.scan(text, start)
      guard let reason else {
        start += length
        continue
      }
      let place =
        length > 1
        ? "bytes in position \(start)-\(start + length - 1)"
        : "byte 0x\(text[start] < 16 ? "0" : "")\(String(text[start], radix: 16)) in position \(start)"
      description = "'utf-8' codec can't decode \(place): \(reason)"
      return
    }
    return nil
  }

  /// The length of the character at a place; where it is none, the length of what is wrong and why it is.
  private static func scan(_ text: [UInt8], _ start: Int) -> (Int, String?) {
    let first = text[start]
    if first < 0x80 { return (1, nil) }
    guard first >= 0xc2, first <= 0xf4 else { return (1, "invalid start byte") }
    let width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    for offset in 1..<width {
      guard start + offset < text.count else { return (offset, "unexpected end of data") }
      let byte = text[start + offset]
      var range: ClosedRange<UInt8> = 0x80...0xbf
      if offset == 1 {
        switch first {
        case 0xe0: range = 0xa0...0xbf
        case 0xed: range = 0x80...0x9f
        case 0xf0: range = 0x90...0xbf
        case 0xf4: range = 0x80...0x8f
        default: break
        }
      }
      guard range.contains(byte) else { return (offset, "invalid continuation byte") }
    }
    return (width, nil)
  }
}
