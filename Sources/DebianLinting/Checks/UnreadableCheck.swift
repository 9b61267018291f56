import DebianPackage
import PackageModel

/// What is said of packages that cannot be read to their end; nothing else is looked at then.
enum UnreadableCheck {
  static let check = DebianCheck(
    .error, "malformed-deb-archive", .debianArchive, "The file is no whole Debian package",
    remedy: "build the package anew, or fetch it again",
    explanation: """
      A package is an `ar` archive of `debian-binary`, a control archive and a data archive (deb(5)). It must be whole: \
      not cut short, not damaged, without paths that lead out of it, and below the limits that guard against archives \
      that grow without end. Nothing else can be said about a file for which this does not hold. The archive of Debian \
      takes gzip and xz for both archives, and bzip2 and LZMA for the data besides, but no zstd.
      """,
    wrong: "debian-binary, control.tar.zst, data.tar.zst",
    right: "debian-binary, control.tar.xz, data.tar.xz"
  ) { package, report in
    if let error = package.readError { return report(error) }
    guard !package.isTree else { return }
    let names = package.members.map(\.name.text)
    for name in names where name == "control.tar.zst" {
      report("second (official) member \(name) not control.tar.(gz|xz)")
    }
    for name in names where name == "data.tar.zst" {
      report("third (official) member \(name) not data.tar.(gz|xz|bz2|lzma)")
    }
  }
}
