package import PackageModel
package import Payload

/// The back end for Debian packages: reads a manifest and a payload, writes a `.deb`.
///
/// Everything is checked before the output is begun. docs/mapping.md says which attributes mean what.
package struct DebianPackageBuilder {
  let manifest: Manifest
  let payload: PayloadMap
  let options: DebianBuildOptions

  package init(manifest: Manifest, payload: PayloadMap, options: DebianBuildOptions) {
    self.manifest = manifest
    self.payload = payload
    self.options = options
  }

  /// Builds the package.
  ///
  /// - Throws: every mistake of the manifest at once, or what went wrong while the file was written. Nothing is left
  ///   behind in either case.
  package consuming func build() throws(Diagnostics) -> BuiltPackage {
    let plan = try plan()
    let options = self.options
    // The manifest of a large tree need not be in memory while the package is written.
    _ = consume self
    return try plan.write(options)
  }

  /// The control file that the package will have.
  ///
  /// - Throws: every mistake of the manifest at once.
  package func controlFile() throws(Diagnostics) -> [UInt8] {
    try plan().controlFile.bytes
  }

  /// Everything that is decided before a byte is written.
  func plan() throws(Diagnostics) -> DebianPackagePlan {
    var planner = DebianPackagePlanner(manifest: manifest, payload: payload, options: options)
    let plan = planner.plan()
    guard let plan, !Diagnostics(planner.findings).hasErrors else { throw Diagnostics(planner.findings) }
    return plan
  }
}

/// A package that is decided upon and only has to be written.
struct DebianPackagePlan {
  var control: ControlStanza
  /// The control file's bytes: what the manifest delivers, or what was assembled.
  var controlFile: ControlMember
  /// The other members of the control archive, `md5sums` excepted where it is computed.
  var members: [ControlMember]
  var controlRoot: PayloadEntry?
  /// The payload in dpkg's order, the root first.
  var entries: [TarEntry]
  var conffiles: [ByteString]
  /// The paths that a computed `md5sums` lists; `nil` where none is computed.
  var digested: Set<ByteString>?
  var timestamp: Int64
  var findings: [Diagnostic]

  /// The file name that dpkg-deb gives to a package.
  var fileName: String {
    let version = control["Version"] ?? ""
    let plain = version.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
    return "\(control["Package"] ?? "")_\(plain)_\(control["Architecture"] ?? "").deb"
  }
}
