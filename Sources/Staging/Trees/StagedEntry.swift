package import PackageModel
package import Payload

/// One path of a staged tree: what it is, what it is to look like when installed, and where its bytes are.
package struct StagedEntry: Sendable {
  /// The kinds of things that packages deliver.
  package enum Kind: Hashable, Sendable {
    case directory, file, link, fifo
  }

  /// A user or a group, by name, by number, or both.
  package struct Account: Hashable, Sendable {
    /// The name; `nil` where only the number is known, as for files on disk until it is looked up.
    package var name: ByteString?
    /// The number; `nil` where only the name is known.
    package var id: UInt32?

    package init(name: ByteString? = nil, id: UInt32? = nil) {
      self.name = name
      self.id = id
    }

    /// The user and the group that every system has.
    package static let root = Account(name: "root", id: 0)
  }

  /// What tells the names of one file from names of equal files: two entries that share it are hard links.
  package struct Identity: Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64

    package init(device: UInt64, inode: UInt64) {
      self.device = device
      self.inode = inode
    }
  }

  /// The path without a leading slash, without `.` and `..`; empty for the root of the tree.
  package var path: ByteString
  package var kind: Kind
  /// The permission bits, set-id bits and the sticky bit included.
  package var permissions: UInt32
  package var owner: Account
  package var group: Account
  package var modified: FileTime
  /// Where a symbolic link points; empty for anything else.
  package var target: ByteString = ""
  /// The bytes of a file.
  package var content: ContentSource?
  /// Set where a file may have other names.
  package var identity: Identity?
  /// Whether a directory is only there because something lies below it. Its time is then the newest one below.
  package var isImplied = false
  /// Whether a symbolic link leads to a directory on disk; looked up on demand only.
  package var leadsToDirectory = false

  package init(
    _ path: ByteString, _ kind: Kind, permissions: UInt32, owner: Account = .root, group: Account = .root,
    modified: FileTime, target: ByteString = "", content: ContentSource? = nil
  ) {
    self.path = path
    self.kind = kind
    self.permissions = permissions
    self.owner = owner
    self.group = group
    self.modified = modified
    self.target = target
    self.content = content
  }

  /// The last part of the path.
  package var name: ByteString { StagedPath.name(of: path) }
}
