import PackageModel

/// The copyright file and what else lies in /usr/share/doc.
enum DocumentationChecks {
  static let all = [
    noCopyright, compressed, link, oldAddress, noNotice, fullGPL, fullApache, noCommonLicense, executable, badOwner,
    emptyDocument, directlyInDoc,
  ]

  private static func folder(_ package: BinaryPackage) -> String { "usr/share/doc/\(package.name)" }

  /// The text of the copyright file; `nil` where there is none that can be read.
  private static func copyright(_ package: BinaryPackage) -> String? {
    package.cached("copyright") {
      guard package.entry(folder(package))?.kind == .directory else { return nil }
      let plain = package.entry(folder(package) + "/copyright")?.content
      let packed = package.entry(folder(package) + "/copyright.gz")?.content.flatMap(Gunzip.text)
      guard let text = packed ?? plain else { return nil }
      return String(validating: text, as: UTF8.self)
    }
  }

  private static let noCopyright = DebianCheck(
    .error, "no-copyright-file", .debianDocumentation, "The package has no copyright file",
    remedy: "deliver usr/share/doc/NAME/copyright",
    explanation: """
      Each package says in `usr/share/doc/NAME/copyright` who wrote it, from where it comes and under which licence it \
      may be used (Policy 12.5). The folder may be a link to that of a package of the same source that this one needs.
      """,
    wrong: "no usr/share/doc/demo/copyright", right: "usr/share/doc/demo/copyright"
  ) { package, report in
    if package.entry(folder(package))?.kind == .symbolicLink { return }
    let names = ["copyright", "copyright.gz"]
    guard package.name != "perl", !names.contains(where: { package.entry("\(folder(package))/\($0)") != nil }) else {
      return
    }
    report()
  }

  private static let compressed = DebianCheck(
    .error, "copyright-file-compressed", .debianDocumentation, "The copyright file is compressed",
    remedy: "deliver it as it is",
    explanation: "Everybody must be able to read the licence without a program (Policy 12.5).",
    wrong: "usr/share/doc/demo/copyright.gz", right: "usr/share/doc/demo/copyright"
  ) { package, report in
    if let entry = package.entry(folder(package) + "/copyright.gz") { report(at: entry) }
  }

  private static let link = DebianCheck(
    .error, "copyright-file-is-symlink", .debianDocumentation, "The copyright file is a symbolic link",
    remedy: "deliver the file itself",
    explanation: "The licence comes with the package, whatever else is installed (Policy 12.5).",
    wrong: "usr/share/doc/demo/copyright -> ../common/copyright", right: "usr/share/doc/demo/copyright"
  ) { package, report in
    if let entry = package.entry(folder(package) + "/copyright"), entry.kind == .symbolicLink { report(at: entry) }
  }

  private static let oldAddress = DebianCheck(
    .warning, "old-fsf-address-in-copyright-file", .debianDocumentation, "The copyright file has an old address",
    remedy: "write the address of today's licence texts, or a link to the licences",
    explanation: "The Free Software Foundation moved; letters to its earlier addresses come back.",
    wrong: "59 Temple Place, Suite 330, Boston, MA 02111-1307", right: "see <https://www.gnu.org/licenses/>"
  ) { package, report in
    guard let text = copyright(package) else { return }
    if package.matches("(?s)(?:Free\\s*Software\\s*Foundation.*02139|02111-1307)", text) { report() }
  }

  private static let noNotice = DebianCheck(
    .warning, "copyright-without-copyright-notice", .debianDocumentation, "The copyright file names no copyright",
    remedy: "write Copyright: YEAR HOLDER",
    explanation:
      "The file says who holds the copyright since when, or that the work is in the public domain (Policy 12.5).",
    wrong: "License: MIT", right: "Copyright: 2026 Ada Byron\nLicense: MIT"
  ) { package, report in
    guard let text = copyright(package), package.entry(folder(package) + "/copyright")?.kind != .symbolicLink else {
      return
    }
    let notice = "(?i)(?:Copyright|Copr\\.|\u{a9})(?:.*|[\\(C\\):\\s]+)\\b\\d{4}\\b|\\bpublic(?:\\s+|-)domain\\b"
    if !package.matches(notice, text) { report() }
  }

  private static let fullGPL = DebianCheck(
    .error, "copyright-file-contains-full-gpl-license", .debianDocumentation,
    "The copyright file has the whole GPL in it",
    remedy: "refer to /usr/share/common-licenses/GPL-2 or GPL-3",
    explanation:
      "The GPL is on every system in /usr/share/common-licenses, and needs not be there once for each package.",
    wrong: "the text of the GNU General Public License",
    right: "On Debian systems, see /usr/share/common-licenses/GPL-3."
  ) { package, report in
    guard let text = copyright(package), text.unicodeScalars.count > 12_000 else { return }
    let second =
      "\\bGNU GENERAL PUBLIC LICENSE\\s*TERMS AND CONDITIONS FOR COPYING,\\s*DISTRIBUTION AND MODIFICATION\\b"
    if package.matches(second, text)
      || (package.matches("\\bGNU GENERAL PUBLIC LICENSE\\s*Version 3", text)
        && package.matches("\\bTERMS AND CONDITIONS\\s", text))
    {
      report()
    }
  }

  private static let fullApache = DebianCheck(
    .error, "copyright-file-contains-full-apache-2-license", .debianDocumentation,
    "The copyright file has the whole Apache licence in it",
    remedy: "refer to /usr/share/common-licenses/Apache-2.0",
    explanation:
      "The licence is on every system in /usr/share/common-licenses, and needs not be there once for each package.",
    wrong: "the text of the Apache License", right: "On Debian systems, see /usr/share/common-licenses/Apache-2.0."
  ) { package, report in
    guard let text = copyright(package), text.unicodeScalars.count > 10_000 else { return }
    if package.matches("\\bApache License\\s+Version 2\\.0,", text),
      package.matches("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", text)
    {
      report()
    }
  }

  private static let noCommonLicense = DebianCheck(
    .warning, "copyright-does-not-refer-to-common-license-file", .debianDocumentation,
    "The copyright file gives an incomplete path of the common licences",
    remedy: "write /usr/share/common-licenses/NAME",
    explanation: "People copy the path to read the licence, so it has to be whole.",
    wrong: "see common-licenses/GPL-3", right: "see /usr/share/common-licenses/GPL-3"
  ) { package, report in
    guard let text = copyright(package), let path = package.patterns.first("common-licenses(/\\S+)", text) else {
      return
    }
    if !text.contains("/usr/share/common-licenses/") { report(path) }
  }

  private static let executable = DebianCheck(
    .error, "executable-in-usr-share-doc", .debianDocumentation, "A document is executable",
    remedy: "chmod 0644",
    explanation: "Documents are read. Programs that serve as examples lie in the folder `examples`.",
    wrong: "-rwxr-xr-x usr/share/doc/demo/README", right: "-rw-r--r-- usr/share/doc/demo/README"
  ) { package, report in
    for entry in package.entries where entry.isFile && entry.isExecutable && entry.path.hasPrefix("usr/share/doc/") {
      if entry.interpreter != nil || package.matches("^usr/share/doc/(?:[^/]+/)?examples/", entry.path) { continue }
      report(entry.octalMode, at: entry)
    }
  }

  private static let badOwner = DebianCheck(
    .error, "bad-owner-for-doc-file", .debianDocumentation, "A document does not belong to root",
    remedy: "let everything in /usr/share/doc belong to root:root",
    explanation: "Nobody but dpkg changes what lies in /usr/share/doc.",
    wrong: "-rw-r--r-- ada/users usr/share/doc/demo/README", right: "-rw-r--r-- root/root usr/share/doc/demo/README"
  ) { package, report in
    for entry in package.entries where entry.path.hasPrefix("usr/share/doc/") {
      if entry.identity != "root/root" && entry.identity != "0/0" {
        report("\(entry.identity) != root/root (or 0/0)", at: entry)
      }
    }
  }

  private static let emptyDocument = DebianCheck(
    .warning, "zero-byte-file-in-doc-directory", .debianDocumentation, "A document is empty",
    remedy: "leave it out",
    explanation: "An empty file tells nobody anything; often it is one that the author's build makes for all cases.",
    wrong: "usr/share/doc/demo/NEWS with 0 bytes", right: "no usr/share/doc/demo/NEWS"
  ) { package, report in
    for entry in package.entries where entry.kind == .file && entry.size == 0 && entry.path.hasPrefix("usr/share/doc/")
    {
      let allowed = "^usr/share/doc/(?:(?:[^/]+/)?examples/|(?:.+/)?(?:doxygen|html)/.*\\.map$|(?:.+/)?__init__\\.py$)"
      if !package.matches(allowed, entry.path) { report(at: entry) }
    }
  }

  private static let directlyInDoc = DebianCheck(
    .error, "file-directly-in-usr-share-doc", .debianDocumentation, "A file lies in /usr/share/doc itself",
    remedy: "put it into usr/share/doc/NAME",
    explanation: "Each package has a folder of its own there (Policy 12.3).",
    wrong: "usr/share/doc/README.demo", right: "usr/share/doc/demo/README"
  ) { package, report in
    for entry in package.entries where entry.isFile && package.matches("^usr/share/doc/[^/]+$", entry.path) {
      report(at: entry)
    }
  }
}
