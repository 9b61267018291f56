import DebianPackage
import PackageModel

/// The container and the members of the control archive.
enum ArchiveChecks {
  static let all = [
    UnreadableCheck.check, extraMember, uncompressedControl, uncompressedData, deprecatedCompression, lzma,
    badPermissions, badOwner, unknownMember, notAllowedMember, notAFile, empty,
  ]

  /// The members that dpkg knows, with the modes they have.
  static let knownMembers: [String: UInt32] = [
    "clilibs": 0o644, "config": 0o755, "control": 0o644, "conffiles": 0o644, "md5sums": 0o644, "postinst": 0o755,
    "preinst": 0o755, "postrm": 0o755, "prerm": 0o755, "shlibs": 0o644, "symbols": 0o644, "templates": 0o644,
    "triggers": 0o644,
  ]
  private static let installerMembers: Set<String> = ["isinstallable", "menutest"]

  private static let extraMember = DebianCheck(
    .error, "misplaced-extra-member-in-deb", .debianArchive, "The container has a member that is none of a package's",
    remedy: "take the member out; sign the repository instead of the package",
    explanation: """
      Besides `debian-binary` and the two archives nothing belongs into the container. dpkg passes over members that \
      begin with an underscore and over what follows the data archive, but the archive of Debian refuses both.
      """,
    wrong: "debian-binary, control.tar.xz, data.tar.xz, _gpgorigin",
    right: "debian-binary, control.tar.xz, data.tar.xz"
  ) { package, report in
    let names = package.members.map(\.name.text)
    guard let control = names.dropFirst().firstIndex(where: { !$0.hasPrefix("_") }),
      let data = names.dropFirst(control + 1).firstIndex(where: { !$0.hasPrefix("_") })
    else { return }
    for (position, name) in names.enumerated() where position > 0 && position != control && position != data {
      let what = name.hasPrefix("_") ? "unexpected _member" : "unexpected member"
      report("\(name) (\(what) at position \(position))")
    }
  }

  private static let uncompressedControl = DebianCheck(
    .error, "uses-no-compression-for-control-tarball", .debianArchive, "The control archive is not compressed",
    remedy: "compress it with xz or gzip",
    explanation: "The archive of Debian wants compressed packages; dpkg reads both.",
    wrong: "control.tar", right: "control.tar.xz"
  ) { package, report in
    if package.members.contains(where: { $0.name == "control.tar" }) { report() }
  }

  private static let uncompressedData = DebianCheck(
    .error, "uses-no-compression-for-data-tarball", .debianArchive, "The data archive is not compressed",
    remedy: "compress it with xz or gzip",
    explanation: "The archive of Debian wants compressed packages; dpkg reads both.",
    wrong: "data.tar", right: "data.tar.xz"
  ) { package, report in
    if package.members.contains(where: { $0.name == "data.tar" }) { report() }
  }

  private static let deprecatedCompression = DebianCheck(
    .error, "uses-deprecated-compression-for-data-tarball", .debianArchive,
    "The data archive is compressed in a way that is given up",
    remedy: "compress it with xz",
    explanation: "dpkg-deb still reads bzip2 and LZMA, but writes neither any more (deb(5)).",
    wrong: "data.tar.bz2", right: "data.tar.xz"
  ) { package, report in
    for member in package.members {
      if member.name == "data.tar.bz2" { report("bzip2") }
      if member.name == "data.tar.lzma" { report("lzma") }
    }
  }

  private static let lzma = DebianCheck(
    .error, "lzma-deb-archive", .debianArchive, "The data archive is compressed with LZMA",
    remedy: "compress it with xz",
    explanation: "The archive of Debian refuses packages whose data is compressed with LZMA.",
    wrong: "data.tar.lzma", right: "data.tar.xz"
  ) { package, report in
    if package.members.contains(where: { $0.name == "data.tar.lzma" }) { report() }
  }

  private static let badPermissions = DebianCheck(
    .error, "control-file-has-bad-permissions", .debianArchive, "A member of the control archive has an unusual mode",
    remedy: "chmod 0755 for maintainer scripts, 0644 for everything else",
    explanation: """
      Maintainer scripts are executable for all (0755), every other member of the control archive is readable for all \
      (0644). Other modes are mostly the umask of whoever built the package.
      """,
    wrong: "-rw-rw-r-- root/root ./triggers", right: "-rw-r--r-- root/root ./triggers"
  ) { package, report in
    for entry in package.controlEntries where entry.isFile && entry.name != "control" {
      guard let mode = knownMembers[entry.name], entry.mode != mode else { continue }
      report("\(Octal.text(entry.mode)) != \(Octal.text(mode))", at: .control(entry.name, line: nil))
    }
  }

  private static let badOwner = DebianCheck(
    .error, "control-file-has-bad-owner", .debianArchive, "A member of the control archive does not belong to root",
    remedy: "build with dpkg-deb --root-owner-group, or with pkgwright deb build",
    explanation: "Everything in the control archive belongs to root:root; other owners are those of whoever built it.",
    wrong: "-rw-r--r-- ada/users ./md5sums", right: "-rw-r--r-- root/root ./md5sums"
  ) { package, report in
    for entry in package.controlEntries where entry.isFile && entry.name != "control" && !entry.isRoots {
      guard knownMembers[entry.name] != nil else { continue }
      report("\(entry.identity) != root/root (or 0/0)", at: .control(entry.name, line: nil))
    }
  }

  private static let unknownMember = DebianCheck(
    .warning, "unknown-control-file", .debianArchive, "The control archive has a member that dpkg does not know",
    remedy: "take the file out of DEBIAN, or install it elsewhere",
    explanation: "dpkg keeps unknown members without using them. Often the name of a maintainer script is misspelt.",
    wrong: "DEBIAN/postinstall", right: "DEBIAN/postinst"
  ) { package, report in
    for entry in package.controlEntries
    where entry.isFile && knownMembers[entry.name] == nil && !installerMembers.contains(entry.name) {
      report(at: .control(entry.name, line: nil))
    }
  }

  private static let notAllowedMember = DebianCheck(
    .error, "not-allowed-control-file", .debianArchive, "The control archive has a member of packages of the installer",
    remedy: "take the file out of DEBIAN",
    explanation: "`isinstallable` and `menutest` belong into the small packages that the Debian installer uses (udeb).",
    wrong: "DEBIAN/isinstallable", right: "DEBIAN/postinst"
  ) { package, report in
    for entry in package.controlEntries where entry.isFile && installerMembers.contains(entry.name) {
      report(at: .control(entry.name, line: nil))
    }
  }

  private static let notAFile = DebianCheck(
    .error, "control-file-is-not-a-file", .debianArchive, "A member of the control archive is no regular file",
    remedy: "put regular files directly below DEBIAN only",
    explanation: "The control archive holds regular files. dpkg uses no links and no directories there.",
    wrong: "DEBIAN/postinst -> ../postinst.sh", right: "DEBIAN/postinst"
  ) { package, report in
    for entry in package.controlEntries where !entry.isFile { report(at: .control(entry.name, line: nil)) }
  }

  private static let empty = DebianCheck(
    .warning, "control-file-is-empty", .debianArchive, "A member of the control archive is empty",
    remedy: "remove the file",
    explanation: "An empty member does nothing. Only `md5sums` may be empty, in a package without files.",
    wrong: "an empty DEBIAN/conffiles", right: "no DEBIAN/conffiles"
  ) { package, report in
    for entry in package.controlEntries
    where entry.isFile && entry.bytes.isEmpty && entry.name != "md5sums" && knownMembers[entry.name] != nil {
      report(at: .control(entry.name, line: nil))
    }
  }
}
