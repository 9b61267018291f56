/// Names and values that the control file of a binary package may have (Debian Policy 5; deb-control(5)).
enum KnownFields {
  /// The fields in lower case.
  static let names: Set<String> = [
    "package", "package-type", "version", "architecture", "depends", "pre-depends", "recommends", "suggests",
    "enhances",
    "conflicts", "provides", "replaces", "breaks", "essential", "maintainer", "section", "priority", "source",
    "description", "installed-size", "python-version", "homepage", "bugs", "origin", "multi-arch", "build-ids",
    "built-using", "ruby-versions", "ghc-package", "gstreamer-version", "gstreamer-elements", "gstreamer-uri-sources",
    "gstreamer-uri-sinks", "gstreamer-encoders", "gstreamer-decoders", "lua-versions", "auto-built-package",
    "x-cargo-built-using",
  ]

  /// The fields whose values stand on one line.
  static let singleLine: Set<String> = [
    "architecture", "bugs", "essential", "homepage", "installed-size", "maintainer", "multi-arch", "origin", "package",
    "priority", "section", "source", "version", "depends", "pre-depends", "recommends", "suggests", "conflicts",
    "provides", "enhances", "replaces", "breaks",
  ]

  /// The sections of the archive.
  static let sections: Set<String> = [
    "admin", "cli-mono", "comm", "database", "debian-installer", "debug", "devel", "doc", "editors", "education",
    "electronics", "embedded", "fonts", "games", "gnome", "gnu-r", "gnustep", "golang", "graphics", "hamradio",
    "haskell", "httpd", "interpreters", "introspection", "java", "javascript", "kde", "kernel", "libdevel", "libs",
    "lisp", "localization", "mail", "math", "metapackages", "misc", "net", "news", "ocaml", "oldlibs", "otherosfs",
    "perl", "php", "python", "raku", "ruby", "rust", "science", "shells", "sound", "tasks", "tex", "text", "utils",
    "vcs", "video", "web", "x11", "xfce", "zope",
  ]

  /// What stands before the slash of a section.
  static let archiveParts: Set<String> = ["contrib", "non-free", "non-free-firmware"]

  /// The priorities.
  static let priorities: Set<String> = ["required", "important", "standard", "optional"]

  /// The packages that every system has.
  static let essential: Set<String> = [
    "base-files", "base-passwd", "bash", "bsdutils", "coreutils", "dash", "debianutils", "diffutils", "dpkg",
    "findutils", "grep", "gzip", "hostname", "hurd", "init-system-helpers", "libc-bin", "login", "ncurses-base",
    "ncurses-bin", "perl-base", "sed", "sysvinit-utils", "tar", "util-linux",
  ]

  /// The architectures that Debian's tools know.
  static let architectures: Set<String> = {
    let processors = [
      "alpha", "amd64", "arc", "arm", "arm64", "armeb", "armel", "armhf", "avr32", "hppa", "i386", "ia64", "loong64",
      "m32r", "m68k", "mips", "mips64", "mips64el", "mips64r6", "mips64r6el", "mipsel", "mipsn32", "mipsn32el",
      "mipsr6",
      "mipsr6el", "nios2", "or1k", "powerpc", "powerpcel", "ppc64", "ppc64el", "riscv64", "s390", "s390x", "sh3", "sh4",
      "sparc", "sparc64", "tilegx", "x32",
    ]
    return Set(processors + ["hurd-i386", "hurd-amd64", "kfreebsd-amd64", "kfreebsd-i386"])
  }()

  /// Whether a word stands for several architectures.
  static func isWildcard(_ architecture: String) -> Bool {
    architecture == "any" || architecture.hasPrefix("any-") || architecture.hasSuffix("-any")
  }
}
