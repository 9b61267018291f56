package import PackageModel
package import Payload

/// The description of an upload of one binary package (deb-changes(5)).
package struct ChangesFile: Sendable {
  private let control: ControlStanza
  private let entry: ChangelogEntry
  private let distributions: String

  /// Describes an upload.
  ///
  /// - Parameters:
  ///   - control: the control file of the package.
  ///   - entry: the newest entry of its changelog.
  ///   - distributions: where it is to be uploaded; without it, what the changelog says.
  package init(control: ControlStanza, entry: ChangelogEntry, distributions: String? = nil) {
    self.control = control
    self.entry = entry
    self.distributions = distributions ?? entry.distributions
  }

  /// The text of the file, with the sums of the package as it is on disk.
  ///
  /// - Throws: ``PayloadError`` when the package cannot be read.
  package func text(package path: ByteString) throws(PayloadError) -> [UInt8] {
    let content = try ContentSource.file(at: path)
    let digests = try content.digests([.sha1, .sha256, .md5])
    let name = path.split(on: ASCII.slash).last ?? path
    let package = control["Package"] ?? ""
    let synopsis = (control["Description"] ?? "").split(separator: "\n").first.map(String.init) ?? ""
    var stanza = ControlStanza()
    stanza["Format"] = "1.8"
    stanza["Date"] = entry.date
    stanza["Source"] = control["Source"] ?? package
    stanza["Binary"] = package
    stanza["Architecture"] = control["Architecture"]
    stanza["Version"] = control["Version"]
    stanza["Distribution"] = distributions
    stanza["Urgency"] = entry.urgency
    stanza["Maintainer"] = control["Maintainer"]
    stanza["Changed-By"] = entry.author
    let padding = String(repeating: " ", count: max(0, 10 - package.count))
    stanza["Description"] = "\n \(package)\(padding) - \(synopsis.prefix(65))"
    stanza["Changes"] = entry.lines.map { $0.allSatisfy(\.isWhitespace) ? "\n ." : "\n " + $0 }.joined()
    let section = control["Section"] ?? "-"
    let priority = control["Priority"] ?? "-"
    stanza["Checksums-Sha1"] = "\n \(digests[0].hex) \(content.size) \(name)"
    stanza["Checksums-Sha256"] = "\n \(digests[1].hex) \(content.size) \(name)"
    stanza["Files"] = "\n \(digests[2].hex) \(content.size) \(section) \(priority) \(name)"
    return Array(stanza.text.utf8)
  }

  /// Writes the file beside the package, with `.changes` in the place of `.deb`.
  ///
  /// - Returns: its name.
  /// - Throws: ``PayloadError`` when the package cannot be read or the file cannot be written.
  package func write(besidePackage path: ByteString) throws(PayloadError) -> ByteString {
    let name = (path.dropping(suffix: ".deb") ?? path) + ".changes"
    let text = try text(package: path)
    let output = try AtomicOutput(name, replacingExisting: true)
    try output.file.write(text)
    try output.commit()
    return name
  }
}
