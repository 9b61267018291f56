package import PackageModel

/// How the actions of a source are made (pkgsend(1), `generate`).
package struct GenerateOptions: Sendable {
  /// Patterns for the names of files and directories that keep their time, as a `timestamp` attribute.
  package var timestampPatterns: [GlobPattern] = []
  /// Paths that are `file` actions when they have other names; those are `hardlink`s then.
  package var targets: [ByteString] = []
  /// Whom the files of a directory belong to.
  package var owner: ByteString = "root"
  package var group: ByteString = "bin"
  /// Whether owners are those of the disk instead.
  package var keepsOwners = false
  /// Whether a FIFO becomes a `file` action with `deb.type=fifo`; otherwise it is left out.
  package var keepsFIFOs = false
  /// Whether ELF files get the attributes `elfarch` and `elfbits`.
  package var describesELF = false

  package init() {}

  /// The `timestamp` of something, where its name asks for one.
  package func timestamp(_ path: ByteString, _ time: FileTime) -> ByteString? {
    guard !timestampPatterns.isEmpty else { return nil }
    let name = StagedPath.name(of: path)
    return timestampPatterns.contains { $0.matches(name) } ? Timestamp.text(time.seconds) : nil
  }
}
