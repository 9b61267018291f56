extension FpmFlags {
  /// The flags of Debian packages.
  static let debian: [FpmFlag] = [
    .toggle(
      .debIgnoreIteration, negatable: true, "'name = 1.2' allows every revision of that version."),
    .list(.debBuildDepends, "DEPENDENCY", "A relation for the field Build-Depends."),
    .list(.debPreDepends, "DEPENDENCY", "A package that must be configured before this one is unpacked."),
    .value(.debCompression, "COMPRESSION", "How members are compressed: gz, bzip2, xz, zst or none.", standard: "gz"),
    .value(
      .debCompressionLevel, "[0-9]", "How hard to compress: 0 is little or nothing, 9 is most.",
      standard: "9 for gz and bzip2, 3 for xz and zst"),
    .value(.debDist, "DIST-TAG", "The distribution named in the changelog and in .changes.", standard: "unstable"),
    .value(.debCustomControl, "FILEPATH", "A file to take as the control file as it is."),
    .value(.debConfig, "SCRIPTPATH", "The script that asks debconf's questions."),
    .value(.debTemplates, "FILEPATH", "The questions for debconf."),
    .value(.debInstalledSize, "KILOBYTES", "The field Installed-Size.", standard: "computed"),
    .value(.debPriority, "PRIORITY", "The field Priority.", standard: "optional"),
    .toggle(.debUseFilePermissions, negatable: true, "Keep the owners and groups that the files have on disk."),
    .value(.debUser, "USER", "The owner of the files.", standard: "root"),
    .value(.debGroup, "GROUP", "The group of the files.", standard: "root"),
    .value(.debChangelog, "FILEPATH", "The Debian changelog, as plain text."),
    .toggle(.debGenerateChanges, negatable: true, "Write a .changes file for an upload beside the package."),
    .value(.debUpstreamChangelog, "FILEPATH", "The changelog of the software itself, as plain text."),
    .list(.debRecommends, "PACKAGE", "A package that is usually installed together with this one."),
    .list(.debSuggests, "PACKAGE", "A package that makes this one more useful."),
    .list(.debMetaFile, "FILEPATH", "A file for the control archive, under its own name."),
    .list(.debInterest, "EVENT", "A trigger the package is interested in."),
    .list(.debActivate, "EVENT", "A trigger the package activates."),
    .list(.debInterestNoawait, "EVENT", "A trigger the package is interested in without being waited for."),
    .list(.debActivateNoawait, "EVENT", "A trigger the package activates without waiting."),
    .list(.debField, "'FIELD: VALUE'", "A field of the control file; a known field replaces its value."),
    .toggle(
      .debNoDefaultConfigFiles, negatable: true, "Do not make every file below /etc a configuration file."),
    .toggle(
      .debAutoConfigFiles, negatable: true, on: true,
      "Make the files of --deb-init, --deb-default and --deb-upstart configuration files."),
    .value(.debShlibs, "SHLIBS", "The text of the shlibs file; ldconfig is triggered."),
    .list(.debInit, "FILEPATH", "An init script for /etc/init.d; it is registered and started."),
    .list(.debDefault, "FILEPATH", "A file for /etc/default."),
    .list(.debUpstart, "FILEPATH", "An upstart job for /etc/init."),
    .list(.debSystemd, "FILEPATH", "A systemd unit."),
    .toggle(.debSystemdEnable, negatable: true, "Enable the units on installation."),
    .toggle(.debSystemdAutoStart, negatable: true, "Start the units on installation."),
    .toggle(.debSystemdRestart, negatable: true, on: true, "Restart running units after an upgrade."),
    .value(.debSystemdPath, "PATH", "The directory for units.", standard: "lib/systemd/system"),
    .value(.debAfterPurge, "FILE", "A script to run when the package is purged."),
    .toggle(.debForceErrorChecks, negatable: true, "Stop generated scripts at the first command that fails."),
  ]
}
