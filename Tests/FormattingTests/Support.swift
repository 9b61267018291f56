import Formatting
import PackageModel

/// A text in canonical layout.
func formatted(_ text: ByteString, _ options: FormattingOptions = FormattingOptions()) throws -> ByteString {
  ByteString(try ManifestFormatter(options).format(text.bytes, fileName: "m.p5m").text)
}

/// What is said about a text.
func complaints(_ text: ByteString) throws -> [Diagnostic] {
  try ManifestFormatter().format(text.bytes, fileName: "m.p5m").diagnostics
}

extension FormattingOptions {
  static let first = FormattingOptions(style: .v1)
}
