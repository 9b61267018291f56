import Mustache

/// How values are written into the different kinds of text; `{{{name}}}` writes a value as it is.
enum ContentTypes {
  /// Makes the kinds known to Mustache, once.
  static let registered: Void = {
    MustacheContentTypes.register(ShellContent(), named: "SHELL")
    MustacheContentTypes.register(SystemdContent(), named: "SYSTEMD")
    MustacheContentTypes.register(UpstartContent(), named: "UPSTART")
  }()
}

/// A word of a shell script.
struct ShellContent: MustacheContentType {
  func escapeText(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "_-./:@%+=,".utf8.contains(byte)
    }
    if isPlain, !text.isEmpty { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

/// A value in a unit file, where `%` begins a specifier.
struct SystemdContent: MustacheContentType {
  func escapeText(_ text: String) -> String {
    text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }
}

/// A value in double quotes.
struct UpstartContent: MustacheContentType {
  func escapeText(_ text: String) -> String {
    String(
      decoding: text.utf8.flatMap { byte in
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
      }, as: UTF8.self)
  }
}
