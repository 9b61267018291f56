/// Where a package puts what it installs (Filesystem Hierarchy Standard; Policy 9.1).
enum PathChecks {
  static let all =
    places + [
      dirInLocal, fileInLocal, directlyInShare, subdirInUsrBin, subdirInBin, standardUsr, standardVar, topLevel,
      compatLink, unusualDir, missingParent,
    ] + NameChecks.all

  /// A check of a place where no package puts anything.
  private static func place(
    _ tag: String, _ pattern: String, _ folder: String, whose: String, wrong: String, right: String
  ) -> DebianCheck {
    DebianCheck(
      .error, tag, .debianPaths, "Something is delivered in \(folder)", remedy: "deliver it elsewhere, as in \(right)",
      explanation: "\(folder) \(whose). What a package delivers lies in /usr, in /etc and in /var/lib (Policy 9.1).",
      wrong: wrong, right: right
    ) { package, report in
      for entry in package.entries where package.matches(pattern, entry.shown) { report(at: entry) }
    }
  }

  private static let places = [
    place(
      "dir-or-file-in-etc-opt", "^etc/opt/.", "/etc/opt",
      whose: "holds the configuration of add-on software in /opt, which packages of the distribution are not",
      wrong: "etc/opt/demo/demo.conf", right: "etc/demo/demo.conf"),
    place(
      "dir-or-file-in-opt", "^opt/.", "/opt",
      whose: """
        is for add-on software from outside the distribution, so packages of the distribution keep off. Application \
        releases belong there: the profile `release` is silent about them
        """,
      wrong: "opt/demo/bin/demo", right: "usr/lib/demo/bin/demo"),
    place(
      "dir-or-file-in-var-lock", "^var/lock/.", "/var/lock", whose: "is empty after each start of the system",
      wrong: "var/lock/demo/", right: "a folder that the service makes when it starts"),
    place(
      "dir-or-file-in-var-run", "^var/run/.", "/var/run", whose: "is empty after each start of the system",
      wrong: "var/run/demo/", right: "RuntimeDirectory=demo in the unit"),
    place(
      "dir-or-file-in-run", "^run/.", "/run", whose: "is empty after each start of the system",
      wrong: "run/demo/", right: "RuntimeDirectory=demo in the unit"),
    place(
      "dir-or-file-in-var-www", "^var/www/\\S+", "/var/www", whose: "belongs to the administrator of the web server",
      wrong: "var/www/demo/index.html", right: "usr/share/demo/www/index.html"),
    place(
      "dir-or-file-in-home", "^(?:home|root)/.", "/home or /root", whose: "belongs to the users of the system",
      wrong: "home/demo/.profile", right: "var/lib/demo/"),
    place(
      "dir-or-file-in-tmp", "^tmp/.|^(?:var|usr)/tmp/.", "/tmp", whose: "is emptied by the system",
      wrong: "tmp/demo/", right: "a folder that the program makes when it needs it"),
    place(
      "dir-or-file-in-mnt", "^mnt/.", "/mnt", whose: "is where the administrator mounts things for a while",
      wrong: "mnt/demo/", right: "var/lib/demo/"),
    place(
      "dir-or-file-in-srv", "^srv/.", "/srv", whose: "holds the data of the site, in an order that the site chooses",
      wrong: "srv/demo/", right: "var/lib/demo/"),
  ]

  private static let dirInLocal = DebianCheck(
    .error, "dir-in-usr-local", .debianPaths, "A directory in /usr/local is delivered",
    remedy: "deliver it in /usr",
    explanation:
      "/usr/local belongs to the administrator; packages of the distribution put nothing there (Policy 9.1.2).",
    wrong: "usr/local/demo/", right: "usr/lib/demo/"
  ) { package, report in
    for entry in package.entries where entry.kind == .directory && package.matches("^usr/local/\\S+", entry.shown) {
      report(at: entry)
    }
  }

  private static let fileInLocal = DebianCheck(
    .error, "file-in-usr-local", .debianPaths, "A file in /usr/local is delivered",
    remedy: "deliver it in /usr",
    explanation:
      "/usr/local belongs to the administrator; packages of the distribution put nothing there (Policy 9.1.2).",
    wrong: "usr/local/bin/demo", right: "usr/bin/demo"
  ) { package, report in
    for entry in package.entries where entry.kind != .directory && package.matches("^usr/local/\\S+", entry.path) {
      report(at: entry)
    }
  }

  private static let directlyInShare = DebianCheck(
    .error, "file-directly-in-usr-share", .debianPaths, "A file lies in /usr/share itself",
    remedy: "put it into usr/share/NAME",
    explanation: "/usr/share holds folders, one for each package or kind of data.",
    wrong: "usr/share/demo.png", right: "usr/share/demo/demo.png"
  ) { package, report in
    for entry in package.entries where entry.isFile && package.matches("^usr/share/[^/]+$", entry.path) {
      report(at: entry)
    }
  }

  private static let subdirInUsrBin = DebianCheck(
    .error, "subdir-in-usr-bin", .debianPaths, "There is a directory in /usr/bin",
    remedy: "put private programs into usr/lib/NAME",
    explanation: "Shells look for programs in /usr/bin and not below it (FHS).",
    wrong: "usr/bin/demo/", right: "usr/lib/demo/"
  ) { package, report in
    for entry in package.entries where entry.kind == .directory && entry.path.hasPrefix("usr/bin/") {
      if !package.matches("^usr/bin/(?:X11|mh)/", entry.shown) { report(at: entry) }
    }
  }

  private static let subdirInBin = DebianCheck(
    .error, "subdir-in-bin", .debianPaths, "There is a directory in /bin",
    remedy: "put private programs into usr/lib/NAME",
    explanation: "Shells look for programs in /bin and not below it (FHS).",
    wrong: "bin/demo/", right: "usr/lib/demo/"
  ) { package, report in
    for entry in package.entries where entry.kind == .directory && entry.path.hasPrefix("bin/") { report(at: entry) }
  }

  private static let standardUsr = DebianCheck(
    .warning, "non-standard-dir-in-usr", .debianPaths, "A directory in /usr is none of the standard's",
    remedy: "use usr/lib/NAME or usr/share/NAME",
    explanation: "/usr holds bin, games, include, lib, libexec, sbin, share and src (FHS).",
    wrong: "usr/demo/", right: "usr/share/demo/"
  ) { package, report in
    for entry in package.entries where entry.kind == .directory && package.matches("^usr/[^/]+$", entry.path) {
      let known =
        "^usr/(?:dict|doc|etc|info|man|adm|preserve|X11R6|X386|bin|games|include|lib|local|sbin|share|src|spool|tmp|libexec|lib(?:64|x?32))$"
      if !package.matches(known, entry.path) { report(at: entry) }
    }
  }

  private static let standardVar = DebianCheck(
    .error, "non-standard-dir-in-var", .debianPaths, "A directory in /var is none of the standard's",
    remedy: "use var/lib/NAME, var/cache/NAME or var/log/NAME",
    explanation: "/var holds account, cache, crash, games, lib, lock, log, mail, opt, run, spool, tmp and yp (FHS).",
    wrong: "var/demo/", right: "var/lib/demo/"
  ) { package, report in
    for entry in package.entries where entry.path.hasPrefix("var/") {
      if entry.kind == .directory, package.matches("^var/[^/]+$", entry.path) {
        let known =
          "^var/(?:account|lib|cache|crash|games|lock|log|opt|run|spool|state|tmp|www|yp|adm|catman|named|nis|preserve)$"
        if package.matches(known, entry.path) { continue }
        if package.name == "base-files", ["var/backups", "var/local"].contains(entry.path) { continue }
        report(at: entry)
      } else if package.matches("^var/lib/games/.", entry.path) {
        report(at: entry)
      }
    }
  }

  private static let topLevel = DebianCheck(
    .error, "non-standard-toplevel-dir", .debianPaths, "A directory in the root is none of the standard's",
    remedy: "use usr/lib/NAME, usr/share/NAME or var/lib/NAME",
    explanation: "The root holds what the Filesystem Hierarchy Standard lists; everything else lies deeper.",
    wrong: "demo/", right: "usr/lib/demo/"
  ) { package, report in
    let known: Set<String> = [
      "bin", "boot", "dev", "etc", "home", "lib", "mnt", "opt", "root", "run", "sbin", "srv", "sys", "tmp", "usr",
      "var",
      "lib64", "lib32", "libx32", "hurd", "servers",
    ]
    guard !["base-files", "hurd"].contains(package.name), !package.name.hasPrefix("rootskel") else { return }
    for entry in package.entries
    where entry.kind == .directory && !entry.path.contains("/") && !known.contains(entry.path) {
      report(at: entry)
    }
  }

  private static let compatLink = DebianCheck(
    .error, "use-of-compat-symlink", .debianPaths, "A path goes through a link that is there for old programs",
    remedy: "deliver it where the link leads",
    explanation: "dpkg would replace the link by a directory, and old programs would lose what they look for.",
    wrong: "usr/tmp/demo", right: "var/tmp, made by the program"
  ) { package, report in
    for entry in package.entries
    where package.matches("^usr/(?:spool|tmp)/|^usr/(?:doc|bin)/X11/|^var/adm/", entry.shown) {
      report(at: entry)
    }
  }

  private static let unusualDir = DebianCheck(
    .warning, "file-in-unusual-dir", .debianPaths, "A file lies where packages have none",
    remedy: "deliver it in /usr, /etc or /var/lib",
    explanation: "Backups, updates and read-only systems rely on the usual places.",
    wrong: "srv.d/demo", right: "usr/share/demo/demo"
  ) { package, report in
    let usual =
      "^usr/(?:bin|dict|doc|games|include|info|lib(?:x?32|64)?|man|sbin|share|src|X11R6)/|^lib(?:x?32|64)?/(?:modules/|libc5-compat/)?"
      + "|^var/(?:games|lib|www|named)/|^(?:bin|boot|dev|etc|sbin)/|^usr/[^/]+-linux[^/]*/|^usr/libexec/|^usr/iraf/"
      + "|^(?:(?:build|home|mnt|opt|root|run|srv|(?:(?:usr|var)/)?tmp)|var/www/)"
    for entry in package.entries where entry.kind != .directory && !package.matches(usual, entry.path) {
      report(at: entry)
    }
  }

  private static let missingParent = DebianCheck(
    .warning, "missing-intermediate-directory", .debianPaths, "A directory above something is not in the package",
    remedy: "deliver the directories too, as dpkg-deb does",
    explanation: "dpkg makes directories that are missing with modes and owners of its own, and never removes them.",
    wrong: "./usr/bin/demo without ./usr/bin/", right: "./usr/, ./usr/bin/, ./usr/bin/demo"
  ) { package, report in
    var known: Set<String> = [""]
    var missing: [String] = []
    for entry in package.entries {
      var parent = entry.path.parentPath
      while known.insert(parent).inserted {
        if package.entry(parent) == nil { missing.append(parent) }
        parent = parent.parentPath
      }
    }
    for path in missing.sorted() { report(at: .path(path + "/", line: nil)) }
  }
}
