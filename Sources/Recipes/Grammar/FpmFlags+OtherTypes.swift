extension FpmFlags {
  /// The flags of other types of packages. Build scripts pass them together with Debian's, so they are read like any
  /// other and do nothing.
  static let otherTypes: [FpmFlag] = types.flatMap { type, values, toggles in
    let rows =
      values.map { ($0, FpmFlag.Kind.list("VALUE")) } + toggles.map { ($0, FpmFlag.Kind.toggle) }
    return rows.sorted { $0.0 < $1.0 }.map { name, kind in
      FpmFlag(
        name: "\(type)-\(name)", letter: nil, isNegatable: kind == .toggle, kind: kind,
        help: "Does nothing for a Debian package.", standard: nil, effect: .otherType(type))
    }
  }

  private typealias Words = [String]

  /// Types with the names of their flags that take a value, and of those that do not.
  private static let types: [(String, Words, Words)] = [
    (
      "cpan",
      ["cpanm-bin", "mirror", "package-name-postfix", "package-name-prefix", "perl-bin", "perl-lib-path"],
      ["cpanm-force", "mirror-only", "sandbox-non-core", "test", "verbose"]
    ),
    ("freebsd", ["origin", "osversion"], []),
    (
      "gem",
      [
        "bin-path", "disable-dependency", "gem", "git-branch", "git-repo", "package-name-prefix", "package-prefix",
        "shebang", "stagingdir",
      ],
      ["embed-dependencies", "env-shebang", "fix-dependencies", "fix-name", "prerelease", "version-bins"]
    ),
    ("npm", ["bin", "package-name-prefix", "registry"], []),
    (
      "osxpkg", ["dont-obsolete", "identifier-prefix", "ownership", "postinstall-action"], ["payload-free"]
    ),
    ("p5p", ["group", "publisher", "user", "zonetype"], ["lint", "validate"]),
    ("pacman", ["compression", "group", "optional-depends", "user"], ["use-file-permissions"]),
    (
      "pear", ["bin-dir", "channel", "data-dir", "package-name-prefix", "php-bin", "php-dir"], ["channel-update"]
    ),
    ("pleaserun", ["chdir", "name", "user"], []),
    (
      "python",
      [
        "bin", "disable-dependency", "easyinstall", "install-bin", "install-data", "install-lib",
        "package-name-prefix", "package-prefix", "pip", "pypi", "scripts-executable", "setup-py-arguments",
        "trusted-host",
      ],
      [
        "dependencies", "downcase-dependencies", "downcase-name", "fix-dependencies", "fix-name", "internal-pip",
        "obey-requirements-txt",
      ]
    ),
    (
      "rpm",
      [
        "attr", "auto-add-exclude-directories", "changelog", "compression", "compression-level", "defattrdir",
        "defattrfile", "digest", "dist", "filter-from-provides", "filter-from-requires", "group", "init", "os",
        "posttrans", "pretrans", "rpmbuild-define", "summary", "tag", "trigger-after-install",
        "trigger-after-target-uninstall", "trigger-before-install", "trigger-before-uninstall", "user", "verifyscript",
      ],
      [
        "auto-add-directories", "autoprov", "autoreq", "autoreqprov", "ignore-iteration-in-dependencies",
        "macro-expansion", "old-perl-dependency-name", "sign", "use-file-permissions", "verbatim-gem-dependencies",
      ]
    ),
    ("snap", ["confinement", "grade", "yaml"], []),
    ("solaris", ["group", "user"], []),
    (
      "virtualenv",
      [
        "find-links", "install-location", "other-files-dir", "package-name-prefix", "pypi", "pypi-extra-url",
      ],
      ["fix-name", "setup-install", "system-site-packages"]
    ),
  ]
}
