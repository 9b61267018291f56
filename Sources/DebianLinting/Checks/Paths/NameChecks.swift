import PackageModel

/// Names that files should not have, and files that nobody meant to deliver.
enum NameChecks {
  static let all = [
    blankEnd, star, hyphen, wildcard, skeleton, pythonDot, notASCII, notUTF8, emptyProgram, vcsFolder, vcsFile, backup,
    nfs, emptyFolder, emptyPackage, rcd, upstart, ancient, obsolete,
  ]

  private static func name(
    _ severity: TagSeverity, _ tag: String, _ summary: String, remedy: String, explanation: String, wrong: String,
    right: String, where isFound: @escaping @Sendable (PackageEntry, BinaryPackage) -> Bool
  ) -> DebianCheck {
    DebianCheck(
      severity, tag, .debianPaths, summary, remedy: remedy, explanation: explanation, wrong: wrong, right: right
    ) { package, report in
      for entry in package.entries where isFound(entry, package) { report(at: entry) }
    }
  }

  private static let folders: Set<String> = ["bin", "sbin", "usr/bin", "usr/sbin", "usr/games"]

  private static let blankEnd = name(
    .warning, "file-name-ends-in-whitespace", "A name ends with a blank", remedy: "rename the file",
    explanation: "Nobody sees the blank, and hardly any script copes with it.", wrong: "'usr/share/demo/list '",
    right: "usr/share/demo/list"
  ) { entry, package in entry.kind != .directory && package.matches("\\s+\\z", entry.path) }

  private static let star = name(
    .error, "star-file", "A file is called *", remedy: "quote the pattern where the file was made",
    explanation: "A pattern that matched nothing was taken for a name.", wrong: "usr/share/demo/*",
    right: "usr/share/demo/list"
  ) { entry, _ in entry.kind != .directory && entry.name == "*" && entry.path.contains("/") }

  private static let hyphen = name(
    .error, "hyphen-file", "A file is called -",
    remedy: "look where a program wrote to - that does not mean standard output by it",
    explanation: "A program took the sign for standard output for a name.", wrong: "usr/share/demo/-",
    right: "usr/share/demo/list"
  ) { entry, _ in entry.kind != .directory && entry.name == "-" && entry.path.contains("/") }

  private static let wildcard = name(
    .warning, "file-name-contains-wildcard-character", "A name holds * or ?", remedy: "rename the file",
    explanation: "Shells take such a name for a pattern; often a pattern that matched nothing was taken for a name.",
    wrong: "usr/share/demo/*.txt", right: "usr/share/demo/list.txt"
  ) { entry, _ in entry.path.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }

  private static let skeleton = name(
    .error, "package-contains-file-in-etc-skel", "A file goes into every new home directory",
    remedy: "let the program have defaults, in /etc or in itself",
    explanation: "Users that exist already do not get the file, and programs must work without it (Policy 10.7.5).",
    wrong: "etc/skel/.demorc", right: "etc/demo/demorc"
  ) { entry, package in
    package.matches("^etc/skel/", entry.path.parentPath + "/")
      && !package.matches("^(?:\\.bashrc|\\.bash_logout|\\.m?kshrc|\\.profile$)", entry.name)
  }

  private static let pythonDot = name(
    .warning, "package-contains-python-dot-directory", "A hidden folder lies among Python modules",
    remedy: "leave it out",
    explanation: "Hidden folders of test tools and version control have no use where modules are installed.",
    wrong: "usr/lib/python3/dist-packages/.pytest_cache/", right: "usr/lib/python3/dist-packages/demo/"
  ) { entry, package in
    package.matches("^usr/lib/python[^/]+/(?:dist|site)-packages/", entry.path.parentPath + "/")
      && package.matches("/\\.[^/]+/", entry.shown)
  }

  private static let notASCII = name(
    .error, "file-name-in-PATH-is-not-ASCII", "The name of a program is not ASCII", remedy: "rename the program",
    explanation: "People with other keyboards could not start it (Policy 10.10).", wrong: "usr/bin/démo",
    right: "usr/bin/demo"
  ) { entry, _ in
    folders.contains(entry.path.parentPath) && (!entry.isUTF8 || !entry.name.utf8.allSatisfy { $0 < 0x80 })
  }

  private static let notUTF8 = name(
    .error, "shipped-file-without-utf8-name", "A name is not UTF-8", remedy: "rename the file, as with convmv",
    explanation: "Names of files are UTF-8, and ASCII where possible (Policy 10.10).",
    wrong: "a name in Latin-1", right: "the same name in UTF-8"
  ) { entry, _ in !folders.contains(entry.path.parentPath) && !entry.isUTF8 }

  private static let emptyProgram = name(
    .error, "zero-byte-executable-in-path", "A program has no bytes", remedy: "deliver the program, or nothing",
    explanation: "An empty executable runs as an empty script: it does nothing and says that all went well.",
    wrong: "usr/bin/demo with 0 bytes", right: "usr/bin/demo"
  ) { entry, _ in
    folders.contains(entry.path.parentPath) && entry.kind == .file && entry.isExecutable && entry.size == 0
  }

  private static let vcsFolder = name(
    .warning, "package-contains-vcs-control-dir", "A folder of a version control system is delivered",
    remedy: "leave it out, as with --exclude '.git'",
    explanation: "The history belongs to the source; it is large, and may hold what nobody should see.",
    wrong: "usr/share/demo/.git/", right: "usr/share/demo/ without it"
  ) { entry, package in
    entry.kind == .directory && package.matches("/(?:CVS|\\.(?:svn|bzr|git|hg)|\\.arch-ids|\\{arch\\})$", entry.path)
  }

  private static let vcsFile = name(
    .warning, "package-contains-vcs-control-file", "A file of a version control system is delivered",
    remedy: "leave it out, as with --exclude .gitignore",
    explanation: "Such files say something about the source only.", wrong: "usr/share/demo/.gitignore",
    right: "usr/share/demo/ without it"
  ) { entry, package in
    entry.isFile && !entry.path.hasPrefix("usr/share/cargo/registry/")
      && package.matches(
        "/\\.(?:arch-inventory|hgtags|(?:cvs|git|hg)_?ignore|git_?(?:modules|attributes)|hg_archival\\.txt)"
          + "(?:\\.(?:gz|bz2|xz|Z|lz|lzma|lzo|zip|zst))?\\Z", entry.path)
  }

  private static let backup = name(
    .warning, "backup-file-in-package", "A backup of an editor is delivered", remedy: "leave it out",
    explanation: "What was changed while the package was made is of no use to anybody else.",
    wrong: "etc/demo.conf~", right: "etc/demo.conf"
  ) { entry, package in
    package.matches("~$|#[^/]+#$|/\\.[^/]+\\.swp$", entry.shown)
  }

  private static let nfs = name(
    .warning, "nfs-temporary-file-in-package", "A leftover of NFS is delivered", remedy: "leave it out",
    explanation: "NFS gives files that were removed while they were open such names.",
    wrong: "usr/share/demo/.nfs00000001", right: "usr/share/demo/ without it"
  ) { entry, package in package.matches("/\\.nfs[^/]+$", entry.path) }

  private static let emptyFolder = name(
    .info, "package-contains-empty-directory", "A directory is empty",
    remedy: "leave it out, or make it when it is needed",
    explanation: "Empty folders outside /var and /etc are mostly leftovers of the author's build.",
    wrong: "usr/share/demo/plugins/", right: "no such directory"
  ) { entry, package in
    guard entry.kind == .directory, package.name != "base-files", !package.matches("^(?:var|etc)/", entry.shown),
      !package.matches("^usr/lib/(?:[^/]+/)?perl5/$|^usr/share/perl5/$", entry.shown)
    else { return false }
    let inhabited: Set<String> = package.cached("parents") { Set(package.entries.map(\.path.parentPath)) }
    return !inhabited.contains(entry.path)
  }

  private static let emptyPackage = DebianCheck(
    .warning, "empty-binary-package", .debianPaths, "The package delivers nothing but its documentation",
    remedy:
      "deliver something, or say in the description that the package is a metapackage, dummy or transitional package",
    explanation: "A package without files is of use only for its dependencies; its description should say so.",
    wrong: "usr/share/doc/demo/copyright and nothing else", right: "Description: demo metapackage"
  ) { package, report in
    let description = package.value("Description") ?? ""
    if package.matches(
      "(?i)meta[ -]?package|(?:dependency|empty|dummy) package|virtual package|transitional package", description)
      || package.matches("tasks|metapackages", package.value("Section") ?? "") || package.name.hasPrefix("task-")
    {
      return
    }
    let name = package.name
    let standard: Set<String> = [
      "AUTHORS", "AUTHORS.gz", "BUGS", "BUGS.gz", "changelog.Debian.gz", "changelog.gz", "CHANGES", "CHANGES.gz",
      "COPYING.gz", "copyright", "HACKING", "HACKING.gz", "NEWS", "NEWS.Debian", "NEWS.Debian.gz", "NEWS.gz", "TODO",
      "TODO.gz",
    ]
    for entry in package.entries where entry.kind != .directory {
      if ["usr/share/lintian/overrides/\(name)", "usr/share/doc/\(name)"].contains(entry.path) { continue }
      guard entry.path.parentPath == "usr/share/doc/\(name)" else { return }
      if !standard.contains(entry.name), !entry.name.lowercasedASCII.hasPrefix("readme") { return }
    }
    report()
  }

  private static let rcd = name(
    .error, "package-installs-into-etc-rc.d", "A link that starts a service is delivered",
    remedy: "leave the link out and call update-rc.d in the postinst",
    explanation: "The links in /etc/rc?.d are made by update-rc.d, which respects what the administrator has changed.",
    wrong: "etc/rc2.d/S20demo", right: "update-rc.d demo defaults >/dev/null"
  ) { entry, package in
    package.matches("^etc/rc(?:\\d|S)?\\.d/\\S", entry.path) && !["sysvinit", "file-rc"].contains(package.name)
  }

  private static let upstart = name(
    .warning, "package-installs-deprecated-upstart-configuration", "A job of Upstart is delivered",
    remedy: "leave it out",
    explanation: "Upstart is given up; nothing reads /etc/init any more.", wrong: "etc/init/demo.conf",
    right: "lib/systemd/system/demo.service"
  ) { entry, package in package.matches("^etc/init/\\S", entry.path) }

  private static let ancient = DebianCheck(
    .error, "package-contains-ancient-file", .debianPaths, "A file is as old as no file can be",
    remedy: "set SOURCE_DATE_EPOCH to the date of the release",
    explanation:
      "The archive of Debian refuses files of 1975 and before. Times near 1970 come from a clock that was never set.",
    wrong: "1970-01-01 usr/bin/demo", right: "2026-01-31 usr/bin/demo"
  ) { package, report in
    // 1976-01-01
    for entry in package.entries where entry.modificationTime < 189_302_400 {
      report(CivilTime(seconds: entry.modificationTime).date, at: entry)
    }
  }

  private static let obsolete = DebianCheck(
    .warning, "package-installs-into-obsolete-dir", .debianPaths, "A directory is used that was given up",
    remedy: "use the directory that took its place",
    explanation: "Programs of today do not look there any more.",
    wrong: "etc/bash_completion.d/demo", right: "usr/share/bash-completion/completions/demo"
  ) { package, report in
    let moved = [
      (
        "^etc/bash_completion.d/", "usr/share/bash-completion/completions",
        "Ensure new filename matches stricter requirements (see https://bugs.debian.org/776954 and https://bugs.debian.org/814599)"
      ),
      ("^etc/dhcp3/", "etc/dhcp", "(see also https://bugs.debian.org/673029)"),
      (
        "^etc/X11/fonts/X11R7/", "etc/X11/fonts",
        "(see also https://bugs.debian.org/364530#24)"
      ),
    ]
    for entry in package.entries {
      for (pattern, new, more) in moved where package.matches(pattern, entry.shown) {
        report(": \(pattern) -> \(new) \(more)", at: entry)
      }
    }
  }
}
