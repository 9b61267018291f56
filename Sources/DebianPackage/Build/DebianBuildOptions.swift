package import PackageModel
package import Payload

/// How a package is built, apart from what is in it.
package struct DebianBuildOptions: Sendable {
  /// Where the package goes.
  package enum Output: Sendable {
    /// To a file of this name.
    case file(ByteString)
    /// Into this directory, named `PACKAGE_VERSION_ARCHITECTURE.deb` without the epoch.
    case directory(ByteString)
  }

  package var output: Output
  /// Whether an existing file may be replaced.
  package var replacesExisting = false
  package var compression = Compression.xz
  /// The compression of the control archive; `nil` for the same as the payload's.
  package var controlCompression: Compression?
  /// Threads for compression; `nil` for all processors.
  package var threads: Int?
  /// `SOURCE_DATE_EPOCH`: times after it are set to it. `nil`: the newest time of the payload stands in for it, so that
  /// the same input gives the same bytes without it too.
  package var sourceDateEpoch: Int64?
  /// How hooks become maintainer scripts.
  package var hookPolicy = HookPolicy.native
  /// Whether dpkg-deb's checks are made (its `--nocheck` turns them off).
  package var checks = true
  /// Whether a DEBIAN folder's members are taken as they are, with nothing generated beside them (dpkg-deb --build).
  package var isVerbatim = false
  /// Called with the bytes packed so far and all bytes of the payload.
  package var progress: (@Sendable (UInt64, UInt64) -> Void)?

  package init(output: Output) {
    self.output = output
  }
}

/// What a build made and what there is to say about it.
package struct BuiltPackage: Sendable {
  /// The package file.
  package var path: ByteString
  package var package: String
  package var version: String
  package var architecture: String
  /// KiB, as in the control file.
  package var installedSize: String?
  /// The conffiles, absolute, in order.
  package var conffiles: [ByteString]
  /// Warnings.
  package var findings: [Diagnostic]
}
