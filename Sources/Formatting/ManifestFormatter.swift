public import PackageModel

/// Brings manifests and transform files into their canonical layout (pkgfmt(1)).
///
/// Nothing is lost: comments stay in front of the line they belong to, and lines that are no actions are kept as they
/// are, in front of the actions.
public struct ManifestFormatter: Sendable {
  /// A text in its canonical layout and what was noticed on the way.
  public struct Result: Sendable {
    /// The text, in lines that end with a newline.
    public var text: [UInt8]
    /// What was found in lines that were kept because they are neither actions nor comments nor directives.
    public var diagnostics: [Diagnostic]
  }

  /// How manifests are laid out.
  public var options: FormattingOptions

  /// Makes a formatter.
  public init(_ options: FormattingOptions = FormattingOptions()) {
    self.options = options
  }

  /// Lays out a manifest.
  ///
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - fileName: its name, for diagnostics.
  /// - Throws: a diagnostic when the manifest is too large for the compact model (2 GiB).
  public func format(_ text: [UInt8], fileName: String) throws(Diagnostic) -> Result {
    var output: [UInt8] = []
    output.reserveCapacity(text.count + text.count / 16)
    let diagnostics = try format(text, fileName: fileName) { output.append(contentsOf: $0) }
    return Result(text: output, diagnostics: diagnostics)
  }

  /// Lays out a manifest and hands the canonical text on in pieces, which takes less memory.
  ///
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - fileName: its name, for diagnostics.
  ///   - receiver: is given the text in order; called only when the whole manifest has been read.
  /// - Returns: what was found in lines that were kept because they are neither actions nor comments nor directives.
  /// - Throws: a diagnostic when the manifest is too large for the compact model (2 GiB).
  public func format(
    _ text: [UInt8], fileName: String, to receiver: (UnsafeRawBufferPointer) -> Void
  ) throws(Diagnostic) -> [Diagnostic] {
    var document = try FormattingDocument(reading: text, fileName: fileName, style: options.style)
    var layout = OrderedLayout(of: document, options: options)
    if document.normaliseModes(of: layout.order.printed) {
      layout.actions = ActionLayout.layOut(document, options: options)
    }
    var output = ByteWriter(capacity: 256 * 1024)
    output.append(document.head[...])
    layout.actions.write(in: layout.order.entries, to: &output, receiver)
    output.append(document.tail[...])
    receiver(UnsafeRawBufferPointer(output.bytes))
    return document.diagnostics
  }
}
