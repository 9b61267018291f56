package import PackageModel

/// An entry of an archive that was made elsewhere.
package struct ForeignEntry: Sendable {
  package enum Kind: Sendable {
    case file(ContentSource)
    case directory
    case symbolicLink(ByteString)
    /// Another name of an entry, by that entry's name as the archive writes it.
    case hardLink(ByteString)
    case fifo
    case characterDevice(major: UInt64, minor: UInt64)
    case blockDevice(major: UInt64, minor: UInt64)
    case socket
  }

  /// The name as the archive writes it: it may begin with `./` or `/`, have `..` in it, and end in a slash. Use
  /// ``ArchivePath/normalized(_:)``.
  package var name: ByteString
  package var kind: Kind
  /// Permission bits with set-user-id, set-group-id and sticky.
  package var mode: UInt32
  package var userID: Int64
  package var groupID: Int64
  /// Empty where the archive has numbers only.
  package var userName: ByteString
  package var groupName: ByteString
  /// Seconds since the epoch; `nil` where the archive has no time.
  package var modificationTime: Int64?
}
