import PackageModel

/// The conffiles member (deb-conffiles(5)): files that the administrator may change, one absolute path a line.
package enum Conffiles {
  /// What the payload has at a path.
  enum Delivered {
    case file
    case other
  }

  /// Checks a conffiles file as dpkg-deb does when it builds.
  ///
  /// - Parameter delivered: what the payload has, by path without the leading slash.
  static func findings(in bytes: [UInt8], fileName: String, delivered: [ByteString: Delivered]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: Set<ByteString> = []
    var lines = ByteString(bytes).split(on: ASCII.newline)
    func complain(_ severity: Severity, _ message: String, _ index: Int, _ line: ByteString, _ remedy: String) {
      findings.append(
        Diagnostic(
          severity, message, at: SourceLocation(file: fileName, line: index + 1, column: 1), sourceLine: line,
          remedy: remedy))
    }
    if let last = lines.last, last.isEmpty {
      lines.removeLast()
    } else if let last = lines.last {
      complain(.error, "the last line has no line end", lines.count - 1, last, "add a newline")
    }
    for (index, line) in lines.enumerated() {
      var path = line
      var isRemoval = false
      if let rest = line.dropping(prefix: "remove-on-upgrade ") {
        path = rest
        isRemoval = true
      } else if let blank = line.bytes.firstIndex(of: ASCII.space), line.bytes.first != ASCII.slash, blank > 0 {
        complain(
          .error, "'\(ByteString(line.bytes[..<blank]))' is not a flag of a conffile", index, line,
          "the only flag is remove-on-upgrade")
        continue
      }
      guard let first = path.bytes.first else {
        complain(.error, "an empty line", index, line, "remove it")
        continue
      }
      if ASCII.isActionBlank(first) {
        complain(.error, "the path begins with white space", index, line, "remove the blanks")
        continue
      }
      guard first == ASCII.slash else {
        complain(.error, "conffile '\(path)' is not an absolute path", index, line, "write /\(path)")
        continue
      }
      if path.bytes.last.map(ASCII.isActionBlank) ?? false {
        complain(.warning, "the path ends with white space", index, line, "remove the blanks")
      }
      if path.count >= 1000 {
        complain(.error, "the path is too long: dpkg takes 999 bytes", index, line, "shorten it")
      }
      if !seen.insert(path).inserted {
        complain(.warning, "conffile '\(path)' is listed twice", index, line, "remove one of them")
      }
      switch delivered[ByteString(path.bytes.dropFirst())] {
      case nil where !isRemoval:
        complain(
          .error, "conffile '\(path)' is not in the package", index, line, "package the file, or remove the line")
      case .some where isRemoval:
        complain(
          .error, "conffile '\(path)' is to be removed on upgrade but is in the package", index, line,
          "do not package the file")
      case .other where !isRemoval:
        complain(.warning, "conffile '\(path)' is not a plain file", index, line, "only files can be conffiles")
      default: break
      }
    }
    return findings
  }

  /// The member's text for a list of paths without leading slashes: sorted, each once.
  static func text(_ paths: some Sequence<ByteString>) -> [UInt8] {
    Set(paths).sorted().flatMap { [ASCII.slash] + $0.bytes + [ASCII.newline] }
  }
}
