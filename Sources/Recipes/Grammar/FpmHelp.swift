/// The help text of the fpm drop-in.
package enum FpmHelp {
  /// The version of fpm whose command line is understood, which scripts compare with.
  package static let version = "1.17.0"

  /// What `--help` prints.
  ///
  /// - Parameter program: the name and version of the program behind it.
  package static func text(program: String) -> String {
    var lines = [
      "This is \(program), which makes Debian packages by the flags of fpm \(version).",
      "",
      "Usage:",
      "    fpm [OPTIONS] [ARGS] ...",
      "",
      "Parameters:",
      "    [ARGS] ...                    What is packed: files, directories and SOURCE=DESTINATION with -s dir,",
      "                                  archives and packages otherwise.",
      "",
      "Options:",
    ]
    for flag in FpmFlags.all {
      var help = flag.help
      if case .otherType(let type) = flag.effect { help = "(\(type) only) " + help }
      if flag.name.hasPrefix("deb-") { help = "(deb only) " + help }
      if let standard = flag.standard { help += " (default: \(standard))" }
      lines += entry(flag.usage, help)
    }
    return lines.joined(separator: "\n")
  }

  private static let column = 34
  private static let width = 118

  private static func entry(_ usage: String, _ help: String) -> [String] {
    let head = "    " + usage
    var lines: [String] = []
    var line = head
    if head.count > column - 2 {
      lines.append(head)
      line = ""
    }
    line += String(repeating: " ", count: column - line.count)
    var isEmpty = true
    for word in help.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: column)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
