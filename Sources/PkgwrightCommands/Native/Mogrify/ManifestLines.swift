import PackageModel
import Transforms

/// Writes manifests so that they read back as they are.
enum ManifestLines {
  /// Writes the manifest that came of rules.
  ///
  /// - Throws: a diagnostic where a line would end in a backslash, which takes the next line for a part of it, as the
  ///   printed form of the IPS tools cannot escape it.
  static func write(_ outcome: TransformOutcome, to sink: OutputSink) throws {
    try outcome.write { (lines) throws(any Error) in
      try check(lines)
      try sink.write(lines)
    }
  }

  static func check(_ lines: [UInt8]) throws(Diagnostic) {
    for line in lines.split(separator: ASCII.newline) where line.last == ASCII.backslash {
      throw Diagnostic(
        .error, "a manifest cannot express a line that ends in a backslash", sourceLine: ByteString(line),
        remedy: "rename the file, or let another attribute follow")
    }
  }
}
