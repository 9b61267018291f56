/// The flags of fpm that mean something to a Debian package, by their long names.
package enum FpmOption: String, CaseIterable, Hashable, Sendable {
  // What is read and what is made.
  case outputType = "output-type"
  case inputType = "input-type"
  case chdir
  case prefix
  case package
  case force
  case inputs
  case exclude
  case excludeFile = "exclude-file"
  case edit
  case workdir

  // The package's description.
  case name
  case version
  case iteration
  case epoch
  case license
  case vendor
  case category
  case architecture
  case maintainer
  case packageNameSuffix = "package-name-suffix"
  case description
  case url

  // Relations.
  case depends
  case noDepends = "no-depends"
  case noAutoDepends = "no-auto-depends"
  case provides
  case conflicts
  case replaces

  // Files with a meaning.
  case configFiles = "config-files"
  case directories

  // Hooks.
  case afterInstall = "after-install"
  case beforeInstall = "before-install"
  case afterRemove = "after-remove"
  case beforeRemove = "before-remove"
  case afterUpgrade = "after-upgrade"
  case beforeUpgrade = "before-upgrade"
  case postInstall = "post-install"
  case preInstall = "pre-install"
  case postUninstall = "post-uninstall"
  case preUninstall = "pre-uninstall"
  case templateScripts = "template-scripts"
  case templateValue = "template-value"

  // The run itself.
  case log
  case verbose
  case debug
  case debugWorkspace = "debug-workspace"
  case sourceDateEpochFromChangelog = "source-date-epoch-from-changelog"
  case sourceDateEpochDefault = "source-date-epoch-default"
  case optionsFile = "fpm-options-file"
  case help

  // Debian packages only.
  case debIgnoreIteration = "deb-ignore-iteration-in-dependencies"
  case debBuildDepends = "deb-build-depends"
  case debPreDepends = "deb-pre-depends"
  case debCompression = "deb-compression"
  case debCompressionLevel = "deb-compression-level"
  case debDist = "deb-dist"
  case debCustomControl = "deb-custom-control"
  case debConfig = "deb-config"
  case debTemplates = "deb-templates"
  case debInstalledSize = "deb-installed-size"
  case debPriority = "deb-priority"
  case debUseFilePermissions = "deb-use-file-permissions"
  case debUser = "deb-user"
  case debGroup = "deb-group"
  case debChangelog = "deb-changelog"
  case debGenerateChanges = "deb-generate-changes"
  case debUpstreamChangelog = "deb-upstream-changelog"
  case debRecommends = "deb-recommends"
  case debSuggests = "deb-suggests"
  case debMetaFile = "deb-meta-file"
  case debInterest = "deb-interest"
  case debActivate = "deb-activate"
  case debInterestNoawait = "deb-interest-noawait"
  case debActivateNoawait = "deb-activate-noawait"
  case debField = "deb-field"
  case debNoDefaultConfigFiles = "deb-no-default-config-files"
  case debAutoConfigFiles = "deb-auto-config-files"
  case debShlibs = "deb-shlibs"
  case debInit = "deb-init"
  case debDefault = "deb-default"
  case debUpstart = "deb-upstart"
  case debSystemd = "deb-systemd"
  case debSystemdEnable = "deb-systemd-enable"
  case debSystemdAutoStart = "deb-systemd-auto-start"
  case debSystemdRestart = "deb-systemd-restart-after-upgrade"
  case debSystemdPath = "deb-systemd-path"
  case debAfterPurge = "deb-after-purge"
  case debForceErrorChecks = "deb-maintainerscripts-force-errorchecks"
}
