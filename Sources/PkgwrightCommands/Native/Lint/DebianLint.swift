import PackageModel

/// Checks of .deb files.
enum DebianLint {
  /// What is wrong with some files.
  static func check(_ paths: [ByteString]) throws -> LintInput.Result {
    let names = paths.map(\.text).joined(separator: ", ")
    throw CommandFailure.usage(
      "\(names): a Debian package, not a manifest", "pkgwright deb verify checks the structure of Debian packages")
  }
}
