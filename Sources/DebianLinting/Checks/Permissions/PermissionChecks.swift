import PackageModel

/// Modes, owners and kinds of what is installed (Policy 10.9).
enum PermissionChecks {
  static let all = [
    unreadable, setuidMode, elevated, oddProgram, oddFile, sudoers, oddDirectory, wrongOwner, special, hardLink,
    notAProgram, timestampedGzip, initMode, cronMode,
  ]

  private static let unreadable = DebianCheck(
    .warning, "executable-is-not-world-readable", .debianPermissions, "A program cannot be read by all",
    remedy: "chmod 0755, or say in an override why not",
    explanation:
      "The package can be fetched by everybody, so there is nothing to hide; backups and checks read programs.",
    wrong: "-rwx--x--x usr/bin/demo", right: "-rwxr-xr-x usr/bin/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.isExecutable && entry.mode & 0o444 != 0o444 {
      if isGame(entry) { continue }
      report(entry.octalMode, at: entry)
    }
  }

  /// Programs of games have rules of their own.
  private static func isGame(_ entry: PackageEntry) -> Bool {
    entry.isExecutable && entry.identity == "root/games" && (entry.mode & 0o2000 == 0 || entry.mode & 0o755 != 0o755)
  }

  private static func hasSetBits(_ entry: PackageEntry) -> Bool { entry.mode & 0o6000 != 0 }

  private static let setuidMode = DebianCheck(
    .warning, "non-standard-setuid-executable-perm", .debianPermissions,
    "A program with set-id bits has an unusual mode",
    remedy: "chmod 4755 or 2755",
    explanation: "Besides the set-id bits, such programs have the mode 0755 of all others.",
    wrong: "-rwsr-x--- usr/bin/demo", right: "-rwsr-xr-x usr/bin/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && hasSetBits(entry) && !isGame(entry) {
      if entry.mode & ~0o6000 != 0o755 && entry.mode != 0o4754 && entry.mode != 0o2755 {
        report(entry.octalMode, at: entry)
      }
    }
  }

  private static let elevated = DebianCheck(
    .warning, "elevated-privileges", .debianPermissions, "A program runs with the rights of its owner or group",
    remedy: "do without, or say in an override why it must be so",
    explanation: """
      A mistake in a program with set-id bits gives everybody the rights of its owner. File capabilities, a service or \
      polkit are mostly enough.
      """,
    wrong: "-rwsr-xr-x root/root usr/bin/demo", right: "-rwxr-xr-x root/root usr/bin/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && hasSetBits(entry) && !isGame(entry) {
      if package.name.contains("-suid") { continue }
      if entry.mode & 0o6000 == 0o2000, entry.groupName == "games",
        package.matches("^usr/(?:lib/)?games/\\S", entry.path)
      {
        continue
      }
      report("\(entry.octalMode) \(entry.identity)", at: entry)
    }
  }

  private static let oddProgram = DebianCheck(
    .warning, "non-standard-executable-perm", .debianPermissions, "A program has an unusual mode",
    remedy: "chmod 0755",
    explanation:
      "Programs are writable for root and executable for all. Other modes are mostly the umask of whoever built the package.",
    wrong: "-rwxrwxr-x usr/bin/demo", right: "-rwxr-xr-x usr/bin/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.isExecutable && !hasSetBits(entry) && !isGame(entry) {
      if entry.mode != 0o755 { report("\(entry.octalMode) != 0755", at: entry) }
    }
  }

  private static let oddFile = DebianCheck(
    .warning, "non-standard-file-perm", .debianPermissions, "A file has an unusual mode",
    remedy: "chmod 0644; set modes of secrets in the postinst",
    explanation:
      "Files are writable for root and readable for all. Other modes are mostly the umask of whoever built the package.",
    wrong: "-rw-rw-r-- usr/share/demo/list", right: "-rw-r--r-- usr/share/demo/list"
  ) { package, report in
    for entry in package.entries where entry.isFile && !entry.isExecutable && !hasSetBits(entry) && entry.mode != 0o644
    {
      if entry.path.hasPrefix("etc/sudoers.d/") { continue }
      if entry.mode == 0o600, entry.path.hasPrefix("etc/backup.d/") { continue }
      if entry.mode == 0o664, entry.identity == "root/games", package.matches("^var/(?:lib/)?games/\\S", entry.path) {
        continue
      }
      if package.matches("^usr/lib/.*\\.ali$", entry.path) { continue }
      report("\(entry.octalMode) != 0644", at: entry)
    }
  }

  private static let sudoers = DebianCheck(
    .error, "bad-perm-for-file-in-etc-sudoers.d", .debianPermissions, "A rule of sudo has another mode than 0440",
    remedy: "chmod 0440",
    explanation: "sudo reads rules only if nobody can write them, and wants the mode 0440.",
    wrong: "-rw-r--r-- etc/sudoers.d/demo", right: "-r--r----- etc/sudoers.d/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && !entry.isExecutable && entry.path.hasPrefix("etc/sudoers.d/") {
      if entry.mode != 0o440 { report("\(entry.octalMode) != 0440", at: entry) }
    }
  }

  private static let oddDirectory = DebianCheck(
    .warning, "non-standard-dir-perm", .debianPermissions, "A directory has an unusual mode",
    remedy: "chmod 0755; set modes of private folders in the postinst",
    explanation:
      "Directories are writable for root and open to all. Other modes are mostly the umask of whoever built the package.",
    wrong: "drwxrwxr-x usr/share/demo/", right: "drwxr-xr-x usr/share/demo/"
  ) { package, report in
    for entry in package.entries where entry.kind == .directory && entry.mode != 0o755 {
      if entry.mode == 0o1777, package.matches("^(?:var/)?tmp/|^var/lock/$", entry.shown), entry.identity == "root/root"
      {
        continue
      }
      if entry.mode == 0o2775, ["root/staff var/local", "root/src usr/src"].contains("\(entry.identity) \(entry.path)")
      {
        continue
      }
      if entry.mode == 0o2775, entry.identity == "root/games", package.matches("^var/(?:lib/)?games/\\S", entry.path) {
        continue
      }
      report("\(entry.octalMode) != 0755", at: entry)
    }
  }

  private static let wrongOwner = DebianCheck(
    .error, "wrong-file-owner-uid-or-gid", .debianPermissions,
    "A file belongs to an id that is not the same on every system",
    remedy: "build with dpkg-deb --root-owner-group, or with pkgwright deb build; change owners in the postinst",
    explanation: """
      Only the ids 0 to 99, 60000 to 64999 and 65534 mean the same user everywhere (Policy 9.2.2). Others are those of \
      whoever built the package, and belong to somebody else where it is installed.
      """,
    wrong: "1000/1000 usr/bin/demo", right: "0/0 usr/bin/demo"
  ) { package, report in
    func isLocal(_ id: Int64) -> Bool { !(id <= 99 || id == 65_534 || (60_000...64_999).contains(id)) }
    for entry in package.entries where isLocal(entry.userID) || isLocal(entry.groupID) {
      report("\(entry.userID)/\(entry.groupID)", at: entry)
    }
  }

  private static let special = DebianCheck(
    .error, "special-file", .debianPermissions, "A device, a pipe or a socket is delivered",
    remedy: "let udev, the unit or the program make it",
    explanation:
      "What is in a package must be the same on every system; devices and pipes are made where they are used (Policy 10.6).",
    wrong: "prw-r--r-- run/demo.fifo", right: "ListenFIFO= in a socket unit"
  ) { package, report in
    for entry in package.entries where entry.kind == .special { report(entry.octalMode, at: entry) }
  }

  private static let hardLink = DebianCheck(
    .warning, "package-contains-hardlink", .debianPermissions, "A hard link goes from one directory to another",
    remedy: "deliver a symbolic link",
    explanation: """
      Two directories may lie on two file systems, between which there are no hard links. In /etc editors break them, and \
      then only one of the names has the change (Policy 10.7.3).
      """,
    wrong: "usr/bin/demo link to usr/lib/demo/demo", right: "usr/bin/demo -> ../lib/demo/demo"
  ) { package, report in
    for entry in package.entries where entry.kind == .hardLink {
      let isInEtc = entry.path.hasPrefix("etc/") || entry.target.hasPrefix("etc/")
      if isInEtc || entry.path.parentPath != entry.target.parentPath {
        report("pointing to: \(entry.target)", at: entry)
      }
    }
  }

  private static let notAProgram = DebianCheck(
    .warning, "executable-not-elf-or-script", .debianPermissions,
    "An executable file is neither a program nor a script",
    remedy: "chmod 0644, or write #! and an interpreter on the first line",
    explanation: "The kernel can start compiled programs and scripts that name their interpreter, and nothing else.",
    wrong: "-rwxr-xr-x usr/share/demo/list.txt", right: "-rw-r--r-- usr/share/demo/list.txt"
  ) { package, report in
    for entry in package.entries where entry.kind == .file && entry.isExecutable {
      if entry.elf != nil || entry.interpreter != nil { continue }
      // Programs of other systems, which wine, mono and Java start.
      if package.matches("^usr(?:/X11R6)?/man/|\\.(?:exe|jar)$", entry.path) { continue }
      report(at: entry)
    }
  }

  private static let timestampedGzip = DebianCheck(
    .warning, "package-contains-timestamped-gzip", .debianPermissions, "A compressed file says when it was compressed",
    remedy: "compress it with gzip -n",
    explanation:
      "The time of the build in a file makes each build another package, so that nobody can check where it comes from.",
    wrong: "gzip -9 demo.txt", right: "gzip -9n demo.txt"
  ) { package, report in
    let latest = ChangelogChecks.timestamp(package)
    for entry in package.entries where entry.isFile {
      guard case .gzip(let time, _) = entry.nature, time != 0, Int64(time) > latest else { continue }
      if package.unfolded("Multi-Arch") == "same", !entry.path.contains(package.architecture) { continue }
      let moment = CivilTime(seconds: Int64(time))
      report("\(moment.date)T\(moment.clock)", at: entry)
    }
  }

  private static let initMode = DebianCheck(
    .error, "non-standard-file-permissions-for-etc-init.d-script", .debianPermissions,
    "An init script has another mode than 0755",
    remedy: "chmod 0755",
    explanation: "Init scripts are programs: executable for all, writable for root.",
    wrong: "-rw-r--r-- etc/init.d/demo", right: "-rwxr-xr-x etc/init.d/demo"
  ) { package, report in
    for entry in package.entries where entry.isFile && package.matches("^etc/init\\.d/\\S", entry.path) {
      if entry.path.hasSuffix("/README") || entry.path == "etc/init.d/skeleton" || entry.mode == 0o755 { continue }
      report("\(entry.octalMode) != 0755", at: entry)
    }
  }

  private static let cronMode = DebianCheck(
    .error, "bad-permissions-for-etc-cron.d-script", .debianPermissions, "A table of cron has another mode than 0644",
    remedy: "chmod 0644",
    explanation: "Files in /etc/cron.d are read and not executed, and cron refuses those that others can write.",
    wrong: "-rwxr-xr-x etc/cron.d/demo", right: "-rw-r--r-- etc/cron.d/demo"
  ) { package, report in
    for entry in package.entries where package.matches("^etc/cron\\.d/[^.]", entry.path) && entry.mode != 0o644 {
      report("\(entry.octalMode) != 0644", at: entry)
    }
  }
}
