/// A choice offered through update-alternatives(1).
package struct Alternative: Sendable, Equatable {
  /// A link that follows the main one.
  package struct Dependent: Sendable, Equatable {
    /// The generic path.
    package var link: String
    /// The name below `/etc/alternatives`.
    package var name: String
    /// The path this package offers.
    package var path: String

    /// A dependent link.
    package init(link: String, name: String, path: String) {
      self.link = link
      self.name = name
      self.path = path
    }
  }

  /// The generic path, such as `/usr/bin/editor`.
  package var link: String
  /// The name below `/etc/alternatives`.
  package var name: String
  /// The path this package offers.
  package var path: String
  /// The highest priority wins while nobody has chosen.
  package var priority: Int
  /// Links that follow this one, such as its manual page.
  package var dependents: [Dependent]

  /// An alternative.
  package init(link: String, name: String, path: String, priority: Int, dependents: [Dependent] = []) {
    self.link = link
    self.name = name
    self.path = path
    self.priority = priority
    self.dependents = dependents
  }
}

/// One call of dpkg-maintscript-helper(1), without the `-- "$@"` at its end.
package struct MaintscriptHelperCall: Sendable, Equatable {
  /// The helper's commands.
  package enum Command: String, Sendable, CaseIterable {
    /// Removes an obsolete conffile.
    case removeConffile = "rm_conffile"
    /// Renames a conffile.
    case moveConffile = "mv_conffile"
    /// Turns a symbolic link into a directory.
    case symlinkToDirectory = "symlink_to_dir"
    /// Turns a directory into a symbolic link.
    case directoryToSymlink = "dir_to_symlink"
  }

  /// What to do.
  package var command: Command
  /// The command's arguments: paths, then optionally the last version that needs it and the package.
  package var arguments: [String]

  /// A call.
  package init(_ command: Command, _ arguments: [String]) {
    self.command = command
    self.arguments = arguments
  }
}
