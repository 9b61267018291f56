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
  /// The architecture of a package that does not name one.
  package var nativeArchitecture: String
  /// Called with the bytes packed so far and all bytes of the payload.
  package var progress: (@Sendable (UInt64, UInt64) -> Void)?

  package init(output: Output, nativeArchitecture: String = HostArchitecture.debian) {
    self.output = output
    self.nativeArchitecture = nativeArchitecture
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

/// The machine that this program was built for, in Debian's words.
package enum HostArchitecture {
  package static var debian: String {
    #if arch(x86_64)
      "amd64"
    #elseif arch(arm64)
      "arm64"
    #elseif arch(arm)
      "armhf"
    #elseif arch(i386)
      "i386"
    #elseif arch(powerpc64le)
      "ppc64el"
    #elseif arch(s390x)
      "s390x"
    #elseif arch(riscv64)
      "riscv64"
    #else
      "unknown"
    #endif
  }
}
