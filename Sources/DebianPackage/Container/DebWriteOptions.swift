package import PackageModel
package import Payload

/// How a package file is written.
package struct DebWriteOptions: Sendable {
  /// The name of the package file.
  package var output: ByteString
  /// Whether a file of that name is replaced.
  package var replacesExisting: Bool
  /// How the data archive is compressed.
  package var dataCompression: Compression
  /// How the control archive is compressed; `nil` for the same as the data, which is what dpkg-deb does by default.
  /// `dpkg-deb --no-uniform-compression` is ``Compression/gzip``.
  package var controlCompression: Compression?
  /// Seconds since the epoch for the members of the container and for control files without a time of their own:
  /// `SOURCE_DATE_EPOCH`, or now.
  package var timestamp: Int64
  /// Whether modification times after the timestamp are set to it, as dpkg-deb does.
  package var clampsModificationTimes: Bool
  /// Whether files of 8 GiB and more are written in GNU's base-256 form, which dpkg reads since 1.18.24.
  package var allowsLargeEntries: Bool
  /// The number of threads that xz and zstd use; `nil` for one for each processor.
  package var threads: Int?

  /// The size from which a tar entry needs the base-256 form.
  package static let largestPlainEntry: UInt64 = 8 << 30

  package init(
    output: ByteString, replacesExisting: Bool = false, dataCompression: Compression = .xz,
    controlCompression: Compression? = nil, timestamp: Int64, clampsModificationTimes: Bool = true,
    allowsLargeEntries: Bool = false, threads: Int? = nil
  ) {
    self.output = output
    self.replacesExisting = replacesExisting
    self.dataCompression = dataCompression
    self.controlCompression = controlCompression
    self.timestamp = timestamp
    self.clampsModificationTimes = clampsModificationTimes
    self.allowsLargeEntries = allowsLargeEntries
    self.threads = threads
  }
}
