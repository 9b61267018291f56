import PackageModel

/// The file `.netrc`, which many tools look for names and passwords in.
enum Netrc {
  /// What the file says about a host; `nil` where it says nothing.
  static func credentials(for host: String, in text: ByteString) -> Credentials? {
    var words = words(of: text)[...]
    while let word = words.popFirst() {
      let matches: Bool
      switch word {
      case "machine": matches = words.popFirst()?.text.lowercased() == host
      case "default": matches = true
      default: continue
      }
      var user: ByteString?
      var password: ByteString?
      entry: while let key = words.first {
        switch key {
        case "machine", "default": break entry
        case "login":
          words.removeFirst()
          user = words.popFirst()
        case "password":
          words.removeFirst()
          password = words.popFirst()
        case "account":
          words.removeFirst()
          _ = words.popFirst()
        default: words.removeFirst()
        }
      }
      if matches, let user { return .basic(user: user, password: password ?? "") }
    }
    return nil
  }

  /// The words of a file; what follows `#` at the beginning of a word, and macros up to an empty line, are left out.
  private static func words(of text: ByteString) -> [ByteString] {
    var words: [ByteString] = []
    var isMacro = false
    for line in text.split(on: ASCII.newline) {
      if isMacro {
        isMacro = !line.isEmpty
        continue
      }
      for word in line.bytes.split(whereSeparator: { $0 == ASCII.space || $0 == ASCII.tab || $0 == 0x0d }) {
        if word.first == UInt8(ascii: "#") { break }
        if ByteString(word) == "macdef" {
          isMacro = true
          break
        }
        words.append(ByteString(word))
      }
    }
    return words
  }
}
