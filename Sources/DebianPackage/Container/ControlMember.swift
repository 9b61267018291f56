package import PackageModel

/// A file of the control archive.
package struct ControlMember: Hashable, Sendable {
  package var name: ByteString
  /// Permission bits. They are written as dpkg-deb's `--mode u+rw,go=rX` makes them: 0755 for what anyone may execute
  /// and 0644 for the rest, whatever the umask was.
  package var mode: UInt32
  package var bytes: [UInt8]
  /// Seconds since the epoch; `nil` for the package's timestamp.
  package var modificationTime: Int64?

  package init(_ name: ByteString, mode: UInt32 = 0o644, bytes: [UInt8], modificationTime: Int64? = nil) {
    self.name = name
    self.mode = mode
    self.bytes = bytes
    self.modificationTime = modificationTime
  }

  /// The mode as it is written.
  var normalizedMode: UInt32 {
    let isExecutable = mode & 0o111 != 0
    return mode & 0o4700 | 0o600 | (isExecutable ? 0o055 : 0o044)
  }
}
