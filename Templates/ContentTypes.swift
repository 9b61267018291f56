import Mustache
import PackageModel

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
    ShellWord.word(text)
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
