package import PackageModel

/// A member of the ar container of a package.
package struct DebMember: Hashable, Sendable {
  /// The name, without the slash that some ar programs put at its end.
  package let name: ByteString
  /// Where the member's bytes begin in the file.
  package let offset: UInt64
  /// The number of its bytes.
  package let size: UInt64
  /// Seconds since the epoch, as its header says.
  package let modificationTime: Int64
}
