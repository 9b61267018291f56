import PackageModel

/// Carries hooks inside a maintainer script without changing them.
///
/// Each hook becomes a shell function that writes the hook's own bytes to a file of its own and has it run by
/// its own interpreter. So a hook may be written in any language, `exit` ends the hook only, and it sees the
/// arguments, the environment and the standard input of the maintainer script.
enum HookEmbedding {
  /// What every script with embedded hooks starts with.
  static let preamble = Snippet([
    "pkgwright_directory=", "pkgwright_clean_up() {", "\tif [ -n \"$pkgwright_directory\" ]; then",
    "\t\trm -rf \"$pkgwright_directory\"", "\t\tpkgwright_directory=", "\tfi", "}",
    "trap pkgwright_clean_up EXIT", "trap 'exit 129' HUP", "trap 'exit 130' INT", "trap 'exit 143' TERM",
  ])

  /// The definition of a function that runs a hook.
  ///
  /// - Parameters:
  ///   - name: the function's name.
  ///   - script: the maintainer script's name, which the hook's file gets too.
  ///   - errorChecks: a hook that is a shell script stops at the first command that fails.
  static func function(
    _ name: String, _ hook: HookScript, script: String, errorChecks: Bool
  ) -> [UInt8] {
    let file = "\"$pkgwright_directory\"/\(script)"
    var text = "\(name)() {\n\tpkgwright_directory=$(mktemp -d)\n"
    var body: [UInt8]
    if isPlainText(hook.bytes) {
      text += "\tcat >\(file) <<'"
      body = hook.bytes
    } else {
      text += "\tbase64 -d >\(file) <<'"
      body = base64(hook.bytes)
    }
    let delimiter = delimiter(for: body)
    text += "\(delimiter)'\n"
    body = Array(text.utf8) + body
    let run = command(hook, file: file, errorChecks: errorChecks)
    let rest = "\(delimiter)\n\tchmod 0700 \(file)\n\t\(run) \"$@\"\n\tpkgwright_clean_up\n}\n"
    return body + Array(rest.utf8)
  }

  private static func command(_ hook: HookScript, file: String, errorChecks: Bool) -> String {
    guard !hook.isExecutableImage else { return file }
    let interpreter = hook.interpreter ?? .init(path: "/bin/sh", argument: nil)
    var words = [ShellWord.quoted(interpreter.path)]
    if let argument = interpreter.argument { words.append(ShellWord.quoted(argument)) }
    if errorChecks, interpreter.isShell { words.append("-e") }
    return (words + [file]).joined(separator: " ")
  }

  /// Whether every shell keeps the bytes of a here-document: UTF-8 text of whole lines without control characters.
  private static func isPlainText(_ bytes: [UInt8]) -> Bool {
    guard bytes.last == UInt8(ascii: "\n") else { return false }
    let isControl = { (byte: UInt8) in
      byte == 0x7F || (byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t"))
    }
    return !bytes.contains(where: isControl) && String(validating: bytes, as: UTF8.self) != nil
  }

  /// A line that does not occur in the text.
  private static func delimiter(for body: [UInt8]) -> String {
    let lines = Set(body.split(separator: UInt8(ascii: "\n")).map(Array.init))
    var candidate = "END_OF_HOOK"
    while lines.contains(Array(candidate.utf8)) { candidate += "_" }
    return candidate
  }

  /// Base64 in lines of 76 characters (RFC 2045 section 6.8).
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
      for index in 0..<4 {
        let digit = alphabet[bits >> (18 - 6 * index) & 0x3F]
        text.append(index <= group.count ? digit : UInt8(ascii: "="))
      }
      if (start / 3 + 1).isMultiple(of: 19) || start + 3 >= bytes.count { text.append(UInt8(ascii: "\n")) }
    }
    return text
  }
}
