/// What a package wants done on the machine it is installed on, beyond unpacking its files.
///
/// It names things only; which maintainer script does what, when and in which order is decided by
/// ``MaintainerScripts/assemble(plan:hooks:policy:)``.
package struct ServicePlan: Sendable, Equatable {
  /// Scripts below `/etc/init.d`, registered with update-rc.d and run through invoke-rc.d.
  package var initScripts: [InitScript]
  /// Units the package ships, enabled and run through deb-systemd-helper and deb-systemd-invoke.
  package var units: [SystemdUnit]
  /// Groups to create; the group of a ``SystemUser`` needs no entry of its own.
  package var groups: [SystemGroup]
  /// Accounts to create.
  package var users: [SystemUser]
  /// Names of files in `/usr/lib/sysusers.d`, such as `app.conf`.
  package var sysusers: [String]
  /// Names of files in `/usr/lib/tmpfiles.d`, such as `app.conf`.
  package var tmpfiles: [String]
  /// Entries for update-alternatives.
  package var alternatives: [Alternative]
  /// Calls of dpkg-maintscript-helper, made in all four scripts.
  package var maintscriptHelperCalls: [MaintscriptHelperCall]
  /// Directories removed with all they hold when the package is purged.
  package var purgeDirectories: [String]
  /// Files removed when the package is purged.
  package var purgeFiles: [String]
  /// The package asks questions through debconf.
  package var debconf: Bool
  /// The package brings shared libraries, so the linker's cache is rebuilt by the trigger of libc-bin.
  package var refreshesLinkerCache: Bool

  /// A plan; everything left out means "none".
  package init(
    initScripts: [InitScript] = [], units: [SystemdUnit] = [], groups: [SystemGroup] = [],
    users: [SystemUser] = [], sysusers: [String] = [], tmpfiles: [String] = [], alternatives: [Alternative] = [],
    maintscriptHelperCalls: [MaintscriptHelperCall] = [], purgeDirectories: [String] = [],
    purgeFiles: [String] = [], debconf: Bool = false, refreshesLinkerCache: Bool = false
  ) {
    self.initScripts = initScripts
    self.units = units
    self.groups = groups
    self.users = users
    self.sysusers = sysusers
    self.tmpfiles = tmpfiles
    self.alternatives = alternatives
    self.maintscriptHelperCalls = maintscriptHelperCalls
    self.purgeDirectories = purgeDirectories
    self.purgeFiles = purgeFiles
    self.debconf = debconf
    self.refreshesLinkerCache = refreshesLinkerCache
  }
}
