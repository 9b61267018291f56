/// A system group.
package struct SystemGroup: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// A fixed id; otherwise the next free one of the system range.
  package var gid: UInt32?

  /// A group.
  package init(name: String, gid: UInt32? = nil) {
    self.name = name
    self.gid = gid
  }
}

/// A system account and what belongs to it (Debian Policy 9.2).
package struct SystemUser: Sendable, Equatable {
  /// When the account is created.
  package enum Creation: Sendable, Equatable {
    /// In postinst: the package depends on adduser.
    case afterUnpacking
    /// In preinst, because the package ships files of this owner: the package pre-depends on adduser.
    case beforeUnpacking
  }

  /// A directory of the account.
  package struct Directory: Sendable, Equatable {
    /// Its absolute path.
    package var path: String
    /// Its permission bits.
    package var mode: UInt16

    /// A directory; by default only its owner writes and its group reads.
    package init(path: String, mode: UInt16 = 0o750) {
      self.path = path
      self.mode = mode
    }
  }

  /// Its login name.
  package var name: String
  /// Its primary group, created if it is missing; by default one of its own name.
  package var group: String
  /// Its home directory, which is never created by the account itself.
  package var home: String
  /// The comment field of its passwd entry.
  package var comment: String
  /// Its login shell.
  package var shell: String
  /// A fixed id; otherwise the next free one of the system range.
  package var uid: UInt32?
  /// Groups it is added to; they must exist or be among the plan's groups.
  package var supplementaryGroups: [String]
  /// Directories made if they are missing and handed over to it, unless dpkg-statoverride says otherwise.
  package var ownedDirectories: [Directory]
  /// Deleted on purge. Off by default, since files anywhere may still carry its id.
  package var removeOnPurge: Bool
  /// When it is created.
  package var creation: Creation

  /// An account that cannot log in and has a group of its own unless told otherwise.
  package init(
    name: String, group: String? = nil, home: String = "/nonexistent", comment: String = "",
    shell: String = "/usr/sbin/nologin", uid: UInt32? = nil, supplementaryGroups: [String] = [],
    ownedDirectories: [Directory] = [], removeOnPurge: Bool = false, creation: Creation = .afterUnpacking
  ) {
    self.name = name
    self.group = group ?? name
    self.home = home
    self.comment = comment
    self.shell = shell
    self.uid = uid
    self.supplementaryGroups = supplementaryGroups
    self.ownedDirectories = ownedDirectories
    self.removeOnPurge = removeOnPurge
    self.creation = creation
  }
}
