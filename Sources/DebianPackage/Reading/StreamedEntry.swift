package import PackageModel

/// An entry of an archive whose content is still to be read from the stream.
package struct StreamedEntry: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case file
    case directory
    case symbolicLink(ByteString)
    /// Another name of an entry, by that entry's name relative to the root.
    case hardLink(ByteString)
    case fifo
    case characterDevice(major: UInt64, minor: UInt64)
    case blockDevice(major: UInt64, minor: UInt64)
  }

  /// The path relative to the root, without a slash at the end; empty for the root.
  package var name: ByteString
  /// The name as the archive writes it.
  package var archiveName: ByteString
  package var kind: Kind
  /// The number of content bytes.
  package var size: UInt64
  /// Permission bits with set-user-id, set-group-id and sticky.
  package var mode: UInt32
  package var userID: Int64
  package var groupID: Int64
  /// Empty where the archive has numbers only.
  package var userName: ByteString
  package var groupName: ByteString
  /// Seconds since the epoch.
  package var modificationTime: Int64
  /// Where the entry's header begins in the archive.
  package var offset: UInt64

  /// Makes an entry. Entries that are not of an archive have its name as they have their own, and no offset.
  package init(
    name: ByteString, archiveName: ByteString, kind: Kind, size: UInt64, mode: UInt32, userID: Int64, groupID: Int64,
    userName: ByteString, groupName: ByteString, modificationTime: Int64, offset: UInt64
  ) {
    self.name = name
    self.archiveName = archiveName
    self.kind = kind
    self.size = size
    self.mode = mode
    self.userID = userID
    self.groupID = groupID
    self.userName = userName
    self.groupName = groupName
    self.modificationTime = modificationTime
    self.offset = offset
  }
}
