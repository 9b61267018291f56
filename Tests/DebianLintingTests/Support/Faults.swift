/// A package with one thing wrong, and the tag for it.
struct Fault: Sendable, CustomStringConvertible {
  let tag: String
  /// Whether dpkg-deb or lintian cannot take such a package, so that it is looked at as a tree only.
  let isForTreesOnly: Bool
  let apply: @Sendable (inout Draft) -> Void

  init(_ tag: String, treesOnly: Bool = false, _ apply: @escaping @Sendable (inout Draft) -> Void) {
    self.tag = tag
    isForTreesOnly = treesOnly
    self.apply = apply
  }

  var description: String { tag }

  /// The package with the fault.
  func draft(_ name: String = "demo") -> Draft {
    var draft = Draft(name)
    apply(&draft)
    return draft
  }
}

/// Packages with one fault each.
enum Faults {
  static let all: [Fault] =
    control + descriptions + relations + controlFiles + documents + places + names + modes + links + maintainerScripts
    + installedScripts + initScripts + units + binaries + overrides

  static let control: [Fault] = [
    Fault("control-file-has-bad-permissions") { $0.script("postinst", "#!/bin/sh\nset -e\necho demo\n", mode: 0o775) },
    Fault("unknown-control-file") { $0.members["postinstall"] = .init(bytes: [10], mode: 0o644) },
    Fault("not-allowed-control-file") { $0.members["isinstallable"] = .init(bytes: [10], mode: 0o644) },
    Fault("control-file-is-empty") { $0.members["triggers"] = .init(bytes: [], mode: 0o644) },
    Fault("recommended-field") { $0.set("Section", nil) },
    Fault("required-field", treesOnly: true) { $0.set("Maintainer", nil) },
    Fault("unknown-field") { $0.set("License", "MIT") },
    Fault("empty-field", treesOnly: true) { $0.set("Depends", "") },
    Fault("field-too-long") { $0.set("Suggests", (0..<600).map { "package\($0)" }.joined(separator: ", ")) },
    Fault("multiline-field") { $0.set("Suggests", "demo-a,\n demo-b") },
    Fault("bad-package-name", treesOnly: true) { $0.set("Package", "demo_x") },
    Fault("package-not-lowercase", treesOnly: true) { $0.set("Package", "Demo") },
    Fault("bad-version-number", treesOnly: true) { $0.set("Version", "v1") },
    Fault("debian-revision-is-zero") { $0.set("Version", "1.0-0") },
    Fault("debian-revision-not-well-formed") { $0.set("Version", "1.0-1.2.3.4") },
    Fault("unknown-section") { $0.set("Section", "default") },
    Fault("priority-extra-is-replaced-by-priority-optional") { $0.set("Priority", "extra") },
    Fault("unknown-priority") { $0.set("Priority", "low") },
    Fault("arch-wildcard-in-binary-package", treesOnly: true) { $0.set("Architecture", "any") },
    Fault("too-many-architectures", treesOnly: true) { $0.set("Architecture", "amd64 arm64") },
    Fault("unknown-architecture", treesOnly: true) { $0.set("Architecture", "x86_64") },
    Fault("unknown-multi-arch-value") { $0.set("Multi-Arch", "yes") },
    Fault("illegal-multi-arch-value") { $0.set("Multi-Arch", "same") },
    Fault("bad-homepage") { $0.set("Homepage", "www.example.org") },
    Fault("superfluous-clutter-in-homepage") { $0.set("Homepage", "<https://www.example.org/>") },
    Fault("malformed-contact") { $0.set("Maintainer", "<@vm>") },
    Fault("no-phrase") { $0.set("Maintainer", "ada@example.org") },
    Fault("bogus-mail-host") { $0.set("Maintainer", "Ada Byron <ada@localhost>") },
    Fault("mail-address-loops-or-bounces") { $0.set("Maintainer", "Demo <ubuntu-devel-discuss@lists.ubuntu.com>") },
    Fault("root-in-contact") { $0.set("Maintainer", "root <root@example.org>") },
    Fault("too-many-contacts") { $0.set("Maintainer", "Ada <ada@example.org>, Bob <bob@example.org>") },
  ]

  static let descriptions: [Fault] = [
    Fault("description-synopsis-is-empty", treesOnly: true) { $0.description[0] = "" },
    Fault("description-starts-with-package-name") { $0.description[0] = "\($0.name) is a little program" },
    Fault("description-synopsis-starts-with-article") { $0.description[0] = "a little program to test with" },
    Fault("description-too-short") { $0.description[0] = "program" },
    Fault("description-is-pkg-name") { $0.description[0] = $0.name },
    Fault("synopsis-too-long") {
      $0.description[0] = "little program " + String(repeating: "to test ", count: 10) + "with"
    },
    Fault("description-synopsis-is-duplicated") { $0.description[1] = " " + $0.description[0] },
    Fault("description-contains-invalid-control-statement") { $0.description.append(" .demo is read") },
    Fault("possible-unindented-list-in-extended-description") { $0.description += [" - one", " - two", " - three"] },
    Fault("description-contains-tabs") { $0.description.append(" one\ttwo") },
    Fault("description-starts-with-leading-spaces") { $0.description[1] = "  It does nothing." },
    Fault("extended-description-line-too-long") { $0.description.append(" " + String(repeating: "words ", count: 16)) },
    Fault("extended-description-is-empty") { $0.description = ["little program to test with"] },
    Fault("extended-description-is-probably-too-short") {
      $0.description = ["little program to test with", " It does nothing."]
    },
    Fault("extended-description-contains-empty-paragraph") { $0.description += [" .", " .", " The end."] },
  ]

  static let relations: [Fault] = [
    Fault("alternates-not-allowed") { $0.set("Conflicts", "demo-a | demo-b") },
    Fault("invalid-versioned-provides") { $0.set("Provides", "demo-api (>= 2)") },
    Fault("bad-provided-package-name") { $0.set("Suggests", "demo_api") },
    Fault("breaks-without-version") { $0.set("Breaks", "demo-old") },
    Fault("obsolete-relation-form") { $0.set("Suggests", "demo-a (> 1.0)") },
    Fault("bad-version-in-relation") { $0.set("Suggests", "demo-a (>= v1)") },
    Fault("package-relation-with-self") { $0.set("Suggests", $0.name) },
    Fault("bad-relation") { $0.set("Suggests", "demo-a >= 1.0") },
    Fault("depends-on-essential-package-without-using-version") { $0.set("Depends", "bash") },
    Fault("conflicts-with-dependency") {
      $0.set("Depends", "demo-common")
      $0.set("Conflicts", "demo-common")
    },
  ]

  static let controlFiles: [Fault] = [
    Fault("conffile-has-bad-file-type") {
      $0["etc/demo/default"] = "x\n"
      $0.links["etc/demo/current"] = "default"
      $0.conffiles = "/etc/demo/current\n/etc/demo/default\n"
    },
    Fault("file-in-etc-not-marked-as-conffile") {
      $0["etc/demo.conf"] = "x\n"
      $0.conffiles = ""
    },
    Fault("duplicate-conffile") {
      $0["etc/demo.conf"] = "x\n"
      $0.conffiles = "/etc/demo.conf\n/etc/demo.conf\n"
    },
    Fault("relative-conffile") {
      $0["etc/demo.conf"] = "x\n"
      $0.conffiles = "etc/demo.conf\n"
    },
    Fault("file-in-etc-rc.d-marked-as-conffile") { $0["etc/rc2.d/S20demo", 0o755] = "#!/bin/sh\nexit 0\n" },
    Fault("file-in-usr-marked-as-conffile") {
      $0["usr/share/demo/demo.conf"] = "x\n"
      $0.conffiles = "/usr/share/demo/demo.conf\n"
    },
    Fault("non-etc-file-marked-as-conffile") {
      $0["var/lib/demo/demo.conf"] = "x\n"
      $0.conffiles = "/var/lib/demo/demo.conf\n"
    },
    Fault("unknown-conffile-instruction") {
      $0["etc/demo.conf"] = "x\n"
      $0.conffiles = "keep /etc/demo.conf\n"
    },
    Fault("missing-conffile") { $0.conffiles = "/etc/gone.conf\n" },
    Fault("unexpected-conffile") {
      $0["etc/demo.conf"] = "x\n"
      $0.conffiles = "remove-on-upgrade /etc/demo.conf\n"
    },
    Fault("no-md5sums-control-file") { $0.hasSums = false },
    Fault("malformed-md5sums-control-file") { $0.md5sums = "no digest at all\n" },
    Fault("md5sums-lists-nonexistent-file") { $0.md5sums = "d41d8cd98f00b204e9800998ecf8427e  usr/bin/gone\n" },
    Fault("file-missing-in-md5sums") { $0.md5sums = "d41d8cd98f00b204e9800998ecf8427e  usr/bin/gone\n" },
    Fault("md5sum-mismatch") { $0.md5sums = "d41d8cd98f00b204e9800998ecf8427e  usr/bin/\($0.name)\n" },
    Fault("unknown-trigger") {
      $0.members["triggers"] = .init(bytes: Array("watch /usr/lib/demo\n".utf8), mode: 0o644)
    },
    Fault("uses-implicit-await-trigger") {
      $0.members["triggers"] = .init(bytes: Array("interest demo\n".utf8), mode: 0o644)
    },
    Fault("repeated-trigger-name") {
      $0.members["triggers"] = .init(bytes: Array("interest-noawait demo\nactivate-noawait demo\n".utf8), mode: 0o644)
    },
  ]

  static let documents: [Fault] = [
    Fault("no-changelog") { $0.files["usr/share/doc/\($0.name)/changelog.Debian.gz"] = nil },
    Fault("debian-changelog-file-missing-or-wrong-name") {
      $0.files["usr/share/doc/\($0.name)/changelog.Debian.gz"] = nil
      $0.files["usr/share/doc/\($0.name)/changelog.gz"] = .init(bytes: Draft.gzip("1.0: first\n"), mode: 0o644)
    },
    Fault("wrong-name-for-changelog-of-native-package") { $0.set("Version", "1.0") },
    Fault("wrong-name-for-upstream-changelog") { $0["usr/share/doc/\($0.name)/CHANGES"] = "1.0: first\n" },
    Fault("wrong-name-for-debian-changelog-file") {
      $0.files["usr/share/doc/\($0.name)/changelog.debian.gz"] = $0.files.removeValue(
        forKey: "usr/share/doc/\($0.name)/changelog.Debian.gz")
    },
    Fault("changelog-file-not-compressed") {
      $0.files["usr/share/doc/\($0.name)/changelog.Debian.gz"] = nil
      $0["usr/share/doc/\($0.name)/changelog.Debian"] = Draft.changelog($0.name)
    },
    Fault("changelog-not-compressed-with-max-compression") {
      $0.files["usr/share/doc/\($0.name)/changelog.Debian.gz"] = .init(
        bytes: Draft.gzip(Draft.changelog($0.name), "-6n"), mode: 0o644)
    },
    Fault("debian-changelog-file-is-a-symlink") {
      $0.links["usr/share/doc/\($0.name)/changelog.gz"] = "changelog.Debian.gz"
    },
    Fault("syntax-error-in-debian-changelog") {
      $0.setChangelog(Draft.changelog($0.name).replacing(">  Thu", with: "> Thu"))
    },
    Fault("invalid-date-in-debian-changelog") {
      $0.setChangelog(Draft.changelog($0.name).replacing("01 Jan", with: "01 January"))
    },
    Fault("debian-changelog-has-wrong-day-of-week") {
      $0.setChangelog(Draft.changelog($0.name).replacing("Thu,", with: "Mon,"))
    },
    Fault("debian-changelog-line-too-long") {
      $0.setChangelog(
        Draft.changelog($0.name).replacing("  * First", with: "  * " + String(repeating: "First ", count: 16)))
    },
    Fault("bogus-mail-host-in-debian-changelog") {
      $0.setChangelog(Draft.changelog($0.name).replacing("ada@example.org", with: "ada@localhost"))
    },
    Fault("no-copyright-file") { $0["usr/share/doc/\($0.name)/copyright"] = nil },
    Fault("copyright-file-compressed") {
      $0["usr/share/doc/\($0.name)/copyright"] = nil
      $0.files["usr/share/doc/\($0.name)/copyright.gz"] = .init(bytes: Draft.gzip("Copyright: 2026 Ada\n"), mode: 0o644)
    },
    Fault("copyright-file-is-symlink") {
      $0["usr/share/doc/\($0.name)/copyright"] = nil
      $0["usr/share/doc/\($0.name)/COPYING.demo"] = "Copyright: 2026 Ada Byron\n"
      $0.links["usr/share/doc/\($0.name)/copyright"] = "COPYING.demo"
    },
    Fault("old-fsf-address-in-copyright-file") {
      $0["usr/share/doc/\($0.name)/copyright"] = "Copyright: 2026 Ada Byron\n59 Temple Place, Boston, MA 02111-1307\n"
    },
    Fault("copyright-without-copyright-notice") { $0["usr/share/doc/\($0.name)/copyright"] = "License: MIT\n" },
    Fault("copyright-file-contains-full-gpl-license") {
      let text = "GNU GENERAL PUBLIC LICENSE\nTERMS AND CONDITIONS FOR COPYING, DISTRIBUTION AND MODIFICATION\n"
      $0["usr/share/doc/\($0.name)/copyright"] =
        "Copyright: 2026 Ada Byron\n" + text + String(repeating: "words\n", count: 3000)
    },
    Fault("copyright-file-contains-full-apache-2-license") {
      let text =
        "Apache License\nVersion 2.0, January 2004\nTERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION\n"
      $0["usr/share/doc/\($0.name)/copyright"] =
        "Copyright: 2026 Ada Byron\n" + text + String(repeating: "words\n", count: 3000)
    },
    Fault("copyright-does-not-refer-to-common-license-file") {
      $0["usr/share/doc/\($0.name)/copyright"] = "Copyright: 2026 Ada Byron\nsee common-licenses/BSD-demo\n"
    },
    Fault("executable-in-usr-share-doc") { $0["usr/share/doc/\($0.name)/README", 0o755] = "words\n" },
    Fault("zero-byte-file-in-doc-directory") { $0["usr/share/doc/\($0.name)/README"] = "" },
    Fault("file-directly-in-usr-share-doc") { $0["usr/share/doc/README.demo"] = "words\n" },
    Fault("no-manual-page") { $0["usr/bin/other", 0o755] = "#!/bin/sh\nexit 0\n" },
  ]

  static let places: [Fault] = [
    ("dir-or-file-in-etc-opt", "etc/opt/demo.conf"), ("dir-or-file-in-opt", "opt/demo/list"),
    ("dir-or-file-in-var-lock", "var/lock/demo"), ("dir-or-file-in-var-run", "var/run/demo"),
    ("dir-or-file-in-run", "run/demo"),
    ("dir-or-file-in-var-www", "var/www/demo"), ("dir-or-file-in-home", "home/demo/list"),
    ("dir-or-file-in-tmp", "tmp/demo"),
    ("dir-or-file-in-mnt", "mnt/demo"), ("dir-or-file-in-srv", "srv/demo"), ("dir-in-usr-local", "usr/local/demo/list"),
    ("file-in-usr-local", "usr/local/tool"), ("file-directly-in-usr-share", "usr/share/list"),
    ("subdir-in-usr-bin", "usr/bin/folder/list"), ("subdir-in-bin", "bin/folder/list"),
    ("non-standard-dir-in-usr", "usr/demo/list"),
    ("non-standard-dir-in-var", "var/demo/list"), ("non-standard-toplevel-dir", "demo/list"),
    ("use-of-compat-symlink", "usr/tmp/list"),
    ("file-in-unusual-dir", "var/demo/list"), ("package-contains-file-in-etc-skel", "etc/skel/demo/rc"),
    ("package-contains-python-dot-directory", "usr/lib/python3/dist-packages/.cache/list"),
    ("package-contains-vcs-control-dir", "usr/share/demo/.git/HEAD"),
    ("package-contains-vcs-control-file", "usr/share/demo/.gitignore"),
    ("backup-file-in-package", "usr/share/demo/list~"), ("nfs-temporary-file-in-package", "usr/share/demo/.nfs0001"),
    ("package-installs-into-etc-rc.d", "etc/rc2.d/S20demo"),
    ("package-installs-deprecated-upstart-configuration", "etc/init/demo.conf"),
    ("package-installs-into-obsolete-dir", "etc/dhcp3/demo"),
    ("misplaced-systemd-tmpfiles", "etc/tmpfiles.d/demo.conf"),
    ("udev-rule-in-etc", "etc/udev/rules.d/60-demo.rules"),
    ("missing-systemd-timer-for-cron-script", "etc/cron.d/demo"),
    ("run-parts-cron-filename-contains-illegal-chars", "etc/cron.d/demo.sh"),
  ].map { tag, path in Fault(tag) { $0[path] = "words\n" } }

  static let names: [Fault] = [
    Fault("file-name-ends-in-whitespace") { $0["usr/share/demo/list "] = "x\n" },
    Fault("star-file") { $0["usr/share/demo/*"] = "x\n" },
    Fault("hyphen-file") { $0["usr/share/demo/-"] = "x\n" },
    Fault("file-name-contains-wildcard-character") { $0["usr/share/demo/what?"] = "x\n" },
    Fault("file-name-in-PATH-is-not-ASCII") { $0["usr/bin/démo", 0o755] = "#!/bin/sh\nexit 0\n" },
    Fault("zero-byte-executable-in-path") { $0["usr/bin/empty", 0o755] = "" },
    Fault("package-contains-empty-directory") { $0.folders["usr/share/demo/empty"] = 0o755 },
    Fault("empty-binary-package") {
      $0.files["usr/bin/\($0.name)"] = nil
      $0.files["usr/share/man/man1/\($0.name).1.gz"] = nil
    },
    Fault("package-contains-ancient-file") {
      $0.files["usr/share/demo/list"] = .init(bytes: [10], mode: 0o644, time: 1000)
    },
  ]

  static let modes: [Fault] = [
    Fault("executable-is-not-world-readable") { $0.files["usr/bin/\($0.name)"]?.mode = 0o711 },
    Fault("non-standard-setuid-executable-perm") { $0.files["usr/bin/\($0.name)"]?.mode = 0o4750 },
    Fault("elevated-privileges") { $0.files["usr/bin/\($0.name)"]?.mode = 0o4755 },
    Fault("non-standard-executable-perm") { $0.files["usr/bin/\($0.name)"]?.mode = 0o775 },
    Fault("non-standard-file-perm") { $0["usr/share/demo/list", 0o664] = "x\n" },
    Fault("bad-perm-for-file-in-etc-sudoers.d") { $0["etc/sudoers.d/demo"] = "x\n" },
    Fault("non-standard-dir-perm") { $0.folders["usr/share/man"] = 0o775 },
    Fault("package-contains-hardlink") {
      $0["usr/share/demo/list"] = "x\n"
      $0.hardLinks["usr/lib/demo/list"] = "usr/share/demo/list"
    },
    Fault("executable-not-elf-or-script") { $0["usr/share/demo/list", 0o755] = "x\n" },
    Fault("package-contains-timestamped-gzip") {
      $0.files["usr/share/demo/list.gz"] = .init(
        bytes: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0x70, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], mode: 0o644)
    },
    Fault("non-standard-file-permissions-for-etc-init.d-script") {
      $0["etc/init.d/demo", 0o644] = "#!/bin/sh\nexit 0\n"
    },
    Fault("bad-permissions-for-etc-cron.d-script") { $0["etc/cron.d/demo", 0o755] = "#!/bin/sh\nexit 0\n" },
  ]

  static let links: [Fault] = [
    ("symlink-has-double-slash", "usr/share/demo/link", "a//b"),
    ("symlink-ends-with-slash", "usr/share/demo/link", "a/"),
    ("absolute-symlink-in-top-level-folder", "usr/share/demo/link", "/usr/share/x"),
    ("symlink-target-in-tmp", "usr/share/demo/link", "/tmp/x"),
    ("symlink-target-in-build-tree", "usr/share/demo/link", "/build/demo/x"),
    ("symlink-is-self-recursive", "usr/share/demo/link", "."),
    ("symlink-contains-spurious-segments", "usr/share/demo/link", "a/../b"),
    ("symlink-has-too-many-up-segments", "usr/share/demo/link", "../../../../x"),
    ("lengthy-symlink", "usr/share/demo/link", "../demo/x"),
    ("relative-symlink", "usr/share/demo/link", "../../../etc/x"),
    ("compressed-symlink-with-wrong-ext", "usr/share/demo/link", "x.gz"),
    ("package-contains-unsafe-symlink", "usr/share/demo/link", "../../../../x"),
    ("package-contains-broken-symlink-wildcard", "usr/share/demo/link", "lib*.so"),
  ].enumerated().map { number, link in Fault(link.0) { $0.links[link.1 + String(number)] = link.2 } }

  static let maintainerScripts: [Fault] =
    [
      Fault("maintainer-script-ignores-errors") { $0.script("postinst", "#!/bin/sh\necho demo\n") },
      Fault("maintainer-script-without-set-e") { $0.script("postinst", "#!/bin/sh -e\necho demo\n") },
      Fault("script-without-interpreter") { $0.script("postinst", "set -e\necho demo\n") },
      Fault("unknown-control-interpreter") { $0.script("postinst", "#!/opt/demo/python\nprint(1)\n") },
      Fault("unusual-control-interpreter") { $0.script("postinst", "#!/usr/bin/python3\nprint(1)\n") },
      Fault("forbidden-postrm-interpreter") { $0.script("postrm", "#!/usr/bin/python3\nprint(1)\n") },
      Fault("control-interpreter-in-usr-local") { $0.script("postinst", "#!/usr/local/bin/sh\nset -e\necho demo\n") },
      Fault("wrong-path-for-interpreter") { $0.script("postinst", "#!/usr/bin/sh\nset -e\necho demo\n") },
      Fault("interpreter-not-absolute") { $0.script("postinst", "#!sh\nset -e\necho demo\n") },
    ]
    + [
      ("read-in-maintainer-script", "read answer"), ("command-with-path-in-maintainer-script", "/usr/bin/id"),
      ("maintainer-script-needs-depends-on-adduser", "adduser --system --home /nonexistent demo"),
      ("skip-systemd-native-flag-missing-pre-depends", "invoke-rc.d --skip-systemd-native demo start"),
      ("maintainer-script-calls-systemctl", "systemctl restart demo"),
      ("adduser-with-home-var-run", "adduser --system --home /var/run/demo demo"),
      ("maintainer-script-calls-init-script-directly", "/etc/init.d/demo start"),
      ("maintainer-script-hides-init-failure", "invoke-rc.d demo start || exit 0"),
      ("maintainer-script-should-not-parse-etc-passwd-or-group", "if grep -q ^demo: /etc/passwd; then echo demo; fi"),
      ("maintainer-script-lacks-home-in-adduser", "adduser --system demo"),
      ("maintainer-script-calls-chown-improperly", "chown demo.demo /var/lib/demo"),
      ("recursive-privilege-change", "chown -R demo:demo /var/lib/demo"),
      ("maintainer-script-calls-start-stop-daemon", "start-stop-daemon --start --exec /usr/sbin/demo"),
      (
        "maintainer-script-should-not-use-dpkg-maintscript-helper",
        "dpkg-maintscript-helper rm_conffile /etc/demo.conf -- \"$@\""
      ),
      ("maintainer-script-sets-alternative-improperly", "update-alternatives --set editor /usr/bin/demo"),
      ("maintainer-script-empty", ":"), ("preinst-calls-updaterc.d", ":"), ("prerm-calls-updaterc.d", ":"),
      ("postrm-removes-alternative", ":"),
    ].map { tag, command in
      Fault(tag) { draft in
        switch tag {
        case "preinst-calls-updaterc.d":
          draft.script("preinst", "#!/bin/sh\nset -e\nupdate-rc.d demo defaults >/dev/null\n")
        case "prerm-calls-updaterc.d": draft.script("prerm", "#!/bin/sh\nset -e\nupdate-rc.d demo remove >/dev/null\n")
        case "postrm-removes-alternative":
          draft.script("postrm", "#!/bin/sh\nset -e\nupdate-alternatives --remove editor /usr/bin/demo\n")
        default: draft.script("postinst", "#!/bin/sh\nset -e\n\(command)\n")
        }
      }
    }

  static let installedScripts: [Fault] = [
    Fault("interpreter-in-usr-local") { $0["usr/share/demo/run1", 0o755] = "#!/usr/local/bin/demosh\n" },
    Fault("incorrect-path-for-interpreter") { $0["usr/share/demo/run", 0o755] = "#!/usr/bin/env perl\n" },
    Fault("unusual-interpreter") { $0["usr/share/demo/run2", 0o755] = "#!/usr/bin/demosh\n" },
    Fault("script-not-executable") { $0["usr/share/demo/run3"] = "#!/bin/sh\n" },
    Fault("missing-dep-for-interpreter") { $0["usr/share/demo/run4", 0o755] = "#!/usr/bin/expect\n" },
  ]

  static let overrides: [Fault] = [
    Fault("malformed-override") { $0["usr/share/lintian/overrides/\($0.name)"] = "\($0.name) dir-or-file-in-opt\n" },
    Fault("unused-override") { $0["usr/share/lintian/overrides/\($0.name)"] = "dir-or-file-in-opt\n" },
    Fault("mismatched-override") {
      $0["usr/share/lintian/overrides/\($0.name)"] = "dir-or-file-in-opt [opt/other]\n"
      $0["opt/demo"] = "x\n"
    },
  ]
}
