import PackageModel

/// Line ends as the IPS tools read them.
public enum LineEnds {
  /// The text with `\n` at the end of each line, whatever it was. That is what a canonical layout is compared with.
  public static func normalised(_ text: [UInt8]) -> [UInt8] {
    guard text.span.firstIndex(of: ASCII.carriageReturn, from: 0, to: text.count) != nil else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == ASCII.carriageReturn {
        result.append(ASCII.newline)
        if index + 1 < text.count, text[index + 1] == ASCII.newline { index += 1 }
      } else {
        result.append(byte)
      }
      index += 1
    }
    return result
  }
}
