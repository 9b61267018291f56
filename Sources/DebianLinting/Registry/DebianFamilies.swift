package import Linting

/// The families of checks of Debian packages. Their ids are lintian's tags, and a package's overrides silence them.
extension CheckFamily {
  private static func debian(_ name: String, _ subject: String) -> CheckFamily {
    CheckFamily("debian-" + name, title: "Debian packages: " + subject, suppression: .override)
  }

  /// The container and the members of the control archive.
  package static let debianArchive = debian("archive", "archive and control members")
  /// The fields of the control file.
  package static let debianFields = debian("fields", "control fields")
  /// The relations to other packages.
  package static let debianRelations = debian("relations", "relations")
  /// Conffiles, md5sums and triggers.
  package static let debianControlFiles = debian("control-files", "conffiles, md5sums and triggers")
  /// Where the package puts what it installs.
  package static let debianPaths = debian("paths", "paths")
  /// Modes, owners and kinds of what is installed.
  package static let debianPermissions = debian("permissions", "modes, owners and kinds of files")
  /// Symbolic links.
  package static let debianLinks = debian("links", "links")
  /// The changelog, the copyright file and other documentation.
  package static let debianDocumentation = debian("documentation", "documentation")
  /// Maintainer scripts.
  package static let debianMaintainerScripts = debian("maintainer-scripts", "maintainer scripts")
  /// Scripts that are installed.
  package static let debianScripts = debian("scripts", "installed scripts")
  /// Init scripts, units and cron jobs.
  package static let debianServices = debian("services", "services")
  /// Compiled programs and libraries.
  package static let debianBinaries = debian("binaries", "programs and libraries")
  /// Overrides.
  package static let debianOverrides = debian("overrides", "overrides")
}
