extension FpmFlags {
  /// The flags that hold for every type of package.
  static let general: [FpmFlag] = [
    .value(.outputType, letter: "t", "OUTPUT_TYPE", "The type of package to make: deb."),
    .value(.inputType, letter: "s", "INPUT_TYPE", "What the package is made from: dir, empty, tar, zip or deb."),
    .value(
      .chdir, letter: "C", "CHDIR",
      "The directory that inputs are relative to; with -s tar and -s zip a directory inside the archive."),
    .value(.prefix, "PREFIX", "The directory that everything is put below, destinations of mappings too."),
    .value(
      .package, letter: "p", "OUTPUT",
      "The file to write, or a directory to write it in. NAME, VERSION, ITERATION, EPOCH, FULLVERSION, ARCH, TYPE and "
        + "EXTENSION are replaced wherever they occur.", standard: "NAME_FULLVERSION_ARCH.EXTENSION"),
    .toggle(.force, letter: "f", "Overwrite the package if it is there already."),
    .value(
      .name, letter: "n", "NAME", "The name of the package; capitals become small, underscores and blanks hyphens."),
    .value(.log, "LEVEL", "How much is told: error, warn, info or debug.", standard: "warn"),
    .toggle(.verbose, "The same as --log info."),
    .toggle(.debug, "The same as --log debug."),
    .toggle(
      .debugWorkspace, "Keep working directories.",
      effect: .nothing("files are packed where they are, so there is no working directory to keep")),
    .value(
      .version, letter: "v", "VERSION", "The version; alone on the command line, print fpm's version.", standard: "1.0"),
    .value(.iteration, "ITERATION", "The Debian revision, what stands behind the last hyphen of the version."),
    .value(.epoch, "EPOCH", "The epoch, what stands before the colon of the version."),
    .value(.license, "LICENSE", "The licence, as a field License."),
    .value(.vendor, "VENDOR", "Who made the software, as a field Vendor."),
    .value(.category, "CATEGORY", "The section of the archive, as a field Section.", standard: "misc"),
    .list(
      .depends, letter: "d", "DEPENDENCY", "A package this one needs: 'name', 'name >= 1.0' or in Debian's own form."),
    .toggle(.noDepends, "Leave out all dependencies."),
    .toggle(.noAutoDepends, "Leave out the dependencies of the package that is read."),
    .list(.provides, "PROVIDES", "What the package provides: 'name' or 'name = 1.0'."),
    .list(.conflicts, "CONFLICTS", "A package this one conflicts with."),
    .list(.replaces, "REPLACES", "A package whose files this one may overwrite."),
    .list(
      .configFiles, "CONFIG_FILES",
      "A file of the package, or a directory with all files below it, that are configuration files. A file that is "
        + "only on disk is put into the package at the same path."),
    .list(
      .directories, "DIRECTORIES", "A directory that the package owns.",
      effect: .nothing("dpkg records every directory that a package delivers")),
    .value(
      .architecture, letter: "a", "ARCHITECTURE",
      "The architecture: a name of Debian's or of the kernel's, all or native.",
      standard: "native"),
    .value(
      .maintainer, letter: "m", "MAINTAINER", "Who takes care of the package: 'Name <address>'.",
      standard: "DEBFULLNAME and DEBEMAIL"),
    .value(
      .packageNameSuffix, letter: "S", "PACKAGE_NAME_SUFFIX", "A suffix for names of packages.",
      effect: .nothing("only packages made from language archives get it")),
    .toggle(.edit, letter: "e", "Edit the control file with $FPM_EDITOR, $EDITOR or vi before the package is written."),
    .list(
      .exclude, letter: "x", "EXCLUDE_PATTERN",
      "Leave out paths of the package that match the pattern; * also matches slashes."),
    .value(.excludeFile, "EXCLUDE_PATH", "A file with a pattern to leave out on each line."),
    .value(
      .description, "DESCRIPTION", "What the package is for: a short line, and more below it.",
      standard: "no description given"),
    .value(.url, "URI", "Where to read more, as a field Homepage."),
    .value(.inputs, "INPUTS_PATH", "A file with an input on each line (-s dir only)."),
    .value(
      .postInstall, "FILE", "(DEPRECATED, use --after-install) A script to run after installation.",
      alias: .afterInstall),
    .value(
      .preInstall, "FILE", "(DEPRECATED, use --before-install) A script to run before installation.",
      alias: .beforeInstall),
    .value(
      .postUninstall, "FILE", "(DEPRECATED, use --after-remove) A script to run after removal.", alias: .afterRemove),
    .value(
      .preUninstall, "FILE", "(DEPRECATED, use --before-remove) A script to run before removal.", alias: .beforeRemove),
    .value(.afterInstall, "FILE", "A script to run after installation."),
    .value(.beforeInstall, "FILE", "A script to run before installation."),
    .value(.afterRemove, "FILE", "A script to run after removal."),
    .value(.beforeRemove, "FILE", "A script to run before removal."),
    .value(
      .afterUpgrade, "FILE",
      "A script to run after an upgrade, with the old version as its argument. The other scripts then run on "
        + "installation and removal only."),
    .value(
      .beforeUpgrade, "FILE",
      "A script to run before an upgrade, with the old version as its argument. The other scripts then run on "
        + "installation and removal only."),
    .toggle(.templateScripts, "Replace <%= name %>, <%= version %> and the like in scripts."),
    .list(.templateValue, "KEY=VALUE", "Replace <%= KEY %> in scripts by VALUE; implies --template-scripts."),
    .value(
      .workdir, "WORKDIR", "A directory for temporary files; it must exist.",
      effect: .nothing("files are packed where they are and nothing is copied; only its existence is checked")),
    .toggle(
      .sourceDateEpochFromChangelog, "Take the time of the package from a changelog.",
      effect: .nothing("it is for gems only, as in fpm; set SOURCE_DATE_EPOCH")),
    .value(
      .sourceDateEpochDefault, "SECONDS", "The time of the package where SOURCE_DATE_EPOCH is not set."),
    .value(.optionsFile, "FILE", "A file with more flags; they count as if they stood in this place."),
    .toggle(.help, letter: "h", "Print this text."),
  ]
}
