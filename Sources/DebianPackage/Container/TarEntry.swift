package import PackageModel
package import Payload

/// An entry of a package's data archive.
package struct TarEntry: Sendable {
  /// What an entry is, with what only that kind has.
  package enum Kind: Sendable {
    case file(ContentSource)
    case directory
    /// A symbolic link and the text it holds.
    case symbolicLink(ByteString)
    /// Another name of an entry, by that entry's name.
    case hardLink(ByteString)
    case fifo
    /// Read from archives made elsewhere; never written.
    case characterDevice(major: UInt64, minor: UInt64)
    /// Read from archives made elsewhere; never written.
    case blockDevice(major: UInt64, minor: UInt64)
  }

  /// The path without a leading `./` or `/`, and without a slash at the end; empty for the root.
  package var name: ByteString
  package var kind: Kind
  /// Permission bits with set-user-id, set-group-id and sticky.
  package var mode: UInt32
  package var userID: UInt32
  package var groupID: UInt32
  package var userName: ByteString
  package var groupName: ByteString
  /// Seconds since the epoch.
  package var modificationTime: Int64

  package init(
    _ name: ByteString, _ kind: Kind, mode: UInt32, userID: UInt32 = 0, groupID: UInt32 = 0,
    userName: ByteString = "root", groupName: ByteString = "root", modificationTime: Int64
  ) {
    self.name = name
    self.kind = kind
    self.mode = mode
    self.userID = userID
    self.groupID = groupID
    self.userName = userName
    self.groupName = groupName
    self.modificationTime = modificationTime
  }

  /// The number of content bytes.
  package var size: UInt64 { content?.size ?? 0 }

  /// The content of a regular file.
  package var content: ContentSource? {
    if case .file(let source) = kind { source } else { nil }
  }

  package var isDirectory: Bool {
    if case .directory = kind { true } else { false }
  }

  package var isSymbolicLink: Bool {
    if case .symbolicLink = kind { true } else { false }
  }
}
