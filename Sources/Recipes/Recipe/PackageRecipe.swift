package import PackageModel

/// One package as its packager describes it: everything but the files, whatever the description was read from.
package struct PackageRecipe: Sendable {
  /// The name of the package, fit for Debian.
  package var name: String
  package var version: RecipeVersion
  package var architecture: String
  package var maintainer: String
  package var section: String?
  package var priority: String?
  package var homepage: String?
  /// The whole description; its first line is the synopsis.
  package var description: String
  /// The relations of every field, in Debian's form and in order.
  package var relations: [RelationField: [String]] = [:]
  /// Fields of the control file that take precedence over everything else, in order.
  package var fields: [Field] = []
  /// The size on disk in KiB, where it is not to be computed.
  package var installedSize: UInt64?
  /// Lines of the triggers file, as in `interest-noawait /usr/lib/x`.
  package var triggers: [String] = []
  /// Members of the control archive besides the maintainer scripts and what is made from other parts.
  package var controlMembers: [ControlMember] = []
  package var hooks: [RecipeHook: RecipeScript] = [:]
  /// Whether hooks run on installation and removal only, even where there is none for upgrades.
  package var callsHooksByPhase = false
  /// Whether files that want something done on installation (sysusers.d, tmpfiles.d, debconf templates) add it to the
  /// maintainer scripts; not so where the hooks do it already.
  package var derivesScripts = true
  /// Whether generated scripts stop at the first failing command.
  package var checksErrors = false
  package var ownership: Ownership = .root
  package var conffiles = ConffileRules()
  /// Files that belong to services: init scripts, their settings, units.
  package var serviceFiles: [ServiceFile] = []
  package var changelogs = RecipeChangelogs()
  /// Users that the package makes on the machine it is installed on.
  package var users: [RecipeUser] = []
  /// Directories and files below `/var` that are removed on purge.
  package var purges: [String] = []
  /// The file with the copyright and the licence, on disk.
  package var copyright: ByteString?

  /// A field of the control file.
  package struct Field: Hashable, Sendable {
    package var name: String
    /// The value; lines after the first are folded when they are written.
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A member of the control archive.
  package struct ControlMember: Hashable, Sendable {
    package var name: ByteString
    package var bytes: [UInt8]
    package var permissions: UInt32

    package init(name: ByteString, bytes: [UInt8], permissions: UInt32) {
      self.name = name
      self.bytes = bytes
      self.permissions = permissions
    }
  }

  /// Who owns the files of a package.
  package enum Ownership: Hashable, Sendable {
    /// The superuser.
    case root
    /// A user and a group, by name or number.
    case named(user: ByteString, group: ByteString)
    /// Whoever owns them on disk or in the archive they come from.
    case asFound
  }

  package init(
    name: String, version: RecipeVersion, architecture: String, maintainer: String, description: String
  ) {
    self.name = name
    self.version = version
    self.architecture = architecture
    self.maintainer = maintainer
    self.description = description
  }
}

/// Which files are configuration files, besides those that a service brings.
package struct ConffileRules: Hashable, Sendable {
  /// Every regular file below `/etc` is one.
  package var includesEtc = true
  /// Files and directories that the packager names.
  package var named: [ByteString] = []
  /// Files that a package that is read calls so.
  package var inherited: [ByteString] = []
  /// Files of services are configuration files where they lie below `/etc`.
  package var includesServices = true

  package init() {}
}

/// The changelogs of a package.
package struct RecipeChangelogs: Hashable, Sendable {
  /// The text of the changelog of the package.
  package var debian: [UInt8]?
  /// The text of the changelog of the software.
  package var upstream: [UInt8]?
  /// The distribution that a generated entry names.
  package var distribution = "unstable"
  /// The time of a generated entry in seconds since 1970; `nil` for that of the newest file.
  package var fixedTime: Int64?
  /// The time now, for packages without files.
  package var now: Int64 = 0

  package init() {}
}
