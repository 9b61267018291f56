import PackageModel

/// A maintainer script taken apart: its lines as commands, without comments, continued lines joined.
struct ScriptText {
  /// A command line.
  struct Line {
    /// The line it ends on, from 1.
    var number: Int
    var text: String
    /// Whether debhelper added it.
    var isAutomatic: Bool
  }

  /// The name of the member: `postinst` and so on.
  let name: String
  /// What is behind `#!`; `nil` where the script has none.
  let interpreter: Interpreter?
  let lines: [Line]
  /// The lines as they are.
  let rawLines: [String]

  /// The names of scripts that dpkg and debconf run.
  static let names = ["preinst", "postinst", "prerm", "postrm", "config"]

  /// Whether a shell runs the script.
  var isShell: Bool { ["sh", "bash", "dash", "ash", "ksh", "mksh"].contains(interpreter?.name ?? "") }

  init(_ entry: ControlEntry, _ patterns: Patterns) {
    name = entry.name
    interpreter = Interpreter(entry.bytes).flatMap { $0.words.isEmpty ? nil : $0 }
    rawLines = entry.lines
    var lines: [Line] = []
    var pending = ""
    var isAutomatic = false
    for (index, raw) in rawLines.enumerated() {
      if patterns.matches("^# Automatically added by \\S+\\s*$", raw) { isAutomatic = true }
      if raw == "# End automatically added section" { isAutomatic = false }
      if patterns.matches("^\\s*(?:#|$)", raw) { continue }
      var line = Self.withoutComment(raw, patterns)
      if line.hasSuffix("\\") {
        line.removeLast()
        pending += line
        continue
      }
      lines.append(Line(number: index + 1, text: pending + line, isAutomatic: isAutomatic))
      pending = ""
    }
    self.lines = lines
  }

  /// Cuts a comment off, but not a number sign within quotes.
  private static func withoutComment(_ line: String, _ patterns: Patterns) -> String {
    guard line.utf8.contains(ASCII.hash) else { return line }
    var quote: UInt8?
    let bytes = Array(line.utf8)
    for (index, byte) in bytes.enumerated() {
      if let open = quote {
        if byte == open, bytes[index - 1] != ASCII.backslash || open == ASCII.singleQuote { quote = nil }
      } else if byte == ASCII.singleQuote || byte == ASCII.doubleQuote {
        if index == 0 || bytes[index - 1] != ASCII.backslash { quote = byte }
      } else if byte == ASCII.hash, index > 1, " \t&;()".utf8.contains(bytes[index - 1]),
        !"[\\".utf8.contains(bytes[index - 2])
      {
        return String(decoding: bytes[..<index], as: UTF8.self)
      }
    }
    return line
  }

  /// The maintainer scripts of a package.
  static func all(_ package: BinaryPackage) -> [ScriptText] {
    package.cached("scripts") {
      names.compactMap { name in package.controlFile(name).map { ScriptText($0, package.patterns) } }
    }
  }
}
